package io.turnpike.metering.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a verification found.
///
/// @param counts what was read, by name
/// @param problems empty if everything agrees
public record Report(Map<String, Long> counts, List<Problem> problems) {
    /// More tell no more.
    private static final int MOST_PROBLEMS = 1_000;

    Report() {
        this(new LinkedHashMap<>(), new ArrayList<>());
    }

    void count(String name, long number) {
        counts.merge(name, number, Long::sum);
    }

    void problem(String file, String code, String message) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(file, code, message));
        }
    }

    /// @param file in the folder of the log; `database` for the sums
    public record Problem(String file, String code, String message) {}
}
