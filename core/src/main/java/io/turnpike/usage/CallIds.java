package io.turnpike.usage;

/// Makes the ids of the calls of one event loop. Not safe for use by several threads; each loop has its own.
public final class CallIds {
    private static final int COUNTER_BITS = 32;

    private final byte[] text = new byte[CallId.LENGTH];
    private final long node;
    private long counter;
    private long lastMillis;

    /// @param node 48 bits that no other source of ids has: random for each process, and differing by loop
    public CallIds(long node) {
        this.node = node & 0xffff_ffff_ffffL;
    }

    /// @param nowMillis milliseconds since the epoch; where the clock went back, the last moment is taken again
    public CallId next(long nowMillis) {
        lastMillis = Math.max(lastMillis, nowMillis);
        counter++;
        return new CallId((lastMillis << 16) | (node >>> 32), (node << COUNTER_BITS) | (counter & 0xffff_ffffL));
    }

    /// What `CallId.text` says.
    public String text(CallId id) {
        return id.text(text);
    }
}
