package io.turnpike.management.app;

import static io.turnpike.access.Permission.APP_READ;
import static io.turnpike.access.Permission.APP_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `/v1/organizations/{org}/apps`
///
/// Source: management-api 13.
final class AllAppsResource {
    private static final String ALL = "/v1/organizations/{org}/apps";
    private static final String ONE = ALL + "/{id}";

    private final AppDirectory apps;
    private final AppWriter writer;
    private final Views views;

    AllAppsResource(AppDirectory apps, AppWriter writer, Views views) {
        this.apps = apps;
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
                        .describedAs(new Description("Deletes an app with its credentials", "", "App")));
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
            var found = apps.list(call.path("org"), query, page, Assembly::apps);
            var written = found.items().stream()
                    .map(full -> writer.organizationApp(full, view, withCredentials))
                    .toList();
            return Reply.json(200, withPlace(Map.of("app", written), found));
        }
        var found = apps.list(
                call.path("org"),
                query,
                page,
                (_, all) -> all.stream().map(app -> app.id().toString()).toList());
        return Reply.json(200, withPlace(unexpanded(found.items(), view), found));
    }

    private Reply get(Call call) {
        return reply(call, apps.get(call.path("org"), call.path("id")));
    }

    private Reply delete(Call call) {
        return reply(call, apps.delete(call.caller(), call.path("org"), call.path("id")));
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
