package io.turnpike.management.bulk;

import io.turnpike.management.problem.Explanation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What became of the lines so far. Used by one thread.
///
/// Source: extensions.md section 9.
final class ImportReport {
    /// Further problems are only counted.
    private static final int MOST_PROBLEMS = 1_000;

    private final SortedMap<Long, Explanation> problems = new TreeMap<>();
    private Tally done = Tally.NONE;
    private long lines;
    private long refused;

    void read() {
        lines++;
    }

    void add(Tally tally) {
        done = done.plus(tally);
    }

    void refused(long line, Explanation why) {
        refused++;
        if (problems.size() < MOST_PROBLEMS) {
            problems.put(line, why);
        }
    }

    Map<String, Object> toMap() {
        var counts = new LinkedHashMap<String, Object>();
        counts.put("lines", lines);
        counts.put("developers", done.developers());
        counts.put("apps", done.apps());
        counts.put("keys", done.keys());
        counts.put("unchanged", done.unchanged());
        counts.put("refused", refused);
        var listed = problems.entrySet().stream()
                .map(each -> problem(each.getKey(), each.getValue()))
                .toList();
        var report = new LinkedHashMap<String, Object>();
        report.put("counts", counts);
        report.put("problems", listed);
        return report;
    }

    private static Map<String, Object> problem(long line, Explanation why) {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("line", line);
        problem.put("code", why.code());
        problem.put("message", why.message());
        return problem;
    }

    /// What some lines made.
    ///
    /// @param unchanged apps of which nothing was missing
    record Tally(long developers, long apps, long keys, long unchanged) {
        static final Tally NONE = new Tally(0, 0, 0, 0);

        Tally plus(Tally other) {
            return new Tally(
                    developers + other.developers, apps + other.apps, keys + other.keys, unchanged + other.unchanged);
        }
    }
}
