package io.turnpike.management.app;

import static io.turnpike.access.Permission.APP_READ;
import static io.turnpike.access.Permission.APP_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.owner.OwnerPath;
import io.turnpike.management.owner.Owners;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.problem.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `/v1/organizations/{org}/apps`
///
/// Source: management-api 13.
final class AllAppsResource {
    private static final String ALL = "/v1/organizations/{org}/apps";
    private static final String ONE = ALL + "/{id}";
    private static final Set<String> NEW_OWNERS =
            Stream.of(Owners.values()).map(Owners::one).collect(Collectors.toUnmodifiableSet());

    private final AppDirectory apps;
    private final AppService service;
    private final AppWriter writer;
    private final Views views;

    AllAppsResource(AppDirectory apps, AppService service, AppWriter writer, Views views) {
        this.apps = apps;
        this.service = service;
        this.writer = writer;
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", ALL, APP_READ, this::list)
                        .describedAs(new Description("Lists the apps of an organization", "", "Apps")
                                .reading("status", "keyStatus", "apiProduct", "apptype", "ids", "filter")
                                .reading(
                                        "expand", "includeCred", "rows", "count", "startKey", "pageSize", "pageToken")),
                new Route("GET", ONE, APP_READ, this::get)
                        .describedAs(new Description("Reads an app by its id", "", "App")),
                new Route("DELETE", ONE, APP_WRITE, this::delete)
                        .describedAs(new Description("Deletes an app with its credentials", "", "App")),
                new Route("POST", ONE + ":transfer", APP_WRITE, this::transfer)
                        .describedAs(
                                new Description("Gives an app with its keys to another owner", "NewOwner", "App")));
    }

    /// The ids of apps as an unexpanded list shows them.
    static Object unexpanded(List<String> ids, View view) {
        return view.isX()
                ? Map.of("app", ids.stream().map(id -> Map.of("appId", id)).toList())
                : ids;
    }

    /// A filter leads to whole apps: apigeecli looks for a name in them (management-api 24.2).
    private Reply list(Call call) {
        var query = AppQuery.of(call);
        var page = AppPage.of(call);
        var view = views.of(call);
        if (Paging.flag(call, "expand") || call.query("filter").isPresent()) {
            boolean withCredentials = call.query("includeCred").isEmpty() || Paging.flag(call, "includeCred");
            var found = apps.list(
                    call.path("org"), query, page, (work, ids) -> new Assembly(work).byIds(ids, withCredentials));
            var written = found.items().stream()
                    .map(full -> writer.organizationApp(full, view, withCredentials))
                    .toList();
            return Reply.json(200, withPlace(Map.of("app", written), found));
        }
        var found = apps.list(
                call.path("org"),
                query,
                page,
                (_, ids) -> ids.stream().map(UUID::toString).toList());
        return Reply.json(200, withPlace(unexpanded(found.items(), view), found));
    }

    private Reply get(Call call) {
        return reply(call, apps.get(call.path("org"), call.path("id")));
    }

    private Reply delete(Call call) {
        return reply(call, apps.delete(call.caller(), call.path("org"), call.path("id")));
    }

    private Reply transfer(Call call) {
        var to = newOwner(call.path("org"), Fields.of(call, Kind.APP).onlyKnown(NEW_OWNERS));
        return reply(call, service.transfer(call.caller(), call.path("id"), to));
    }

    private static OwnerPath newOwner(String organization, Fields body) {
        var named = Stream.of(Owners.values())
                .filter(owners -> body.has(owners.one()))
                .toList();
        if (named.size() != 1) {
            throw body.invalid("developer", "or appGroup or company must be given, and only one of them");
        }
        Owners owners = named.getFirst();
        return new OwnerPath(owners, organization, body.text(owners.one()));
    }

    private Reply reply(Call call, FullApp full) {
        return Reply.json(200, writer.organizationApp(full, views.of(call), true));
    }

    /// Edge's unexpanded list is an array, which has no place for a token.
    private static Object withPlace(Object list, Stretch<?> stretch) {
        if (!(list instanceof Map<?, ?> members)) {
            return list;
        }
        var all = new LinkedHashMap<Object, Object>(members);
        stretch.next().ifPresent(token -> all.put("nextPageToken", token));
        stretch.total().ifPresent(total -> all.put("totalSize", total));
        return all;
    }
}
