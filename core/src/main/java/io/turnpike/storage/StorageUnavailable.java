package io.turnpike.storage;

/// The database did not answer; the change was not made, and may be tried again. Only where the connection broke during
/// the commit itself is that unknown.
public final class StorageUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StorageUnavailable(Throwable cause) {
        super("the management database does not answer", cause);
    }
}
