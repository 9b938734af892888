package io.turnpike.management.product;

import static io.turnpike.access.Permission.APP_READ;
import static io.turnpike.access.Permission.PRODUCT_READ;
import static io.turnpike.access.Permission.PRODUCT_WRITE;

import io.turnpike.access.Access;
import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.attribute.AttributeResource;
import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.space.Spaces;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.model.Attributes;
import io.turnpike.model.Product;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Page;
import io.turnpike.storage.ProductStore;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// `/v1/organizations/{org}/apiproducts`
///
/// Source: management-api 9.
public final class ProductResource implements AttributeResource.Owner {
    private static final String ALL = "/v1/organizations/{org}/apiproducts";
    private static final String ONE = ALL + "/{product}";
    private static final int MAX_PAGE = 1_000;
    private static final Set<String> FILTERS = Set.of("attributename", "attributevalue", "space");
    private static final int MAX_USERS = 100;

    private final ProductService products;
    private final Views views;

    public ProductResource(Storage storage, Vault vault, Clock clock, Views views) {
        this.products = new ProductService(storage, vault, clock);
        this.views = views;
    }

    public List<Route> routes() {
        var access = new AttributeResource.Access(PRODUCT_READ, PRODUCT_WRITE);
        var routes = new ArrayList<>(List.of(
                new Route("GET", ALL, PRODUCT_READ, this::list)
                        .describedAs(new Description("Lists API products", "", "ApiProducts")
                                .reading("count", "startKey", "expand", "attributename", "attributevalue", "space")),
                new Route("POST", ALL, PRODUCT_WRITE, this::create)
                        .describedAs(
                                new Description("Creates an API product", "ApiProduct", "ApiProduct").answering(201)),
                new Route("GET", ONE, PRODUCT_READ, this::get)
                        .describedAs(new Description("Reads an API product", "", "ApiProduct")
                                .or("Names")
                                .reading("query", "entity", "count", "startKey", "startkey")),
                new Route("PUT", ONE, PRODUCT_WRITE, this::update)
                        .describedAs(
                                new Description("Replaces an API product", "ApiProduct", "ApiProduct").guardedByTag()),
                new Route("POST", ONE, PRODUCT_WRITE, this::update)
                        .describedAs(
                                new Description("Replaces an API product", "ApiProduct", "ApiProduct").guardedByTag()),
                new Route("POST", ONE + ":move", PRODUCT_WRITE, this::move)
                        .describedAs(new Description("Moves an API product to a space", "Move", "ApiProduct")
                                .guardedByTag()
                                .reading("space")),
                new Route("DELETE", ONE, PRODUCT_WRITE, this::delete)
                        .describedAs(new Description("Deletes an API product", "", "ApiProduct").guardedByTag())));
        routes.addAll(new AttributeResource(ONE, access, OurNames.PRODUCT, this, views).routes());
        return routes;
    }

    @Override
    public Attributes read(Call call) {
        return products.get(call.path("org"), call.path("product")).terms().attributes();
    }

    @Override
    public Attributes change(Call call, UnaryOperator<Attributes> change) {
        return products.changeAttributes(call.caller(), call.path("org"), call.path("product"), change)
                .terms()
                .attributes();
    }

    private Reply list(Call call) {
        var page = Paging.of(call, MAX_PAGE);
        var view = views.of(call);
        if (Paging.flag(call, "expand")) {
            var found = products.list(call.path("org"), filter(call), page);
            return Reply.json(200, Map.of("apiProduct", written(found, view)));
        }
        var names = FILTERS.stream().anyMatch(name -> call.query(name).isPresent())
                ? products.list(call.path("org"), filter(call), page).stream()
                        .map(Product::name)
                        .toList()
                : products.names(call.path("org"), page);
        Object list = view.isX()
                ? Map.of(
                        "apiProduct",
                        names.stream().map(name -> Map.of("name", name)).toList())
                : names;
        return Reply.json(200, list);
    }

    private Reply create(Call call) {
        var body = ProductBody.read(Fields.of(call, Kind.API_PRODUCT));
        return reply(201, call, products.create(call.caller(), call.path("org"), body));
    }

    private Reply get(Call call) {
        if (call.query("query").filter("list"::equals).isPresent()) {
            return users(call);
        }
        return reply(200, call, products.get(call.path("org"), call.path("product")));
    }

    /// Edge's question who uses a product. Its answers name apps and keys, so it asks for what those ask for.
    private Reply users(Call call) {
        var apps = new Access(APP_READ, call.path("org"), "GET", List.of("apps"));
        if (!call.principal().may(apps)) {
            throw new Refused(new Problem.Forbidden(APP_READ.name()));
        }
        var page = new Page(
                call.query("startkey").or(() -> call.query("startKey")).orElse(null),
                Paging.count(call, "count", MAX_USERS, MAX_USERS));
        String entity = call.query("entity").orElse("");
        return Reply.json(200, products.users(call.path("org"), call.path("product"), entity, page));
    }

    private Reply update(Call call) {
        var body = ProductBody.read(Fields.of(call, Kind.API_PRODUCT));
        var expected = EntityTag.expectedBy(call);
        return reply(200, call, products.update(call.caller(), call.path("org"), call.path("product"), body, expected));
    }

    private Reply move(Call call) {
        String space = Spaces.destination(call, Kind.API_PRODUCT);
        var expected = EntityTag.expectedBy(call);
        return reply(200, call, products.move(call.caller(), call.path("org"), call.path("product"), space, expected));
    }

    private Reply delete(Call call) {
        var expected = EntityTag.expectedBy(call);
        return reply(200, call, products.delete(call.caller(), call.path("org"), call.path("product"), expected));
    }

    private Reply reply(int status, Call call, Product product) {
        return EntityTag.on(Reply.json(status, ProductBody.write(product, views.of(call))), product.version());
    }

    private static List<Map<String, Object>> written(List<Product> found, View view) {
        return found.stream().map(product -> ProductBody.write(product, view)).toList();
    }

    private static ProductStore.Filter filter(Call call) {
        return new ProductStore.Filter(
                call.query("attributename").orElse(null),
                call.query("attributevalue").orElse(null),
                call.query("space").orElse(null));
    }
}
