package io.turnpike.storage.jdbc;

import io.turnpike.model.KeyValueMap;
import io.turnpike.model.KeyValueMap.Scope;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem.ChangedMeanwhile;
import io.turnpike.storage.Change;
import io.turnpike.storage.KeyValueMapStore;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

record JdbcKeyValueMapStore(Transaction transaction) implements KeyValueMapStore {
    @Override
    public List<String> names(Scope scope) {
        return transaction
                .query("select name from key_value_maps where owner = :owner order by name")
                .bind("owner", Owner.of(scope).bytes())
                .mapTo(String.class)
                .list();
    }

    @Override
    public Optional<KeyValueMap> find(Scope scope, String name) {
        return transaction
                .queryLocking("select * from key_value_maps where owner = :owner and name = :name")
                .bind("owner", Owner.of(scope).bytes())
                .bind("name", name)
                .map(JdbcKeyValueMapStore::map)
                .findOne();
    }

    @Override
    public KeyValueMap insert(KeyValueMap map) {
        transaction.made(map.name());
        Owner owner = Owner.of(map.scope());
        KeyValueMap stored = transaction
                .query("""
                        insert into key_value_maps
                            (id, organization, owner, environment, proxy, revision, version, name, encrypted, masked,
                             created_at, created_by, modified_at, modified_by)
                        values
                            (:id, :organization, :owner, :environment, :proxy, :revision, 1, :name, :encrypted, :masked,
                             :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        on conflict (owner, name) do nothing returning *
                        """)
                .bindMethods(map)
                .bind("owner", owner.bytes())
                .bindByType("environment", owner.environment, UUID.class)
                .bindByType("proxy", owner.proxy, UUID.class)
                .bindByType("revision", owner.revision, Integer.class)
                .map(JdbcKeyValueMapStore::map)
                .findOne()
                .orElseThrow(() -> Transaction.exists(Kind.KEY_VALUE_MAP, map.name()));
        transaction.changed(new Change.Noted());
        return stored;
    }

    @Override
    public KeyValueMap update(KeyValueMap map) {
        KeyValueMap stored = transaction
                .query("""
                        update key_value_maps set
                            version = version + 1, masked = :masked,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where id = :id and version = :version returning *
                        """)
                .bindMethods(map)
                .map(JdbcKeyValueMapStore::map)
                .findOne()
                .orElseThrow(() -> transaction.missed(
                        "key_value_maps",
                        map.id(),
                        new ChangedMeanwhile(Kind.KEY_VALUE_MAP, map.name(), map.version())));
        transaction.changed(new Change.Noted());
        return stored;
    }

    @Override
    public void delete(KeyValueMap map) {
        transaction
                .update("delete from key_value_maps where id = :id")
                .bind("id", map.id())
                .execute();
        transaction.changed(new Change.Noted());
    }

    private static KeyValueMap map(ResultSet row, StatementContext context) throws SQLException {
        return new KeyValueMap(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "organization"),
                scope(row),
                row.getLong("version"),
                row.getString("name"),
                row.getBoolean("encrypted"),
                row.getBoolean("masked"),
                Columns.provenance(row));
    }

    private static Scope scope(ResultSet row) throws SQLException {
        int revision = row.getInt("revision");
        if (row.getBytes("environment") != null) {
            return new Scope.OfEnvironment(Columns.uuid(row, "environment"));
        }
        if (row.getBytes("proxy") == null) {
            return new Scope.OfOrganization(Columns.uuid(row, "organization"));
        }
        UUID proxy = Columns.uuid(row, "proxy");
        return revision == 0 ? new Scope.OfProxy(proxy) : new Scope.OfRevision(proxy, revision);
    }

    /// A scope as it lies in columns.
    private record Owner(
            UUID id,
            @Nullable UUID environment,
            @Nullable UUID proxy,
            @Nullable Integer revision) {
        static Owner of(Scope scope) {
            return switch (scope) {
                case Scope.OfOrganization(UUID organization) -> new Owner(organization, null, null, null);
                case Scope.OfEnvironment(UUID environment) -> new Owner(environment, environment, null, null);
                case Scope.OfProxy(UUID proxy) -> new Owner(proxy, null, proxy, null);
                case Scope.OfRevision(UUID proxy, int number) -> new Owner(proxy, null, proxy, number);
            };
        }

        byte[] bytes() {
            byte[] start = Columns.bytes(id);
            return revision == null
                    ? start
                    : ByteBuffer.allocate(start.length + Integer.BYTES)
                            .put(start)
                            .putInt(revision)
                            .array();
        }
    }
}
