package io.turnpike.management.proxy;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;

/// Numbers of revisions as they stand in paths.
public final class RevisionNumber {
    private RevisionNumber() {}

    /// @throws Refused with `NotFound`: what is no number is no revision
    public static int of(String segment) {
        if (!segment.matches("[1-9][0-9]{0,8}")) {
            throw new Refused(new Problem.NotFound(Kind.REVISION, segment));
        }
        return Integer.parseInt(segment);
    }
}
