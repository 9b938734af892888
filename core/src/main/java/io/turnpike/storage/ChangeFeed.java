package io.turnpike.storage;

import java.time.Duration;
import java.util.List;

/// The change log, read. Revisions are ordered by commit: who has seen one has seen all smaller ones.
public interface ChangeFeed {
    /// Changes behind `revision`, in their order.
    ///
    /// @param max most rows wanted, at least 1
    List<Entry> after(long revision, int max);

    /// The last committed revision; 0 before the first.
    long last();

    /// Changes when the database was put back to an earlier state; then everything is to be read anew.
    long epoch();

    /// Waits until a commit may have happened, here or elsewhere. A return promises nothing; the caller asks `after`.
    void await(Duration atMost) throws InterruptedException;

    record Entry(long revision, Change change) {}
}
