package io.turnpike.quota;

/// The stretch of time in which a counter counts: from `start` to just before `end`, in seconds since the epoch, UTC.
public record Window(long start, long end) {
    public Window {
        if (start >= end) {
            throw new IllegalArgumentException("a window ends after its start, not at " + end + " after " + start);
        }
    }

    public boolean hasEnded(long nowMillis) {
        return nowMillis >= end * 1000;
    }

    public long seconds() {
        return end - start;
    }
}
