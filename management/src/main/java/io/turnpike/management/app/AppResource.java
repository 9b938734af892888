package io.turnpike.management.app;

import static io.turnpike.access.Permission.APP_READ;
import static io.turnpike.access.Permission.APP_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.attribute.AttributeResource;
import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.owner.Owners;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.TokenPage;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.model.App;
import io.turnpike.model.Attributes;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Page;
import io.turnpike.storage.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// The apps of one kind of owners: `/v1/organizations/{org}/developers/{developer}/apps`, and the same below app
/// groups and companies.
///
/// Source: management-api 11, 14, 15.
final class AppResource implements AttributeResource.Owner {
    private static final int STANDARD_PAGE = 100;
    private static final int MAX_PAGE_OF_X = 1_000;

    private final Owners owners;
    private final AppService apps;
    private final AppWriter writer;
    private final Views views;

    AppResource(Owners owners, AppService apps, AppWriter writer, Views views) {
        this.owners = owners;
        this.apps = apps;
        this.writer = writer;
        this.views = views;
    }

    List<Route> routes() {
        String all = owners.apps();
        String one = owners.app();
        var access = new AttributeResource.Access(APP_READ, APP_WRITE);
        var routes = new ArrayList<>(List.of(
                new Route("GET", all, APP_READ, this::list).describedAs(listed()),
                new Route("POST", all, APP_WRITE, this::create)
                        .describedAs(new Description("Creates an app with a credential", "App", "App").answering(201)),
                new Route("GET", one, APP_READ, this::get).describedAs(new Description("Reads an app", "", "App")),
                new Route("PUT", one, APP_WRITE, this::update)
                        .describedAs(new Description(
                                        "Replaces an app, or sets its status; products add a credential", "App", "App")
                                .guardedByTag()
                                .answering(200, 204)
                                .reading("action")),
                new Route("POST", one, APP_WRITE, this::act)
                        .describedAs(new Description("Adds a credential, or approves or revokes an app", "App", "App")
                                .guardedByTag()
                                .answering(200, 204)
                                .reading("action")),
                new Route("DELETE", one, APP_WRITE, this::delete)
                        .describedAs(
                                new Description("Deletes an app with its credentials", "", "App").guardedByTag())));
        routes.addAll(new AttributeResource(one, access, OurNames.APP, this, views).routes());
        return routes;
    }

    private Description listed() {
        return owners == Owners.APP_GROUPS
                ? new Description("Lists an app group's apps", "", "AppGroupApps").reading("pageSize", "pageToken")
                : new Description("Lists an owner's apps", "", "Apps")
                        .reading("count", "startKey", "expand", "shallowExpand", "keyStatus");
    }

    @Override
    public Attributes read(Call call) {
        return apps.get(AppPath.of(owners, call)).app().details().attributes();
    }

    @Override
    public Attributes change(Call call, UnaryOperator<Attributes> change) {
        return apps.changeAttributes(call.caller(), AppPath.of(owners, call), change);
    }

    private Reply list(Call call) {
        return owners == Owners.APP_GROUPS ? listByToken(call) : listByStartKey(call);
    }

    /// Source: management-api 14; 20, row 10.
    private Reply listByToken(Call call) {
        var view = views.of(call);
        var found = apps.list(owners.path(call), TokenPage.of(call, MAX_PAGE_OF_X));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("appGroupApps", written(found.items(), view));
        found.next().ifPresent(token -> answer.put("nextPageToken", token));
        return Reply.json(200, answer);
    }

    /// Unexpanded, X calls the name of an app `appId`.
    private Reply listByStartKey(Call call) {
        var view = views.of(call);
        int count = Paging.count(call, "count", STANDARD_PAGE, view.isX() ? MAX_PAGE_OF_X : STANDARD_PAGE);
        var page = new Page(call.query("startKey").orElse(null), count);
        if (Paging.flag(call, "expand") || Paging.flag(call, "shallowExpand")) {
            return Reply.json(200, Map.of("app", written(found(call, page, Assembly::apps), view)));
        }
        var names =
                found(call, page, (_, found) -> found.stream().map(App::name).toList());
        return Reply.json(200, AllAppsResource.unexpanded(names, view));
    }

    private <T> List<T> found(Call call, Page page, BiFunction<Work, List<App>, List<T>> shape) {
        var keyStatus = call.query("keyStatus").map(text -> AppQuery.status("keyStatus", text));
        return keyStatus.isPresent()
                ? apps.list(owners.path(call), page, keyStatus.get(), shape)
                : apps.list(owners.path(call), page, shape);
    }

    private Reply create(Call call) {
        var body = AppBody.read(Fields.of(call, Kind.APP), owners.lifetimeUnit());
        return reply(201, call, apps.create(call.caller(), owners.path(call), body));
    }

    private Reply get(Call call) {
        return reply(200, call, apps.get(AppPath.of(owners, call)));
    }

    private Reply update(Call call) {
        if (call.query("action").isPresent()) {
            return setStatus(call);
        }
        var body = AppBody.read(Fields.of(call, Kind.APP), owners.lifetimeUnit());
        return reply(200, call, apps.update(call.caller(), AppPath.of(owners, call), body, EntityTag.expectedBy(call)));
    }

    /// Three calls in one: `?action=`, Edge's body `{"status"}`, and a body that asks for a credential.
    private Reply act(Call call) {
        var path = AppPath.of(owners, call);
        if (call.query("action").isPresent()) {
            return setStatus(call);
        }
        var fields = Fields.of(call, Kind.APP);
        var expected = EntityTag.expectedBy(call);
        boolean setsStatus = fields.has("status") && !fields.has("apiProducts");
        var app = setsStatus
                ? apps.setStatus(call.caller(), path, Verdict.of("status", fields.text("status")), expected)
                : apps.generateKey(call.caller(), path, AppBody.read(fields, owners.lifetimeUnit()), expected);
        return reply(200, call, app);
    }

    /// Source: management-api 1.4: typed clients of app groups read the app back where they put its status.
    private Reply setStatus(Call call) {
        var app = apps.setStatus(call.caller(), AppPath.of(owners, call), Verdict.of(call), EntityTag.expectedBy(call));
        boolean readsBack = owners == Owners.APP_GROUPS && call.method().equals("PUT");
        return readsBack ? reply(200, call, app) : Reply.empty(204);
    }

    private Reply delete(Call call) {
        return reply(200, call, apps.delete(call.caller(), AppPath.of(owners, call), EntityTag.expectedBy(call)));
    }

    private Reply reply(int status, Call call, FullApp full) {
        var body = writer.app(full, owners, views.of(call));
        return EntityTag.on(Reply.json(status, body), full.app().version());
    }

    private List<Map<String, Object>> written(List<FullApp> found, View view) {
        return found.stream().map(full -> writer.app(full, owners, view)).toList();
    }
}
