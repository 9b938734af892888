package io.turnpike.decision;

import java.util.List;

/// What holds for the calls of one operation.
///
/// @param list in the order in which a violation is reported: rps, day, month, quota (runtime L4)
/// @param weight how much a call counts
public record Limits(List<Limit> list, Weight weight) {
    public static final Limits NONE = new Limits(List.of(), Weight.ONE);

    static final String QUOTA = "quota";

    public Limits {
        list = List.copyOf(list);
    }

    /// Whether a quota stands at the end of a list.
    static boolean haveQuota(List<Limit> list) {
        return !list.isEmpty() && list.getLast().name().equals(QUOTA);
    }
}
