package io.turnpike.storage.jdbc;

import io.turnpike.model.AccessToken;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.SealedText;
import io.turnpike.storage.AccessTokenStore;
import io.turnpike.storage.Change;
import io.turnpike.storage.EnforcedToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcAccessTokenStore(Transaction transaction) implements AccessTokenStore {
    private static final String ENFORCED = """
            select t.*, c.sealed_key, c.key_master_key
            from access_tokens t
            left join credentials c on c.organization = t.organization and c.digest = t.client and c.id = t.credential
            """;

    @Override
    public Optional<AccessToken> find(KeyDigest digest) {
        return transaction
                .queryLocking("select * from access_tokens where digest = :digest")
                .bind("digest", digest)
                .map(JdbcAccessTokenStore::read)
                .findOne();
    }

    @Override
    public List<AccessToken> ofFamily(UUID family) {
        return transaction
                .query("select * from access_tokens where family = :family")
                .bind("family", family)
                .map(JdbcAccessTokenStore::read)
                .list();
    }

    @Override
    public void put(AccessToken token) {
        transaction
                .update("""
                        insert into access_tokens
                            (digest, master_key, organization, environment, client, credential, family, scopes,
                             issued_at, expires_at, status)
                        values
                            (:digest, :masterKey, :client.organization, :client.environment, :client.key,
                             :client.credential, :family, :scopes, :issuedAt, :expiresAt, :status)
                        on conflict (digest) do update set status = excluded.status
                        """)
                .bindMethods(token)
                .bindByType("family", token.family(), UUID.class)
                .execute();
        transaction.changed(new Change.TokenChanged(token.client().organization(), token.digest()));
    }

    @Override
    public Optional<EnforcedToken> enforced(KeyDigest digest) {
        return transaction
                .query(ENFORCED + " where t.digest = :digest")
                .bind("digest", digest)
                .map(JdbcAccessTokenStore::enforced)
                .findOne();
    }

    @Override
    public void forEachEnforced(Consumer<EnforcedToken> consumer) {
        transaction
                .query(ENFORCED)
                .setFetchSize(Transaction.FETCHED_AT_ONCE)
                .map(JdbcAccessTokenStore::enforced)
                .forEach(consumer);
    }

    @Override
    public int deleteExpired(Instant before, int max) {
        return Expired.delete(transaction, "access_tokens", "digest", before, max);
    }

    private static EnforcedToken enforced(ResultSet row, StatementContext context) throws SQLException {
        byte[] key = row.getBytes("sealed_key");
        SealedText client = key == null ? null : new SealedText(row.getString("key_master_key"), key);
        return new EnforcedToken(read(row, context), client);
    }

    private static AccessToken read(ResultSet row, StatementContext context) throws SQLException {
        byte[] family = row.getBytes("family");
        return new AccessToken(
                Columns.digest(row.getBytes("digest")),
                row.getString("master_key"),
                Columns.client(row),
                family == null ? null : Columns.uuid(family),
                Documents.read(row.getString("scopes"), Documents.TEXTS),
                Columns.instant(row, "issued_at"),
                Columns.instant(row, "expires_at"),
                Columns.status(row));
    }
}
