package io.turnpike.storage.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.turnpike.model.Attributes;
import io.turnpike.model.Credential;
import io.turnpike.model.Grant;
import io.turnpike.problem.Kind;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.SealedText;
import io.turnpike.storage.Change.KeyChanged;
import io.turnpike.storage.CredentialStore;
import io.turnpike.storage.EnforcedKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcCredentialStore(Transaction transaction) implements CredentialStore {
    /// Stands for "never", so that the column compares.
    private static final long NEVER = Long.MAX_VALUE;

    @Override
    public List<Credential> list(UUID app) {
        return transaction
                .queryLocking("select * from credentials where app = :app order by issued_at desc, number desc")
                .bind("app", app)
                .map(JdbcCredentialStore::read)
                .list()
                .stream()
                .map(this::withGrants)
                .toList();
    }

    @Override
    public Map<UUID, List<Credential>> listByApps(Collection<UUID> apps) {
        return transaction.inChunks(apps, this::ofApps).stream().collect(groupingBy(Credential::app));
    }

    private List<Credential> ofApps(List<UUID> apps) {
        Map<KeyOfApp, List<Grant>> grants = transaction
                .query("""
                        select app, credential, product, status from grants where app in (<apps>)
                        order by app, credential, position
                        """)
                .bindList("apps", apps)
                .map((row, _) -> Map.entry(
                        new KeyOfApp(Columns.uuid(row, "app"), row.getInt("credential")),
                        new Grant(Columns.uuid(row, "product"), Columns.status(row))))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        return transaction
                .query("select * from credentials where app in (<apps>) order by issued_at desc, number desc")
                .bindList("apps", apps)
                .map(JdbcCredentialStore::read)
                .stream()
                .map(row -> row.credential.withGrants(
                        grants.getOrDefault(new KeyOfApp(row.credential.app(), row.number), List.of())))
                .toList();
    }

    @Override
    public Optional<Credential> find(UUID organization, KeyDigest digest) {
        return row(organization, digest).map(this::withGrants);
    }

    @Override
    public Credential insert(Credential credential) {
        lockApp(credential.app());
        Row stored = transaction
                .query("""
                        insert into credentials
                            (id, organization, app, number, digest, digest_master_key, sealed_key, key_master_key,
                             sealed_secret, secret_master_key, status, issued_at, expires_at, scopes, attributes)
                        values
                            (:id, :organization, :app,
                             (select coalesce(max(number), 0) + 1 from credentials where app = :app),
                             :digest, :key.masterKey, :key.bytes, :key.masterKey,
                             :secret.bytes, :secret.masterKey, :status, :issuedAt, :expires, :scopes, :attributes)
                        on conflict (organization, digest) do nothing returning *
                        """)
                .bindMethods(credential)
                .bind(
                        "expires",
                        credential.expiresAt() == null
                                ? NEVER
                                : credential.expiresAt().toEpochMilli())
                .map(JdbcCredentialStore::read)
                .findOne()
                .orElseThrow(() -> Transaction.exists(Kind.CREDENTIAL, ""));
        insertGrants(stored.number, credential);
        changed(credential);
        return credential;
    }

    @Override
    public Credential update(Credential credential) {
        Row stored = transaction
                .query("""
                        update credentials set status = :status, scopes = :scopes, attributes = :attributes
                        where organization = :organization and digest = :digest and id = :id returning *
                        """)
                .bindMethods(credential)
                .map(JdbcCredentialStore::read)
                .findOne()
                .orElseThrow(() -> Transaction.notFound(Kind.CREDENTIAL, ""));
        transaction
                .update("delete from grants where app = :app and credential = :number")
                .bind("app", credential.app())
                .bind("number", stored.number)
                .execute();
        insertGrants(stored.number, credential);
        changed(credential);
        return withGrants(stored);
    }

    @Override
    public void delete(Credential credential) {
        transaction
                .update("delete from credentials where organization = :organization and digest = :digest and id = :id")
                .bindMethods(credential)
                .execute();
        changed(credential);
    }

    @Override
    public Optional<String> masterKey() {
        return transaction
                .query("select digest_master_key from credentials limit 1")
                .mapTo(String.class)
                .findFirst();
    }

    @Override
    public Optional<EnforcedKey> enforced(UUID organization, KeyDigest digest) {
        return new EnforcedKeys(transaction).find(organization, digest);
    }

    @Override
    public void forEachEnforced(Consumer<EnforcedKey> consumer) {
        new EnforcedKeys(transaction).forEach(consumer);
    }

    /// Keys of one app are numbered one after the other.
    private void lockApp(UUID app) {
        transaction
                .queryLocking("select version from apps where id = :app")
                .bind("app", app)
                .mapTo(Long.class)
                .findOne();
    }

    private Optional<Row> row(UUID organization, KeyDigest digest) {
        return transaction
                .queryLocking("select * from credentials where organization = :organization and digest = :digest")
                .bind("organization", organization)
                .bind("digest", digest)
                .map(JdbcCredentialStore::read)
                .findOne();
    }

    /// In a statement of its own, so that it sees what was committed while the row above was waited for.
    private Credential withGrants(Row row) {
        return row.credential.withGrants(transaction
                .query("""
                        select product, status from grants where app = :app and credential = :number
                        order by position
                        """)
                .bind("app", row.credential.app())
                .bind("number", row.number)
                .map((grant, _) -> new Grant(Columns.uuid(grant, "product"), Columns.status(grant)))
                .list());
    }

    private void insertGrants(int number, Credential credential) {
        if (credential.grants().isEmpty()) {
            return;
        }
        PreparedBatch batch = transaction.batch("""
                insert into grants (app, credential, position, product, status)
                values (:app, :number, :position, :product, :status)
                """);
        for (int position = 0; position < credential.grants().size(); position++) {
            batch.bindMethods(credential.grants().get(position))
                    .bind("app", credential.app())
                    .bind("number", number)
                    .bind("position", position)
                    .add();
        }
        batch.execute();
    }

    private void changed(Credential credential) {
        transaction.changed(new KeyChanged(credential.organization(), credential.digest()));
    }

    private static Row read(ResultSet row, StatementContext context) throws SQLException {
        long expires = row.getLong("expires_at");
        Credential credential = new Credential(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "organization"),
                Columns.uuid(row, "app"),
                Columns.digest(row.getBytes("digest")),
                new SealedText(row.getString("key_master_key"), row.getBytes("sealed_key")),
                new SealedText(row.getString("secret_master_key"), row.getBytes("sealed_secret")),
                Columns.status(row),
                Columns.instant(row, "issued_at"),
                expires == NEVER ? null : Instant.ofEpochMilli(expires),
                Documents.read(row.getString("scopes"), Documents.TEXTS),
                Documents.read(row.getString("attributes"), Attributes.class),
                List.of());
        return new Row(row.getInt("number"), credential);
    }

    /// @param number of the key in its app
    /// @param credential without its grants
    private record Row(int number, Credential credential) {}

    private record KeyOfApp(UUID app, int number) {}
}
