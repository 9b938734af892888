package io.turnpike.gateway.reserved;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Has calls under `/.turnpike` answered off the loops, each on a virtual thread, and only so many at a time.
public final class ReservedDesk implements AutoCloseable {
    private static final int AT_ONCE = 256;

    private final ReservedPaths paths;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("reserved-", 0).factory());

    public ReservedDesk(ReservedPaths paths) {
        this.paths = paths;
    }

    /// Has a call answered.
    ///
    /// @return null if too many wait already
    public @Nullable CompletableFuture<ReservedReply> ask(ReservedCall call) {
        if (!free.tryAcquire()) {
            return null;
        }
        return CompletableFuture.supplyAsync(() -> paths.answer(call), threads).whenComplete((_, _) -> free.release());
    }

    /// Gives up calls that are not answered yet.
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
