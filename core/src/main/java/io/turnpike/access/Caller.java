package io.turnpike.access;

/// On whose behalf a unit of work runs; its answers go into the audit entry of that unit.
///
/// One caller belongs to one request and is used by one thread.
public interface Caller {
    /// The user's name, as the audit shows it.
    String name();

    /// `CREATE`, `UPDATE` or `DELETE`.
    String operation();

    /// Path of the request without its query; a key in it is masked.
    String resource();

    /// Tells the caller the place of the unit in the change log, once it is committed.
    void committed(long revision);
}
