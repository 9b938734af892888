package io.turnpike.storage.jdbc;

import io.turnpike.problem.Kind;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.Change.Noted;
import io.turnpike.storage.ServiceAccountStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

record JdbcServiceAccountStore(Transaction transaction) implements ServiceAccountStore {
    @Override
    public List<ServiceAccount> list(@Nullable UUID organization) {
        return in(
                        organization,
                        transaction.query(
                                "select * from service_accounts where " + of(organization) + " order by name"))
                .map(JdbcServiceAccountStore::account)
                .list();
    }

    @Override
    public Optional<ServiceAccount> find(@Nullable UUID organization, String name) {
        return in(
                        organization,
                        transaction.queryLocking(
                                "select * from service_accounts where name = :name and " + of(organization)))
                .bind("name", name)
                .map(JdbcServiceAccountStore::account)
                .findOne();
    }

    @Override
    public Optional<ServiceAccount> findByToken(KeyDigest token) {
        return transaction
                .query("select * from service_accounts where token_digest = :digest")
                .bind("digest", token)
                .map(JdbcServiceAccountStore::account)
                .findOne();
    }

    @Override
    public void insert(ServiceAccount account) {
        transaction.made(account.name());
        int inserted = bound(account, """
                insert into service_accounts
                    (id, organization, name, description, role, reads_only, token_digest, token_master_key, expires_at,
                     created_at, created_by, modified_at, modified_by)
                values
                    (:id, :organization, :name, :purpose.description, :purpose.role, :purpose.readsOnly, :token.digest,
                     :token.masterKey, :expiry, :provenance.createdAt, :provenance.createdBy,
                     :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                on conflict do nothing
                """)
                .bindByType("organization", account.organization(), UUID.class)
                .execute();
        if (inserted == 0) {
            throw Transaction.exists(Kind.SERVICE_ACCOUNT, account.name());
        }
        transaction.changed(new Noted());
    }

    @Override
    public void update(ServiceAccount account) {
        require(bound(account, """
                update service_accounts set
                    description = :purpose.description, role = :purpose.role, reads_only = :purpose.readsOnly,
                    token_digest = :token.digest, token_master_key = :token.masterKey, expires_at = :expiry,
                    modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                where id = :id
                """), account);
    }

    @Override
    public void delete(ServiceAccount account) {
        require(
                transaction
                        .update("delete from service_accounts where id = :id")
                        .bind("id", account.id()),
                account);
    }

    private Update bound(ServiceAccount account, String sql) {
        Instant expiry = account.expiresAt();
        return transaction
                .update(sql)
                .bindMethods(account)
                .bind("expiry", expiry == null ? null : expiry.toEpochMilli());
    }

    private void require(Update update, ServiceAccount account) {
        if (update.execute() == 0) {
            throw Transaction.notFound(Kind.SERVICE_ACCOUNT, account.name());
        }
        transaction.changed(new Noted());
    }

    private static String of(@Nullable UUID organization) {
        return organization == null ? "organization is null" : "organization = :organization";
    }

    private static <S extends SqlStatement<S>> S in(@Nullable UUID organization, S statement) {
        return organization == null ? statement : statement.bind("organization", organization);
    }

    private static ServiceAccount account(ResultSet row, StatementContext context) throws SQLException {
        byte @Nullable [] organization = row.getBytes("organization");
        long expiry = row.getLong("expires_at");
        Instant expiresAt = row.wasNull() ? null : Instant.ofEpochMilli(expiry);
        return new ServiceAccount(
                Columns.uuid(row, "id"),
                organization == null ? null : Columns.uuid(organization),
                row.getString("name"),
                new Purpose(row.getString("description"), row.getString("role"), row.getBoolean("reads_only")),
                new Token(Columns.digest(row.getBytes("token_digest")), row.getString("token_master_key")),
                expiresAt,
                Columns.provenance(row));
    }
}
