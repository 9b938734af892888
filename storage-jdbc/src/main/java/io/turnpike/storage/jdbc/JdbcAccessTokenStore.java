package io.turnpike.storage.jdbc;

import io.turnpike.model.AccessToken;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.AccessTokenStore;
import io.turnpike.storage.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcAccessTokenStore(Transaction transaction) implements AccessTokenStore {
    private static final int FETCHED_AT_ONCE = 2_000;

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
    public void forEach(Consumer<AccessToken> consumer) {
        transaction
                .query("select * from access_tokens")
                .setFetchSize(FETCHED_AT_ONCE)
                .map(JdbcAccessTokenStore::read)
                .forEach(consumer);
    }

    @Override
    public int deleteExpired(Instant before, int max) {
        return Expired.delete(transaction, "access_tokens", "digest", before, max);
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
