package io.turnpike.metering.log;

import java.util.function.LongUnaryOperator;

/// What moves the log: threads, or the hand of a test.
interface Drive extends AutoCloseable {
    /// Begins to call `turn` with nanoseconds of a clock that never goes back; it answers how long it has
    /// time until the next call.
    void start(LongUnaryOperator turn);

    /// There is something to do before that time is over. From any thread.
    void ring();

    /// Runs what waits for the disk.
    void force(Runnable task);

    /// Runs what reads and writes whole files.
    void background(Runnable task);

    /// Returns when nothing runs any more.
    @Override
    void close();
}
