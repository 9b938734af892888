package io.turnpike.access;

import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// At most ten failed attempts a minute, unless it is said otherwise, under one label (a name, an address). Safe for
/// use by many threads.
///
/// An attempt is counted before it is judged, so that many at once do not slip through, and
/// taken back if it was right.
public final class FailureLimit {
    private static final long WINDOW_MILLIS = 60_000;
    private static final int MAX_LABELS = 10_000;
    /// Longer than a consumer key with an address. Of longer ones, which anybody can make up, the rest is not read.
    private static final int MAX_LABEL = 2_200;

    private final Clock clock;
    private final int most;
    private final Map<String, Window> windows = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MAX_LABELS;
        }
    };

    public FailureLimit(Clock clock) {
        this(clock, 10);
    }

    /// @param most attempts a minute
    public FailureLimit(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /// Counts an attempt under each label.
    ///
    /// @throws Refused with `TooMany` where one of them is used up; nothing is counted then
    public synchronized void begin(List<String> labels) {
        long now = clock.millis();
        List<String> cut = labels.stream().map(FailureLimit::cut).toList();
        for (String label : cut) {
            Window window = windows.get(label);
            if (window != null && window.isOpen(now) && window.failures() >= most) {
                throw new Refused(new Problem.TooMany(Math.max(1, (window.end() - now + 999) / 1000)));
            }
        }
        for (String label : cut) {
            windows.merge(
                    label, new Window(now + WINDOW_MILLIS, 1), (old, fresh) -> old.isOpen(now) ? old.plus(1) : fresh);
        }
    }

    /// Takes back what `begin` counted.
    public synchronized void succeeded(List<String> labels) {
        labels.forEach(label ->
                windows.computeIfPresent(cut(label), (_, window) -> window.failures() > 1 ? window.plus(-1) : null));
    }

    public synchronized void forget(String label) {
        windows.remove(cut(label));
    }

    private static String cut(String label) {
        return label.length() <= MAX_LABEL ? label : label.substring(0, MAX_LABEL);
    }

    /// @param end milliseconds since the epoch
    private record Window(long end, int failures) {
        boolean isOpen(long now) {
            return now < end;
        }

        Window plus(int more) {
            return new Window(end, failures + more);
        }
    }
}
