package io.turnpike.gateway.fault;

import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells broken connections, which are daily life, from bugs, which are logged.
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /// What a decoder stumbled over; anything else stands for itself.
    public static Throwable behind(Throwable thrown) {
        return thrown instanceof DecoderException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    public static void report(Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.debug("a connection broke: {}", cause.getMessage());
        } else {
            LOG.error("a connection is closed after a failure of ours", cause);
        }
    }

    /// Logs a bug under the id that the client was told.
    public static void report(String decision, RuntimeException bug) {
        LOG.error("incident {}: a call ended by a failure of ours", decision, bug);
    }
}
