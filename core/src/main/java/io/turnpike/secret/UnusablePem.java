package io.turnpike.secret;

import org.jspecify.annotations.Nullable;

/// Why certificates or a key cannot be used.
public final class UnusablePem extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    UnusablePem(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    UnusablePem(String reason) {
        this(reason, null);
    }

    /// Readable behind the name of what holds them; repeats nothing that stands there.
    public String reason() {
        return reason;
    }
}
