package io.turnpike.storage.jdbc;

import io.turnpike.model.Authorization;
import io.turnpike.problem.Kind;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.AuthorizationStore;
import io.turnpike.storage.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcAuthorizationStore(Transaction transaction) implements AuthorizationStore {
    @Override
    public Optional<Authorization> find(KeyDigest handle) {
        return transaction
                .queryLocking("select * from authorizations where handle = :handle")
                .bind("handle", handle)
                .map(JdbcAuthorizationStore::read)
                .findOne();
    }

    @Override
    public void insert(Authorization made) {
        transaction
                .update("""
                        insert into authorizations
                            (id, organization, environment, client, credential, handle, secret, master_key, state,
                             terms, expires_at)
                        values
                            (:id, :client.organization, :client.environment, :client.key, :client.credential, :handle,
                             :secret, :masterKey, :state, :terms, :expiresAt)
                        """)
                .bindMethods(made)
                .bindByType("secret", made.secret(), KeyDigest.class)
                .execute();
        transaction.changed(new Change.Noted());
    }

    @Override
    public void update(Authorization changed) {
        int rows = transaction
                .update("""
                        update authorizations set
                            handle = :handle, secret = :secret, master_key = :masterKey, state = :state,
                            terms = :terms, expires_at = :expiresAt
                        where id = :id
                        """)
                .bindMethods(changed)
                .bindByType("secret", changed.secret(), KeyDigest.class)
                .execute();
        if (rows == 0) {
            throw Transaction.notFound(Kind.AUTHORIZATION, "");
        }
        transaction.changed(new Change.Noted());
    }

    @Override
    public int deleteExpired(Instant before, int max) {
        return Expired.delete(transaction, "authorizations", "id", before, max);
    }

    private static Authorization read(ResultSet row, StatementContext context) throws SQLException {
        byte[] secret = row.getBytes("secret");
        return new Authorization(
                Columns.uuid(row, "id"),
                Columns.client(row),
                Columns.digest(row.getBytes("handle")),
                secret == null ? null : Columns.digest(secret),
                row.getString("master_key"),
                Authorization.State.valueOf(row.getString("state")),
                Columns.instant(row, "expires_at"),
                Documents.read(row.getString("terms"), Authorization.Terms.class));
    }
}
