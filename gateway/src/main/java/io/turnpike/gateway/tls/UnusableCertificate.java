package io.turnpike.gateway.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Why a file of certificates or keys cannot be used. Never repeats what stands in it.
public final class UnusableCertificate extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableCertificate(Path file, String reason, @Nullable Throwable cause) {
        super(file + " " + reason, cause);
    }

    UnusableCertificate(Path file, String reason) {
        this(file, reason, null);
    }
}
