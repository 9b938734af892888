package io.turnpike.quota;

/// The stretch of time in which a charge counts: from `start` to just before `end`, in milliseconds since the epoch.
public record Window(long start, long end) {
    public Window {
        if (start >= end) {
            throw new IllegalArgumentException("a window ends after its start, not at " + end + " after " + start);
        }
    }

    public boolean hasEnded(long nowMillis) {
        return nowMillis >= end;
    }

    public long millis() {
        return end - start;
    }
}
