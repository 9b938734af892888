package io.turnpike.server;

import io.turnpike.server.NodeConfig.Keep;
import io.turnpike.stats.Grain;
import io.turnpike.storage.NodeRegistry;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;

/// Deletes from the management database what it no longer keeps, a little at a time so that writers need not wait.
record Pruning(Storage storage, Keep keep, Clock clock) implements Runnable {
    private static final int BATCH = 1_000;
    /// So much later than due, so that no minute is deleted to which something is being added.
    private static final Duration LATE = Duration.ofHours(1);

    @Override
    public void run() {
        Instant now = clock.instant();
        Instant auditEnd = now.minus(keep.audit());
        Instant changesEnd = now.minus(keep.changes());
        repeat(() ->
                storage.write(new Installation("DELETE"), work -> work.audit().deleteBefore(auditEnd, BATCH)));
        long seen = seenByAll();
        repeat(() -> storage.changes().forget(seen, changesEnd, BATCH));
        pruneTokens(now.minus(LATE));
        Instant minutesEnd = now.minus(Grain.MINUTES_KEPT).minus(LATE);
        repeat(() -> storage.rollUps().deleteBefore(Grain.MINUTE, minutesEnd, BATCH));
        Instant hoursEnd = now.minus(keep.stats());
        repeat(() -> storage.rollUps().deleteBefore(Grain.HOUR, hoursEnd, BATCH));
    }

    /// What expired a while ago, which nobody asks for any more.
    private void pruneTokens(Instant end) {
        Installation caller = new Installation("DELETE");
        repeat(() -> storage.write(caller, work -> work.accessTokens().deleteExpired(end, BATCH)));
        repeat(() -> storage.write(caller, work -> work.authorizations().deleteExpired(end, BATCH)));
    }

    /// The last change that every node which is listed has seen.
    private long seenByAll() {
        return storage.nodes().list().stream()
                .mapToLong(NodeRegistry.Node::revision)
                .min()
                .orElse(0);
    }

    private static void repeat(IntSupplier deletion) {
        int deleted = BATCH;
        while (deleted == BATCH) {
            deleted = deletion.getAsInt();
        }
    }
}
