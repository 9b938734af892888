package io.turnpike.gateway;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells broken connections, which are daily life, from bugs, which are logged.
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static void report(Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("a connection broke: {}", cause.getMessage());
        } else {
            LOG.error("a connection is closed after a failure of ours", cause);
        }
    }
}
