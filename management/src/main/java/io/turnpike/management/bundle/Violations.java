package io.turnpike.management.bundle;

import io.turnpike.problem.Problem;
import io.turnpike.problem.Problem.BadBundle;
import io.turnpike.problem.Refused;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with a bundle, so that all of it is told at once.
final class Violations {
    private static final int MAX = 100;
    private static final int MAX_NAME = 200;

    private final List<BadBundle.Violation> list = new ArrayList<>();

    void add(String file, String description) {
        if (list.size() < MAX) {
            list.add(new BadBundle.Violation(file, description));
        }
    }

    /// @throws Refused with `BadBundle` if there is any
    void refuseAny() {
        if (!list.isEmpty()) {
            throw new Refused(new Problem.BadBundle(List.copyOf(list)));
        }
    }

    static Refused one(String file, String description) {
        return new Refused(new Problem.BadBundle(List.of(new BadBundle.Violation(file, description))));
    }

    /// The name of a file that may be anything.
    static String printable(String name) {
        String text = name.replaceAll("\\p{Cntrl}", "?");
        return text.length() > MAX_NAME ? text.substring(0, MAX_NAME) : text;
    }
}
