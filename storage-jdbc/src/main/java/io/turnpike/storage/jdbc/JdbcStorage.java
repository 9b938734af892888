package io.turnpike.storage.jdbc;

import io.turnpike.access.Caller;
import io.turnpike.storage.Change;
import io.turnpike.storage.ChangeFeed;
import io.turnpike.storage.NodeRegistry;
import io.turnpike.storage.RollUpStore;
import io.turnpike.storage.Storage;
import io.turnpike.storage.StorageUnavailable;
import io.turnpike.storage.Work;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/// The management database on SQLite or PostgreSQL, as its URL says.
public final class JdbcStorage implements Storage {
    private final Database database;
    private final Clock clock;
    private final Connections connections;
    private final Doorbell bell = new Doorbell();
    private final Database.Listening listener;

    private JdbcStorage(Database database, StorageConfig config, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.connections = new Connections(database, config);
        this.listener = database.listen(bell);
    }

    /// Opens the database and brings its tables up to date.
    ///
    /// @param clock dates the entries of the audit
    /// @throws UnusableDatabase if a newer release made the tables, or the URL names no database that is known here
    /// @throws StorageUnavailable if the database cannot be reached
    public static JdbcStorage open(StorageConfig config, Clock clock) {
        Database database = Database.of(config);
        try {
            new Schema(database).upgrade();
        } catch (SQLException e) {
            throw new StorageUnavailable(e);
        }
        return new JdbcStorage(database, config, clock);
    }

    /// Opens a database that may be in use, and leaves its tables as they are.
    ///
    /// @throws UnusableDatabase if another release made the tables
    /// @throws StorageUnavailable if the database cannot be reached
    public static JdbcStorage openAsIs(StorageConfig config, Clock clock) {
        Database database = Database.of(config);
        try {
            new Schema(database).requireCurrent();
        } catch (SQLException e) {
            throw new StorageUnavailable(e);
        }
        return new JdbcStorage(database, config, clock);
    }

    @Override
    public <T> T write(Caller caller, Function<Work, T> unit) {
        Done<T> done = connections.write(handle -> {
            Transaction transaction = new Transaction(handle, database.lock());
            T result = unit.apply(new JdbcWork(transaction));
            return new Done<>(result, end(transaction, caller));
        });
        if (done.revision > 0) {
            caller.committed(done.revision);
            bell.ring();
        }
        return done.result;
    }

    @Override
    public <T> T read(Function<Work, T> unit) {
        return connections.read(handle -> unit.apply(new JdbcWork(new Transaction(handle, ""))));
    }

    @Override
    public ChangeFeed changes() {
        return new JdbcChangeFeed(connections, bell);
    }

    @Override
    public NodeRegistry nodes() {
        return new JdbcNodeRegistry(connections);
    }

    @Override
    public RollUpStore rollUps() {
        return new JdbcRollUpStore(connections, database.lock());
    }

    @Override
    public void close() {
        listener.close();
        connections.close();
    }

    /// @return the unit's revision, or 0 if it changed nothing
    private long end(Transaction transaction, Caller caller) {
        List<Change> changes = transaction.changes();
        if (changes.isEmpty()) {
            return 0;
        }
        long revision =
                new ChangeLog(transaction, clock.instant().truncatedTo(ChronoUnit.MILLIS)).append(caller, changes);
        database.announce(transaction);
        return revision;
    }

    private record Done<T>(T result, long revision) {}
}
