package io.turnpike.server;

import org.jspecify.annotations.Nullable;

/// Why a node does not start, for the operator.
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotStart(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    CannotStart(String message) {
        this(message, null);
    }
}
