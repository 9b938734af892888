package io.turnpike.http;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a route does, in words for its readers.
///
/// @param summary one line, or empty
/// @param request name of the body's schema, or empty where the route takes none
/// @param reply name of the answer's schema, or empty where it has none
/// @param others names of schemas that some answers have in place of it
/// @param statuses of answers that are no refusals, the usual one first; with 204 the answer has no body
/// @param query names of the parameters that the route reads from the query
/// @param guarded whether the route changes nothing where `If-Match` names another version than the stored one
public record Description(
        String summary,
        String request,
        String reply,
        List<String> others,
        List<Integer> statuses,
        List<String> query,
        boolean guarded) {
    static final Description NONE = new Description("", "", "");

    public Description {
        others = List.copyOf(others);
        statuses = List.copyOf(statuses);
        query = List.copyOf(query);
    }

    /// Answers 200, or 204 where the answer has no body, and reads nothing from the query.
    public Description(String summary, String request, String reply) {
        this(summary, request, reply, List.of(), List.of(reply.isEmpty() ? 204 : 200), List.of(), false);
    }

    /// With other forms of the answer.
    public Description or(String... schemas) {
        return new Description(summary, request, reply, List.of(schemas), statuses, query, guarded);
    }

    public Description answering(Integer... all) {
        return new Description(summary, request, reply, others, List.of(all), query, guarded);
    }

    /// Respects `If-Match`.
    public Description guardedByTag() {
        return new Description(summary, request, reply, others, statuses, query, true);
    }

    public Description reading(String... names) {
        return new Description(
                summary,
                request,
                reply,
                others,
                statuses,
                Stream.concat(query.stream(), Arrays.stream(names)).toList(),
                guarded);
    }

    /// The names of the schemas of both bodies.
    public Set<String> schemas() {
        return Stream.of(request, reply).filter(name -> !name.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
