package io.turnpike.storage.jdbc;

import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem.ChangedMeanwhile;
import io.turnpike.storage.Change.CatalogueChanged;
import io.turnpike.storage.Change.OrganizationDeleted;
import io.turnpike.storage.OrganizationStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcOrganizationStore(Transaction transaction) implements OrganizationStore {
    /// Tables whose rows do not go with their organization by themselves, those that refer to others first.
    static final List<String> OWNED = List.of(
            "deployments",
            "credentials",
            "apps",
            "developers",
            "products",
            "proxies",
            "environment_groups",
            "environments");

    @Override
    public List<Organization> list() {
        return transaction
                .query("select * from organizations order by name")
                .map(JdbcOrganizationStore::organization)
                .list();
    }

    @Override
    public Organization require(String name) {
        return transaction
                .queryLocking("select * from organizations where name = :name")
                .bind("name", name)
                .map(JdbcOrganizationStore::organization)
                .findOne()
                .orElseThrow(() -> Transaction.notFound(Kind.ORGANIZATION, name));
    }

    @Override
    public Organization insert(Organization organization) {
        transaction.made(organization.name());
        Organization stored = transaction
                .query("""
                        insert into organizations
                            (id, version, name, display_name, properties, details,
                             created_at, created_by, modified_at, modified_by)
                        values
                            (:id, 1, :name, :displayName, :properties, :details,
                             :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        on conflict (name) do nothing returning *
                        """)
                .bindMethods(organization)
                .map(JdbcOrganizationStore::organization)
                .findOne()
                .orElseThrow(() -> Transaction.exists(Kind.ORGANIZATION, organization.name()));
        transaction.changed(new CatalogueChanged(stored.id()));
        return stored;
    }

    @Override
    public Organization update(Organization organization) {
        Organization stored = transaction
                .query("""
                        update organizations set
                            version = version + 1, display_name = :displayName, properties = :properties,
                            details = :details,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where id = :id and version = :version returning *
                        """)
                .bindMethods(organization)
                .map(JdbcOrganizationStore::organization)
                .findOne()
                .orElseThrow(() -> transaction.missed(
                        "organizations",
                        organization.id(),
                        new ChangedMeanwhile(Kind.ORGANIZATION, organization.name(), organization.version())));
        transaction.changed(new CatalogueChanged(stored.id()));
        return stored;
    }

    @Override
    public void delete(Organization organization) {
        for (String table : OWNED) {
            transaction
                    .update("delete from " + table + " where organization = :organization")
                    .bind("organization", organization.id())
                    .execute();
        }
        transaction
                .update("delete from organizations where id = :id")
                .bind("id", organization.id())
                .execute();
        transaction.changed(new OrganizationDeleted(organization.id()));
    }

    private static Organization organization(ResultSet row, StatementContext context) throws SQLException {
        return new Organization(
                Columns.uuid(row, "id"),
                row.getLong("version"),
                row.getString("name"),
                row.getString("display_name"),
                Documents.read(row.getString("properties"), Documents.PROPERTIES),
                Documents.read(row.getString("details"), Organization.Details.class),
                Columns.provenance(row));
    }
}
