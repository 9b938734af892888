package io.turnpike.metering.log;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

/// Moves the log by hand, on the test's own thread.
final class HandDrive implements Drive {
    private LongUnaryOperator turn = _ -> 0;
    private long now = 1;
    private boolean isRung;
    private long untilNextTurn;

    /// Lets time pass and the log do what is due then.
    void pass(Duration time) {
        now += time.toNanos();
        turn();
    }

    /// The tick after which everything pending is written.
    void write() {
        pass(Duration.ofMillis(20));
        turn();
    }

    void turn() {
        isRung = false;
        untilNextTurn = turn.applyAsLong(now);
    }

    /// Nanoseconds.
    long untilNextTurn() {
        return untilNextTurn;
    }

    boolean isRung() {
        return isRung;
    }

    @Override
    public void start(LongUnaryOperator operator) {
        turn = operator;
    }

    @Override
    public void ring() {
        isRung = true;
    }

    @Override
    public void force(Runnable task) {
        task.run();
    }

    @Override
    public void background(Runnable task) {
        task.run();
    }

    @Override
    public void close() {}
}
