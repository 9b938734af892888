package io.turnpike.storage.jdbc;

import io.turnpike.model.BundleFacts;
import io.turnpike.storage.BundleStore;
import io.turnpike.storage.Change.Noted;
import java.util.Optional;
import java.util.UUID;

record JdbcBundleStore(Transaction transaction) implements BundleStore {
    @Override
    public void put(UUID proxy, int revision, byte[] archive, BundleFacts facts) {
        transaction
                .update("""
                        insert into proxy_bundles (proxy, revision, archive, facts)
                        values (:proxy, :revision, :archive, :facts)
                        on conflict (proxy, revision) do update set
                            archive = excluded.archive, facts = excluded.facts
                        """)
                .bind("proxy", proxy)
                .bind("revision", revision)
                .bind("archive", archive)
                .bind("facts", facts)
                .execute();
        transaction.changed(new Noted());
    }

    @Override
    public Optional<byte[]> archive(UUID proxy, int revision) {
        return transaction
                .query("select archive from proxy_bundles where proxy = :proxy and revision = :revision")
                .bind("proxy", proxy)
                .bind("revision", revision)
                .map((row, _) -> row.getBytes("archive"))
                .findOne();
    }

    @Override
    public Optional<BundleFacts> facts(UUID proxy, int revision) {
        return transaction
                .query("select facts from proxy_bundles where proxy = :proxy and revision = :revision")
                .bind("proxy", proxy)
                .bind("revision", revision)
                .map((row, _) -> Documents.read(row.getString("facts"), BundleFacts.class))
                .findOne();
    }

    @Override
    public void delete(UUID proxy, int revision) {
        transaction
                .update("delete from proxy_bundles where proxy = :proxy and revision = :revision")
                .bind("proxy", proxy)
                .bind("revision", revision)
                .execute();
        transaction.changed(new Noted());
    }
}
