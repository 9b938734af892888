package io.turnpike.problem;

import org.jspecify.annotations.Nullable;

/// Carries a `Problem` to the edge that answers it. It has no stack trace: it is an answer, not a fault.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    public static Refused invalid(Kind kind, String field, @Nullable Object given, String rule) {
        return new Refused(new Problem.InvalidField(kind, field, given, rule));
    }

    public Problem problem() {
        return problem;
    }
}
