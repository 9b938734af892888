package io.turnpike.gateway.exchange;

import java.util.concurrent.atomic.AtomicLong;

/// What bodies that are held until their calls are decided may take together (HT34). Safe for use by many threads.
public final class HeldBodies {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /// @param most bytes
    public HeldBodies(long most) {
        this.most = most;
    }

    boolean take(int bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        giveBack(bytes);
        return false;
    }

    void giveBack(int bytes) {
        taken.addAndGet(-bytes);
    }
}
