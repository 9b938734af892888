package io.turnpike.management.problem;

import io.turnpike.problem.Problem;

/// A problem in the words of the API, for reports that list several.
///
/// @param code as Apigee's clients know it
public record Explanation(String code, String message) {
    public static Explanation of(Problem problem) {
        var answer = Catalogue.answer(problem);
        return new Explanation(answer.code(), answer.message());
    }
}
