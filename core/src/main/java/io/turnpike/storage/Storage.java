package io.turnpike.storage;

import io.turnpike.access.Caller;
import java.util.function.Function;

/// The management database. Safe for use by many threads.
///
/// Every method throws `StorageUnavailable` when the database cannot be reached.
public interface Storage extends AutoCloseable {
    /// Runs one change in one transaction, and adds to it the audit entry and the rows of the change log. The unit
    /// sees what it wrote; rows that it read for writing (`require…`) change under nobody else until it ends. It
    /// commits when `unit` returns, and is undone when that throws. A unit that changed nothing leaves no trace.
    ///
    /// Things are stored with version 1 when they are inserted, whatever theirs says. A unit that begins with
    /// `organizations().require` has that organization for itself: another such unit waits until it ends.
    ///
    /// `unit` may run again from the start when the database asks for that; it must not act outside the unit.
    <T> T write(Caller caller, Function<Work, T> unit);

    /// Runs questions that see one state of the database.
    <T> T read(Function<Work, T> unit);

    ChangeFeed changes();

    NodeRegistry nodes();

    RollUpStore rollUps();

    @Override
    void close();
}
