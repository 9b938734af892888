package io.turnpike.storage.jdbc;

import io.turnpike.model.App;
import io.turnpike.model.Owner;
import io.turnpike.storage.Change.KeyChanged;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/// Tells that all keys of something larger changed.
record KeyChanges(Transaction transaction) {
    void ofApp(App app) {
        note(
                app.organization(),
                transaction
                        .query("select digest from credentials where app = :app")
                        .bind("app", app.id()));
    }

    void ofOwner(UUID organization, Owner owner) {
        String sql = "select c.digest from apps a join credentials c on c.app = a.id where a.%s = :owner"
                .formatted(Columns.of(owner));
        note(organization, transaction.query(sql).bind("owner", owner.id()));
    }

    private void note(UUID organization, Query digests) {
        digests.mapTo(byte[].class)
                .forEach(digest -> transaction.changed(new KeyChanged(organization, Columns.digest(digest))));
    }
}
