package io.turnpike.metering.log;

import java.io.IOException;

/// A file of the log that was read without an error of the disk, and makes no sense.
final class UnreadableFile extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean isNewer;

    private UnreadableFile(String message, boolean isNewer) {
        super(message);
        this.isNewer = isNewer;
    }

    static UnreadableFile damaged(String message) {
        return new UnreadableFile(message, false);
    }

    /// It is not damaged, but of a format that only a newer version knows. Nothing may be cut, skipped or replaced
    /// because of it.
    static UnreadableFile newer(String file, int format) {
        return new UnreadableFile(file + " has format " + format + ", which a newer version of Turnpike wrote", true);
    }

    boolean isNewer() {
        return isNewer;
    }
}
