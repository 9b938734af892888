package io.turnpike.management.proxy;

import static io.turnpike.access.Permission.PROXY_READ;
import static io.turnpike.access.Permission.PROXY_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.proxy.ProxyService.Found;
import io.turnpike.management.space.Spaces;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.Views;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Page;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `/v1/organizations/{org}/apis`
///
/// Source: management-api 6; extensions.md section 2.
public final class ProxyResource {
    private static final String ALL = "/v1/organizations/{org}/apis";
    private static final String ONE = ALL + "/{api}";
    private static final String REVISIONS = ONE + "/revisions";
    private static final String REVISION = REVISIONS + "/{revision}";

    private static final String REPORT = REVISION + "/report";

    private final ProxyService proxies;
    private final BundleCalls bundles;
    private final Views views;

    public ProxyResource(Storage storage, Clock clock, Views views) {
        this.proxies = new ProxyService(storage, clock);
        this.bundles = new BundleCalls(proxies, views);
        this.views = views;
    }

    public List<Route> routes() {
        var routes = new ArrayList<>(PartResource.routes(REVISION, proxies, views));
        routes.addAll(own());
        return routes;
    }

    private List<Route> own() {
        return List.of(
                new Route("GET", ALL, PROXY_READ, this::list)
                        .describedAs(new Description("Lists API proxies", "", "ApiProxies")
                                .reading("count", "startKey", "includeRevisions", "includeMetaData", "space")),
                new Route("POST", ALL, PROXY_WRITE, this::create)
                        .describedAs(new Description(
                                        "Creates an API proxy, or imports a bundle",
                                        "ProxySettings",
                                        "ApiProxyRevision")
                                .answering(201, 200)
                                .reading("action", "name", "open", "space")),
                new Route("GET", ONE, PROXY_READ, this::get)
                        .describedAs(new Description("Reads an API proxy", "", "ApiProxy")),
                new Route("PATCH", ONE, PROXY_WRITE, this::label)
                        .describedAs(new Description("Replaces the labels of a proxy", "Labels", "ApiProxy")
                                .guardedByTag()
                                .reading("updateMask")),
                new Route("POST", ONE + ":move", PROXY_WRITE, this::move)
                        .describedAs(new Description("Moves an API proxy to a space", "Move", "ApiProxy")
                                .guardedByTag()
                                .reading("space")),
                new Route("DELETE", ONE, PROXY_WRITE, this::delete)
                        .describedAs(new Description("Deletes an API proxy", "", "ApiProxy").guardedByTag()),
                new Route("GET", REVISIONS, PROXY_READ, this::revisions)
                        .describedAs(new Description("Lists the revisions of a proxy", "", "Names")),
                new Route("POST", REVISIONS, PROXY_WRITE, this::addRevision)
                        .describedAs(
                                new Description("Adds a revision", "ProxySettings", "ApiProxyRevision").answering(201)),
                new Route("GET", REVISION, PROXY_READ, this::revision)
                        .describedAs(new Description("Reads a revision", "", "ApiProxyRevision").reading("format")),
                new Route("PUT", REVISION, PROXY_WRITE, this::updateRevision)
                        .describedAs(new Description("Replaces a revision", "ProxySettings", "ApiProxyRevision")
                                .guardedByTag()),
                new Route("POST", REVISION, PROXY_WRITE, bundles::replace)
                        .describedAs(new Description("Replaces a revision by a bundle", "Bundle", "ApiProxyRevision")
                                .guardedByTag()
                                .reading("open")),
                new Route("GET", REPORT, PROXY_READ, bundles::report)
                        .describedAs(new Description("Shows what an import could not take over", "", "BundleReport")),
                new Route("DELETE", REVISION, PROXY_WRITE, this::deleteRevision)
                        .describedAs(new Description("Deletes a revision", "", "ApiProxyRevision").guardedByTag()));
    }

    private Reply list(Call call) {
        var space = call.query("space");
        var all = proxies.list(call.path("org")).stream()
                .filter(known ->
                        space.isEmpty() || space.get().equals(known.proxy().space()))
                .toList();
        var view = views.of(call);
        if (!view.isX()) {
            var page = Paging.of(call, Integer.MAX_VALUE);
            return Reply.json(200, names(all, page));
        }
        boolean revisions = Paging.flag(call, "includeRevisions");
        boolean metaData = Paging.flag(call, "includeMetaData");
        var list = all.stream()
                .map(known -> ProxyAnswers.listed(known, view, revisions, metaData))
                .toList();
        return Reply.json(200, Map.of("proxies", list));
    }

    private Reply create(Call call) {
        return switch (call.query("action").orElse("create")) {
            case "import" -> bundles.importBundle(call);
            case "validate" -> bundles.validate(call);
            case "create" ->
                reply(
                        201,
                        call,
                        proxies.create(
                                call.caller(), call.path("org"), body(call).in(call)));
            default -> throw Refused.invalid(Kind.REQUEST, "action", null, "must be import or validate");
        };
    }

    private Reply label(Call call) {
        var body = Fields.of(call, Kind.API_PROXY);
        if (!call.query("updateMask").orElse("labels").equals("labels")) {
            throw Refused.invalid(Kind.REQUEST, "updateMask", null, "must be labels");
        }
        var labelled = proxies.label(
                call.caller(), call.path("org"), call.path("api"), body.texts("labels"), EntityTag.expectedBy(call));
        return ProxyAnswers.reply(labelled, call, views);
    }

    private Reply move(Call call) {
        String space = Spaces.destination(call, Kind.API_PROXY);
        var expected = EntityTag.expectedBy(call);
        var moved = proxies.move(call.caller(), call.path("org"), call.path("api"), space, expected);
        return ProxyAnswers.reply(moved, call, views);
    }

    private Reply get(Call call) {
        return ProxyAnswers.reply(proxies.get(call.path("org"), call.path("api")), call, views);
    }

    private Reply delete(Call call) {
        var expected = EntityTag.expectedBy(call);
        var deleted = proxies.delete(call.caller(), call.path("org"), call.path("api"), expected);
        return ProxyAnswers.reply(deleted, call, views);
    }

    private Reply revisions(Call call) {
        var numbers = proxies.get(call.path("org"), call.path("api")).revisions();
        return Reply.json(200, numbers.stream().map(String::valueOf).toList());
    }

    private Reply addRevision(Call call) {
        var added = proxies.addRevision(call.caller(), call.path("org"), call.path("api"), body(call));
        return reply(201, call, added);
    }

    private Reply revision(Call call) {
        if (call.query("format").filter("bundle"::equals).isPresent()) {
            return bundles.download(call);
        }
        return reply(200, call, proxies.revision(RevisionPath.of(call)));
    }

    private Reply updateRevision(Call call) {
        var body = body(call);
        var expected = EntityTag.expectedBy(call);
        return reply(200, call, proxies.updateRevision(call.caller(), RevisionPath.of(call), expected, _ -> body));
    }

    private Reply deleteRevision(Call call) {
        var expected = EntityTag.expectedBy(call);
        return reply(200, call, proxies.deleteRevision(call.caller(), RevisionPath.of(call), expected));
    }

    private Reply reply(int status, Call call, Found found) {
        return ProxyAnswers.reply(status, found, call, views);
    }

    private static Draft body(Call call) {
        if (!call.hasBody()) {
            throw Refused.invalid(Kind.API_PROXY, "basePath", null, "must be given, and a target");
        }
        return Draft.of(ProxyBody.read(Fields.of(call, Kind.API_PROXY)));
    }

    private static List<String> names(List<KnownProxy> all, Page page) {
        String start = page.startKey();
        var found = all.stream()
                .map(known -> known.proxy().name())
                .filter(name -> start == null || name.compareTo(start) >= 0)
                .limit(page.count())
                .toList();
        return Paging.checked(found, page, Kind.API_PROXY, name -> name);
    }
}
