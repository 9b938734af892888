package io.turnpike.storage.jdbc;

/// The database is there, but this version cannot work with it; the message tells the operator why.
public final class UnusableDatabase extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableDatabase(String message) {
        super(message);
    }
}
