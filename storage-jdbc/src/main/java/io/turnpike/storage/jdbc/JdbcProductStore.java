package io.turnpike.storage.jdbc;

import io.turnpike.model.Product;
import io.turnpike.model.UnusableProduct;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem.ChangedMeanwhile;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Change.CatalogueChanged;
import io.turnpike.storage.Page;
import io.turnpike.storage.ProductStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import tools.jackson.core.JacksonException;

record JdbcProductStore(Transaction transaction) implements ProductStore {
    private static final int FETCHED_AT_ONCE = 500;

    /// With columns and a condition behind the others.
    private static final String PAGE =
            "select %s from products where organization = :organization and name >= :start%s order by name";

    @Override
    public List<Product> list(UUID organization, Filter filter, Page page) {
        List<String> texts = texts(filter);
        String saying = IntStream.range(0, texts.size())
                .mapToObj(" and replace(terms, :text%1$d, '') <> terms"::formatted)
                .collect(Collectors.joining());
        Query query = page(PAGE.formatted("*", saying), organization, page).setFetchSize(FETCHED_AT_ONCE);
        for (int place = 0; place < texts.size(); place++) {
            query.bind("text" + place, texts.get(place));
        }
        try (Stream<Product> found = query.map(JdbcProductStore::product).stream()) {
            return found.filter(filter::admits).limit(page.count()).toList();
        }
    }

    @Override
    public List<String> names(UUID organization, Page page) {
        return page(PAGE.formatted("name", "") + " limit :count", organization, page)
                .bind("count", page.count())
                .mapTo(String.class)
                .list();
    }

    @Override
    public Map<UUID, String> names(Collection<UUID> ids) {
        return transaction
                .inChunks(
                        ids,
                        chunk -> transaction
                                .query("select id, name from products where id in (<ids>)")
                                .bindList("ids", chunk)
                                .map((row, _) -> Map.entry(Columns.uuid(row, "id"), row.getString("name")))
                                .list())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Map<UUID, Long> versions(UUID organization) {
        return transaction
                .query("select id, version from products where organization = :organization")
                .bind("organization", organization)
                .map((row, _) -> Map.entry(Columns.uuid(row, "id"), row.getLong("version")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<Product> byIds(Collection<UUID> ids, Consumer<UnusableProduct> unreadable) {
        return transaction
                .inChunks(
                        ids,
                        chunk -> transaction
                                .query("select * from products where id in (<ids>)")
                                .bindList("ids", chunk)
                                .map((row, context) -> readable(row, context, unreadable))
                                .list())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Optional<Product> find(UUID organization, String name) {
        return transaction
                .queryLocking("select * from products where organization = :organization and name = :name")
                .bind("organization", organization)
                .bind("name", name)
                .map(JdbcProductStore::product)
                .findOne();
    }

    @Override
    public Product require(UUID organization, String name) {
        return find(organization, name).orElseThrow(() -> Transaction.notFound(Kind.API_PRODUCT, name));
    }

    @Override
    public Product requireById(UUID id) {
        return transaction
                .query("select * from products where id = :id")
                .bind("id", id)
                .map(JdbcProductStore::product)
                .findOne()
                .orElseThrow(() -> Transaction.notFound(Kind.API_PRODUCT, id.toString()));
    }

    @Override
    public Product insert(Product product) {
        transaction.made(product.name());
        Product stored = transaction
                .query("""
                        insert into products
                            (id, organization, version, name, terms, created_at, created_by, modified_at, modified_by)
                        values
                            (:id, :organization, 1, :name, :terms, :provenance.createdAt, :provenance.createdBy,
                             :provenance.lastModifiedAt, :provenance.lastModifiedBy)
                        on conflict (organization, name) do nothing returning *
                        """)
                .bindMethods(product)
                .map(JdbcProductStore::product)
                .findOne()
                .orElseThrow(() -> Transaction.exists(Kind.API_PRODUCT, product.name()));
        transaction.changed(new CatalogueChanged(stored.organization()));
        return stored;
    }

    @Override
    public Product update(Product product) {
        Product stored = transaction
                .query("""
                        update products set
                            version = version + 1, terms = :terms,
                            modified_at = :provenance.lastModifiedAt, modified_by = :provenance.lastModifiedBy
                        where id = :id and version = :version returning *
                        """)
                .bindMethods(product)
                .map(JdbcProductStore::product)
                .findOne()
                .orElseThrow(() -> transaction.missed(
                        "products",
                        product.id(),
                        new ChangedMeanwhile(Kind.API_PRODUCT, product.name(), product.version())));
        transaction.changed(new CatalogueChanged(stored.organization()));
        return stored;
    }

    @Override
    public void delete(Product product) {
        transaction
                .update("delete from products where id = :id")
                .bind("id", product.id())
                .execute();
        transaction.changed(new CatalogueChanged(product.organization()));
    }

    @Override
    public boolean isNamed(UUID organization, String name) {
        return transaction
                .query(
                        "select 1 from products where organization = :organization and lower(name) = lower(:name) limit 1")
                .bind("organization", organization)
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public Optional<String> findBySpace(UUID organization, String space) {
        return list(organization, new Filter(null, null, space), new Page(null, 1)).stream()
                .map(Product::name)
                .findFirst();
    }

    @Override
    public boolean isGranted(UUID product) {
        return transaction
                .query("select 1 from grants where product = :product limit 1")
                .bind("product", product)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// What the documents of all products say that are wanted, and of some others. Both databases know but the text of
    /// a document; reading it takes ten times as long as looking through it.
    private static List<String> texts(Filter filter) {
        List<String> texts = new ArrayList<>();
        if (filter.attribute() != null) {
            String value = filter.value() == null ? "" : ",\"value\":" + Documents.write(filter.value());
            texts.add("\"name\":" + Documents.write(filter.attribute()) + value);
        }
        if (filter.space() != null) {
            texts.add("\"space\":" + Documents.write(filter.space()));
        }
        return texts;
    }

    private Query page(String sql, UUID organization, Page page) {
        return transaction
                .query(sql)
                .bind("organization", organization)
                .bind("start", page.startKey() == null ? "" : page.startKey());
    }

    private static Optional<Product> readable(
            ResultSet row, StatementContext context, Consumer<UnusableProduct> unreadable) throws SQLException {
        try {
            return Optional.of(product(row, context));
        } catch (JacksonException | Refused fault) {
            unreadable.accept(new UnusableProduct(
                    Columns.uuid(row, "id"), row.getString("name"), row.getLong("version"), fault.toString()));
            return Optional.empty();
        }
    }

    private static Product product(ResultSet row, StatementContext context) throws SQLException {
        return new Product(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "organization"),
                row.getLong("version"),
                row.getString("name"),
                Documents.read(row.getString("terms"), Product.Terms.class),
                Columns.provenance(row));
    }
}
