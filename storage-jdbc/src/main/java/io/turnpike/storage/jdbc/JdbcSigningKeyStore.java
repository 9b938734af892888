package io.turnpike.storage.jdbc;

import io.turnpike.model.SigningKey;
import io.turnpike.secret.SealedText;
import io.turnpike.storage.Change;
import io.turnpike.storage.SigningKeyStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcSigningKeyStore(Transaction transaction) implements SigningKeyStore {
    @Override
    public List<SigningKey> list(UUID environment) {
        return transaction
                .query("select * from signing_keys where environment = :environment order by created_at desc, id")
                .bind("environment", environment)
                .map(JdbcSigningKeyStore::read)
                .list();
    }

    @Override
    public void insert(SigningKey made) {
        transaction.update("""
                        insert into signing_keys
                            (id, organization, environment, algorithm, public_key, master_key, sealed, created_at)
                        values
                            (:shown.id, :organization, :environment, :shown.algorithm, :shown.key,
                             :hidden.masterKey, :hidden.bytes, :createdAt)
                        """).bindMethods(made).execute();
        changed(made);
    }

    @Override
    public void delete(SigningKey gone) {
        transaction
                .update("delete from signing_keys where id = :id")
                .bind("id", gone.shown().id())
                .execute();
        changed(gone);
    }

    private void changed(SigningKey key) {
        transaction.changed(new Change.CatalogueChanged(key.organization()));
    }

    private static SigningKey read(ResultSet row, StatementContext context) throws SQLException {
        return new SigningKey(
                Columns.uuid(row, "organization"),
                Columns.uuid(row, "environment"),
                new SigningKey.Public(
                        row.getString("id"),
                        SigningKey.Algorithm.valueOf(row.getString("algorithm")),
                        row.getString("public_key")),
                new SealedText(row.getString("master_key"), row.getBytes("sealed")),
                Columns.instant(row, "created_at"));
    }
}
