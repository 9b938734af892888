package io.turnpike.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens for notices of PostgreSQL on a connection of its own, and makes a new one when that breaks. What a notice
/// says is ignored.
final class Listener implements Database.Listening {
    static final String CHANNEL = "turnpike";

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int CHECK_MILLIS = 5_000;

    private final DataSource source;
    private final Doorbell bell;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Connection connected;

    private Listener(DataSource source, Doorbell bell) {
        this.source = source;
        this.bell = bell;
    }

    static Listener start(DataSource source, Doorbell bell) {
        Listener listener = new Listener(source, bell);
        Thread.ofPlatform().daemon().name("storage-listener").start(listener::run);
        return listener;
    }

    private void run() {
        try {
            do {
                listenUntilBroken();
            } while (!closed.await(500, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenUntilBroken() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connected = connection;
            statement.execute("listen " + CHANNEL);
            bell.ring(); // for what came while nobody listened
            PGConnection notices = connection.unwrap(PGConnection.class);
            while (closed.getCount() > 0) {
                if (notices.getNotifications(CHECK_MILLIS).length > 0) {
                    bell.ring();
                } else if (!connection.isValid(CHECK_MILLIS / 1000)) {
                    return;
                }
            }
        } catch (SQLException e) {
            if (closed.getCount() > 0) {
                LOG.debug("No connection that listens for changes; they are polled for: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Connection connection = connected;
        if (connection == null) {
            return;
        }
        try {
            connection.abort(Runnable::run); // does not wait for the listening thread
        } catch (SQLException e) {
            LOG.debug("The connection that listens for changes broke while it was closed: {}", e.getMessage());
        }
    }
}
