package io.turnpike.storage.jdbc;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// What the stores of one unit of work share: the connection, and the changes that the unit has made.
final class Transaction {
    /// Rows of a table that is read as a whole.
    static final int FETCHED_AT_ONCE = 2_000;

    private static final int CHUNK = 500;

    private final Handle handle;
    private final String lock;
    private final SequencedSet<Change> changes = new LinkedHashSet<>();
    private @Nullable String made;

    /// @param lock stands behind each query of `findBy`
    Transaction(Handle handle, String lock) {
        this.handle = handle;
        this.lock = lock;
    }

    Query query(String sql) {
        return handle.createQuery(sql);
    }

    /// A question for rows of one table that, in a unit that writes, nobody else changes until the unit ends.
    Query queryLocking(String sql) {
        return handle.createQuery(sql + lock);
    }

    Update update(String sql) {
        return handle.createUpdate(sql);
    }

    PreparedBatch batch(String sql) {
        return handle.prepareBatch(sql);
    }

    /// Asks for many keys some hundred at a time, since databases bound the parameters of one statement.
    <K, T> List<T> inChunks(Collection<K> keys, Function<List<K>, List<T>> question) {
        return chunks(keys).stream()
                .flatMap(chunk -> question.apply(chunk).stream())
                .toList();
    }

    static <K> List<List<K>> chunks(Collection<K> keys) {
        List<K> all = List.copyOf(keys);
        List<List<K>> chunks = new ArrayList<>();
        for (int start = 0; start < all.size(); start += CHUNK) {
            chunks.add(all.subList(start, Math.min(all.size(), start + CHUNK)));
        }
        return chunks;
    }

    /// Tells that a thing was made which lists name; of several the first counts.
    void made(String name) {
        made = made == null ? name : made;
    }

    /// Null where nothing was.
    @Nullable
    String made() {
        return made;
    }

    /// Each change is noted once, in the order in which it was first made.
    void changed(Change change) {
        changes.add(change);
    }

    /// What is to be told to the nodes; empty if the unit changed nothing.
    List<Change> changes() {
        Change noted = new Change.Noted();
        return changes.size() == 1
                ? List.copyOf(changes)
                : changes.stream().filter(change -> !change.equals(noted)).toList();
    }

    /// Why an update by id and version met no row.
    Refused missed(String table, UUID id, Problem.ChangedMeanwhile changed) {
        boolean exists = query("select 1 from " + table + " where id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        return exists ? new Refused(changed) : notFound(changed.kind(), changed.name());
    }

    static Refused notFound(Kind kind, String name) {
        return new Refused(new Problem.NotFound(kind, name));
    }

    static Refused exists(Kind kind, String name) {
        return new Refused(new Problem.AlreadyExists(kind, name));
    }
}
