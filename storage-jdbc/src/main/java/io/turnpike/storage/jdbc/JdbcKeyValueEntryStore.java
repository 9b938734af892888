package io.turnpike.storage.jdbc;

import io.turnpike.model.KeyValueEntry;
import io.turnpike.secret.SealedText;
import io.turnpike.storage.Change;
import io.turnpike.storage.KeyValueEntryStore;
import io.turnpike.storage.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcKeyValueEntryStore(Transaction transaction) implements KeyValueEntryStore {
    /// Counts the bytes before it takes a value, so that values beyond the page are never read.
    @Override
    public List<KeyValueEntry> list(UUID map, String after, int count) {
        return transaction
                .query("""
                        select map, name, version, master_key, value from (
                            select stretch.*, sum(length(value)) over (
                                order by name rows between unbounded preceding and 1 preceding) as ahead
                            from (
                                select * from key_value_entries where map = :map and name > :after
                                order by name limit :count) stretch) counted
                        where coalesce(ahead, 0) < :most order by name
                        """)
                .bind("map", map)
                .bind("after", after)
                .bind("count", count)
                .bind("most", MAX_PAGE_BYTES)
                .map(JdbcKeyValueEntryStore::entry)
                .list();
    }

    @Override
    public boolean hasAfter(UUID map, String name) {
        return transaction
                .query("select 1 from key_value_entries where map = :map and name > :name limit 1")
                .bind("map", map)
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public List<String> names(UUID map, Page page) {
        return transaction
                .query("""
                        select name from key_value_entries where map = :map and name >= :start
                        order by name limit :count
                        """)
                .bind("map", map)
                .bind("start", page.startKey() == null ? "" : page.startKey())
                .bind("count", page.count())
                .mapTo(String.class)
                .list();
    }

    @Override
    public Optional<KeyValueEntry> find(UUID map, String name) {
        return transaction
                .queryLocking("select * from key_value_entries where map = :map and name = :name")
                .bind("map", map)
                .bind("name", name)
                .map(JdbcKeyValueEntryStore::entry)
                .findOne();
    }

    /// In the order of their names, so that two units never wait for each other in a circle.
    @Override
    public void putAll(List<KeyValueEntry> entries) {
        entries.stream().findFirst().ifPresent(entry -> transaction.made(entry.name()));
        if (entries.isEmpty()) {
            return;
        }
        PreparedBatch batch = transaction.batch("""
                insert into key_value_entries (map, name, version, master_key, value)
                values (:map, :name, 1, :value.masterKey, :value.bytes)
                on conflict (map, name) do update set
                    version = key_value_entries.version + 1, master_key = excluded.master_key, value = excluded.value
                """);
        entries.stream()
                .sorted(Comparator.comparing(KeyValueEntry::name))
                .forEach(entry -> batch.bindMethods(entry).add());
        batch.execute();
        transaction.changed(new Change.Noted());
    }

    @Override
    public void delete(KeyValueEntry entry) {
        transaction
                .update("delete from key_value_entries where map = :map and name = :name")
                .bindMethods(entry)
                .execute();
        transaction.changed(new Change.Noted());
    }

    @Override
    public Optional<String> masterKey() {
        return transaction
                .query("select master_key from key_value_entries limit 1")
                .mapTo(String.class)
                .findOne();
    }

    private static KeyValueEntry entry(ResultSet row, StatementContext context) throws SQLException {
        return new KeyValueEntry(
                Columns.uuid(row, "map"),
                row.getString("name"),
                row.getLong("version"),
                new SealedText(row.getString("master_key"), row.getBytes("value")));
    }
}
