package io.turnpike.storage.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.turnpike.model.ApiProxy;
import io.turnpike.model.Deployment;
import io.turnpike.model.ProxyRevision;
import io.turnpike.model.ProxySettings;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem.ChangedMeanwhile;
import io.turnpike.problem.Problem.NotFound;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Change.CatalogueChanged;
import io.turnpike.storage.Change.Noted;
import io.turnpike.storage.Page;
import io.turnpike.storage.ProxyStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

record JdbcProxyStore(Transaction transaction) implements ProxyStore {
    @Override
    public List<ApiProxy> list(UUID organization) {
        return transaction
                .query("select * from proxies where organization = :organization order by name")
                .bind("organization", organization)
                .map(JdbcProxyStore::proxy)
                .list();
    }

    @Override
    public List<String> names(UUID organization, Page page) {
        return transaction
                .query("""
                        select name from proxies where organization = :organization and name >= :start
                        order by name limit :count
                        """)
                .bind("organization", organization)
                .bind("start", page.startKey() == null ? "" : page.startKey())
                .bind("count", page.count())
                .mapTo(String.class)
                .list();
    }

    @Override
    public Optional<String> findBySpace(UUID organization, String space) {
        return transaction
                .query("select name from proxies where organization = :organization and space = :space limit 1")
                .bind("organization", organization)
                .bind("space", space)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public Optional<ApiProxy> find(UUID organization, String name) {
        return transaction
                .queryLocking("select * from proxies where organization = :organization and name = :name")
                .bind("organization", organization)
                .bind("name", name)
                .map(JdbcProxyStore::proxy)
                .findOne();
    }

    @Override
    public ApiProxy require(UUID organization, String name) {
        return find(organization, name).orElseThrow(() -> Transaction.notFound(Kind.API_PROXY, name));
    }

    @Override
    public ApiProxy insert(ApiProxy proxy, ProxyRevision first) {
        transaction.made(proxy.name());
        ApiProxy stored = transaction
                .query("""
                        insert into proxies
                            (id, organization, version, name, latest_revision, labels, space,
                             created_at, created_by, modified_at, modified_by)
                        values
                            (:id, :organization, 1, :name, :latestRevision, :labels, :space,
                             :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        on conflict (organization, name) do nothing returning *
                        """)
                .bindMethods(proxy)
                .map(JdbcProxyStore::proxy)
                .findOne()
                .orElseThrow(() -> Transaction.exists(Kind.API_PROXY, proxy.name()));
        insertRevision(first);
        changed(stored.organization());
        return stored;
    }

    @Override
    public ApiProxy update(ApiProxy proxy) {
        ApiProxy stored = transaction
                .query("""
                        update proxies set
                            version = version + 1, labels = :labels, space = :space,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where id = :id and version = :version returning *
                        """)
                .bindMethods(proxy)
                .map(JdbcProxyStore::proxy)
                .findOne()
                .orElseThrow(() -> missed(proxy));
        transaction.changed(new Noted());
        return stored;
    }

    @Override
    public void delete(ApiProxy proxy) {
        transaction
                .update("delete from proxies where id = :id")
                .bind("id", proxy.id())
                .execute();
        changed(proxy.organization());
    }

    @Override
    public List<Integer> revisions(UUID proxy) {
        return transaction
                .query("select number from proxy_revisions where proxy = :proxy order by number")
                .bind("proxy", proxy)
                .mapTo(Integer.class)
                .list();
    }

    @Override
    public Map<UUID, List<Integer>> revisionsOfAll(UUID organization) {
        return transaction
                .query("""
                        select r.proxy, r.number from proxy_revisions r join proxies p on p.id = r.proxy
                        where p.organization = :organization order by r.number
                        """)
                .bind("organization", organization)
                .map((row, _) -> Map.entry(Columns.uuid(row, "proxy"), row.getInt("number")))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    @Override
    public ProxyRevision requireRevision(ApiProxy proxy, int number) {
        return transaction
                .queryLocking("select * from proxy_revisions where proxy = :proxy and number = :number")
                .bind("proxy", proxy.id())
                .bind("number", number)
                .map(JdbcProxyStore::revision)
                .findOne()
                .orElseThrow(() -> noRevision(proxy, number));
    }

    @Override
    public ApiProxy addRevision(ApiProxy proxy, ProxyRevision revision) {
        transaction.made(proxy.name());
        ApiProxy stored = transaction
                .query("""
                        update proxies set
                            version = version + 1, latest_revision = :number,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where id = :proxy and version = :version and latest_revision = :number - 1 returning *
                        """)
                .bindMethods(revision)
                .bind("version", proxy.version())
                .map(JdbcProxyStore::proxy)
                .findOne()
                .orElseThrow(() -> missed(proxy));
        insertRevision(revision);
        changed(stored.organization());
        return stored;
    }

    @Override
    public ApiProxy updateRevision(ApiProxy proxy, ProxyRevision revision) {
        int updated = transaction.update("""
                        update proxy_revisions set
                            settings = :settings,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where proxy = :proxy and number = :number
                        """).bindMethods(revision).execute();
        if (updated == 0) {
            throw noRevision(proxy, revision.number());
        }
        return raised(proxy);
    }

    @Override
    public ApiProxy deleteRevision(ApiProxy proxy, int number) {
        transaction
                .update("delete from proxy_revisions where proxy = :proxy and number = :number")
                .bind("proxy", proxy.id())
                .bind("number", number)
                .execute();
        return raised(proxy);
    }

    @Override
    public List<Deployment> deployments(UUID organization) {
        return transaction
                .query("""
                        select * from deployments where organization = :organization
                        order by since, deployed_at, environment, proxy
                        """)
                .bind("organization", organization)
                .map(JdbcProxyStore::deployment)
                .list();
    }

    @Override
    public List<Deployed> deployed(UUID organization) {
        return transaction
                .query("""
                        select d.*, p.name, r.settings
                        from deployments d
                        join proxies p on p.id = d.proxy
                        join proxy_revisions r on r.proxy = d.proxy and r.number = d.revision
                        where d.organization = :organization order by d.since, d.deployed_at, d.environment, d.proxy
                        """)
                .bind("organization", organization)
                .map((row, context) -> new Deployed(
                        deployment(row, context),
                        row.getString("name"),
                        Documents.read(row.getString("settings"), ProxySettings.class)))
                .list();
    }

    @Override
    public void deploy(Deployment deployment) {
        transaction.update("""
                        insert into deployments (organization, environment, proxy, revision, since, deployed_at)
                        values (:organization, :environment, :proxy, :revision, :since, :deployedAt)
                        on conflict (environment, proxy) do update set
                            revision = excluded.revision, since = excluded.since, deployed_at = excluded.deployed_at
                        """).bindMethods(deployment).execute();
        changed(deployment.organization());
    }

    @Override
    public void undeploy(Deployment deployment) {
        transaction
                .update("delete from deployments where environment = :environment and proxy = :proxy")
                .bindMethods(deployment)
                .execute();
        changed(deployment.organization());
    }

    private void insertRevision(ProxyRevision revision) {
        transaction.update("""
                        insert into proxy_revisions
                            (proxy, number, settings, created_at, created_by, modified_at, modified_by)
                        values
                            (:proxy, :number, :settings, :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        """).bindMethods(revision).execute();
    }

    /// Its version tells of its revisions, too.
    private ApiProxy raised(ApiProxy proxy) {
        changed(proxy.organization());
        return transaction
                .query("update proxies set version = version + 1 where id = :id returning *")
                .bind("id", proxy.id())
                .map(JdbcProxyStore::proxy)
                .findOne()
                .orElseThrow(() -> missed(proxy));
    }

    private Refused missed(ApiProxy proxy) {
        return transaction.missed(
                "proxies", proxy.id(), new ChangedMeanwhile(Kind.API_PROXY, proxy.name(), proxy.version()));
    }

    private void changed(UUID organization) {
        transaction.changed(new CatalogueChanged(organization));
    }

    private static Refused noRevision(ApiProxy proxy, int number) {
        return new Refused(new NotFound(Kind.REVISION, Integer.toString(number), proxy.name()));
    }

    private static ApiProxy proxy(ResultSet row, StatementContext context) throws SQLException {
        return new ApiProxy(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "organization"),
                row.getLong("version"),
                row.getString("name"),
                row.getInt("latest_revision"),
                Documents.read(row.getString("labels"), Documents.PROPERTIES),
                row.getString("space"),
                Columns.provenance(row));
    }

    private static ProxyRevision revision(ResultSet row, StatementContext context) throws SQLException {
        return new ProxyRevision(
                Columns.uuid(row, "proxy"),
                row.getInt("number"),
                Documents.read(row.getString("settings"), ProxySettings.class),
                Columns.provenance(row));
    }

    private static Deployment deployment(ResultSet row, StatementContext context) throws SQLException {
        return new Deployment(
                Columns.uuid(row, "organization"),
                Columns.uuid(row, "environment"),
                Columns.uuid(row, "proxy"),
                row.getInt("revision"),
                Columns.instant(row, "since"),
                Columns.instant(row, "deployed_at"));
    }
}
