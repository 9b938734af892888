package io.turnpike.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The change log, read. Revisions are ordered by commit: who has seen one has seen all smaller ones.
public interface ChangeFeed {
    /// Changes behind `revision`, in their order.
    ///
    /// @param max most rows wanted, at least 1
    List<Entry> after(long revision, int max);

    /// The last committed revision; 0 before the first.
    long last();

    /// A random number that was drawn with the first tables: another one is another database, and everything
    /// is to be read anew. A database that was put back to an earlier state keeps its epoch, and is known by
    /// a `last` that is smaller than what was seen.
    long epoch();

    /// Deletes the oldest changes that lie at or before `revision` and were made before `end`. Whoever had not
    /// seen them finds that the log does not go on from where he stands: numbers have no gaps but these.
    ///
    /// @param max most rows that are deleted
    /// @return how many were
    int forget(long revision, Instant end, int max);

    /// Waits until a commit may have happened, here or elsewhere, at most a second. A return promises nothing; the
    /// caller asks `after`. A commit wakes one of those who wait.
    void await(Duration atMost) throws InterruptedException;

    record Entry(long revision, Change change) {}
}
