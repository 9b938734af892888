package io.turnpike.management.app;

import static io.turnpike.access.Permission.APP_READ;
import static io.turnpike.access.Permission.APP_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.attribute.AttributeResource;
import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.model.App;
import io.turnpike.model.Attributes;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// `/v1/organizations/{org}/developers/{developer}/apps`
///
/// Source: management-api 11.
final class AppResource implements AttributeResource.Owner {
    static final String ONE = "/v1/organizations/{org}/developers/{developer}/apps/{app}";
    private static final String ALL = "/v1/organizations/{org}/developers/{developer}/apps";
    private static final int STANDARD_PAGE = 100;
    private static final int MAX_PAGE_OF_X = 1_000;

    private final AppService apps;
    private final AppWriter writer;
    private final Views views;

    AppResource(AppService apps, AppWriter writer, Views views) {
        this.apps = apps;
        this.writer = writer;
        this.views = views;
    }

    List<Route> routes() {
        var access = new AttributeResource.Access(APP_READ, APP_WRITE);
        var routes = new ArrayList<>(List.of(
                new Route("GET", ALL, APP_READ, this::list)
                        .describedAs(new Description("Lists a developer's apps", "", "Apps")
                                .reading("count", "startKey", "expand", "shallowExpand")),
                new Route("POST", ALL, APP_WRITE, this::create)
                        .describedAs(new Description("Creates an app with a credential", "App", "App").answering(201)),
                new Route("GET", ONE, APP_READ, this::get).describedAs(new Description("Reads an app", "", "App")),
                new Route("PUT", ONE, APP_WRITE, this::update)
                        .describedAs(new Description("Replaces an app; products add a credential", "App", "App")),
                new Route("POST", ONE, APP_WRITE, this::act)
                        .describedAs(new Description("Adds a credential, or approves or revokes an app", "App", "App")
                                .answering(200, 204)
                                .reading("action")),
                new Route("DELETE", ONE, APP_WRITE, this::delete)
                        .describedAs(new Description("Deletes an app with its credentials", "", "App"))));
        routes.addAll(new AttributeResource(ONE, access, OurNames.APP, this, views).routes());
        return routes;
    }

    @Override
    public Attributes read(Call call) {
        return apps.get(AppPath.of(call)).app().details().attributes();
    }

    @Override
    public Attributes change(Call call, UnaryOperator<Attributes> change) {
        return apps.changeAttributes(call.caller(), AppPath.of(call), change);
    }

    /// Unexpanded, X calls the name of an app `appId`.
    private Reply list(Call call) {
        var view = views.of(call);
        int count = Paging.count(call, "count", STANDARD_PAGE, view.isX() ? MAX_PAGE_OF_X : STANDARD_PAGE);
        var page = new Page(call.query("startKey").orElse(null), count);
        if (Paging.flag(call, "expand") || Paging.flag(call, "shallowExpand")) {
            var found = apps.list(call.path("org"), call.path("developer"), page, Assembly::apps);
            return Reply.json(200, Map.of("app", written(found, view)));
        }
        var names = apps.list(
                call.path("org"),
                call.path("developer"),
                page,
                (_, found) -> found.stream().map(App::name).toList());
        return Reply.json(200, AllAppsResource.unexpanded(names, view));
    }

    private Reply create(Call call) {
        var body = AppBody.read(Fields.of(call, Kind.APP));
        return reply(201, call, apps.create(call.caller(), call.path("org"), call.path("developer"), body));
    }

    private Reply get(Call call) {
        return reply(200, call, apps.get(AppPath.of(call)));
    }

    private Reply update(Call call) {
        var body = AppBody.read(Fields.of(call, Kind.APP));
        return reply(200, call, apps.update(call.caller(), AppPath.of(call), body, EntityTag.expectedBy(call)));
    }

    /// Three calls in one: `?action=`, Edge's body `{"status"}`, and a body that asks for a credential.
    private Reply act(Call call) {
        var path = AppPath.of(call);
        if (call.query("action").isPresent()) {
            apps.setStatus(call.caller(), path, Verdict.of(call));
            return Reply.empty(204);
        }
        var fields = Fields.of(call, Kind.APP);
        boolean setsStatus = fields.has("status") && !fields.has("apiProducts");
        var app = setsStatus
                ? apps.setStatus(call.caller(), path, Verdict.of("status", fields.text("status")))
                : apps.generateKey(call.caller(), path, AppBody.read(fields));
        return reply(200, call, app);
    }

    private Reply delete(Call call) {
        return reply(200, call, apps.delete(call.caller(), AppPath.of(call), EntityTag.expectedBy(call)));
    }

    private Reply reply(int status, Call call, FullApp full) {
        var body = writer.app(full, views.of(call));
        return EntityTag.on(Reply.json(status, body), full.app().version());
    }

    private List<Map<String, Object>> written(List<FullApp> found, View view) {
        return found.stream().map(full -> writer.app(full, view)).toList();
    }
}
