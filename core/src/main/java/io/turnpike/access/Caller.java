package io.turnpike.access;

/// On whose behalf a unit of work runs; its answers go into the audit entry of that unit.
///
/// One caller belongs to one request and is used by one thread.
public interface Caller {
    /// The user's or the service account's name, as the audit shows it.
    String name();

    /// Name of the organization that the path names; empty where it names none.
    String organization();

    /// `CREATE`, `UPDATE` or `DELETE`; `READ` of a question that was denied.
    String operation();

    /// Path of the request without its query; a key in it is masked.
    String resource();

    /// Whether the audit takes note of the unit. What apps do by the million is not noted there.
    default boolean isAudited() {
        return true;
    }

    /// Path of what the request made, where it made one thing in a list that it names; else that of the request.
    ///
    /// @param name of the first thing that was made
    default String made(String name) {
        return resource();
    }

    /// Tells the caller the place of the unit in the change log, once it is committed.
    void committed(long revision);
}
