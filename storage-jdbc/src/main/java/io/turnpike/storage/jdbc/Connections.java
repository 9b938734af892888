package io.turnpike.storage.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.turnpike.storage.StorageUnavailable;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jspecify.annotations.Nullable;

/// The two pools, and what becomes of the errors of the database. Each call is one transaction.
final class Connections implements AutoCloseable {
    private static final int MOST_RUNS = 10;

    private final Database database;
    private final HikariDataSource writing;
    private final HikariDataSource reading;
    private final Jdbi writer;
    private final Jdbi reader;

    Connections(Database database, StorageConfig config) {
        this.database = database;
        this.writing = pool(database.writing(), config);
        this.reading = pool(database.reading(), config);
        this.writer = jdbi(writing);
        this.reader = jdbi(reading);
    }

    /// @param work runs again from the start where it lost against another transaction
    /// @throws StorageUnavailable where the database cannot be used
    <T> T write(HandleCallback<T, SQLException> work) {
        return inTransaction(writer, work);
    }

    /// @throws StorageUnavailable where the database cannot be used
    <T> T read(HandleCallback<T, SQLException> work) {
        return inTransaction(reader, work);
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
    }

    private <T> T inTransaction(Jdbi jdbi, HandleCallback<T, SQLException> work) {
        for (int run = 1; ; run++) {
            try {
                return jdbi.inTransaction(work);
            } catch (JdbiException | SQLException e) {
                SQLException cause = sqlException(e);
                if (cause instanceof SQLTransientConnectionException
                        || (cause != null && database.isUnavailable(cause))) {
                    throw new StorageUnavailable(e);
                }
                if (cause == null || !database.isLostRace(cause) || run == MOST_RUNS) {
                    throw e instanceof JdbiException known ? known : new TransactionException(e);
                }
            }
        }
    }

    private static @Nullable SQLException sqlException(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e) {
                return e;
            }
        }
        return null;
    }

    private static Jdbi jdbi(DataSource pool) {
        Placeholders placeholders = new Placeholders();
        return Jdbi.create(pool)
                .registerArgument(new DomainArguments())
                .configure(
                        SqlStatements.class,
                        statements -> statements.setTemplateEngine(placeholders).setSqlParser(placeholders));
    }

    private static HikariDataSource pool(HikariConfig pool, StorageConfig config) {
        pool.setConnectionTimeout(config.patience().toMillis());
        pool.setInitializationFailTimeout(-1); // a connection that cannot be made is the problem of who asks for it
        return new HikariDataSource(pool);
    }
}
