package io.turnpike.management.developer;

import static io.turnpike.access.Permission.DEVELOPER_READ;
import static io.turnpike.access.Permission.DEVELOPER_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.attribute.AttributeResource;
import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.wire.Dialect;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.model.Attributes;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// `/v1/organizations/{org}/developers`
///
/// Source: management-api 10.
public final class DeveloperResource implements AttributeResource.Owner {
    private static final String ALL = "/v1/organizations/{org}/developers";
    private static final String ONE = ALL + "/{developer}";
    private static final int MAX_PAGE = 1_000;

    private final DeveloperService developers;
    private final Views views;

    public DeveloperResource(Storage storage, Clock clock, Views views) {
        this.developers = new DeveloperService(storage, clock);
        this.views = views;
    }

    public List<Route> routes() {
        var access = new AttributeResource.Access(DEVELOPER_READ, DEVELOPER_WRITE);
        var routes = new ArrayList<>(List.of(
                new Route("GET", ALL, DEVELOPER_READ, this::list)
                        .describedAs(new Description("Lists developers", "", "Developers")
                                .reading("count", "startKey", "expand", "app", "ids", "includeCompany")),
                new Route("POST", ALL, DEVELOPER_WRITE, this::create)
                        .describedAs(new Description("Creates a developer", "Developer", "Developer").answering(201)),
                new Route("GET", ONE, DEVELOPER_READ, this::get)
                        .describedAs(new Description("Reads a developer", "", "Developer").reading("includeCompany")),
                new Route("PUT", ONE, DEVELOPER_WRITE, this::update)
                        .describedAs(new Description("Replaces a developer", "Developer", "Developer").guardedByTag()),
                new Route("POST", ONE, DEVELOPER_WRITE, this::setStatus)
                        .describedAs(new Description("Makes a developer active or inactive", "", "").reading("action")),
                new Route("DELETE", ONE, DEVELOPER_WRITE, this::delete)
                        .describedAs(new Description("Deletes a developer with apps and keys", "", "Developer")
                                .guardedByTag())));
        routes.addAll(new AttributeResource(ONE, access, OurNames.DEVELOPER, this, views).routes());
        return routes;
    }

    @Override
    public Attributes read(Call call) {
        return developers
                .get(call.path("org"), call.path("developer"))
                .developer()
                .profile()
                .attributes();
    }

    @Override
    public Attributes change(Call call, UnaryOperator<Attributes> change) {
        return developers.changeAttributes(call.caller(), call.path("org"), call.path("developer"), change);
    }

    private Reply list(Call call) {
        boolean selects = call.query("app").isPresent() || call.query("ids").isPresent();
        if (selects || Paging.flag(call, "expand")) {
            var found = found(call);
            return Reply.json(200, Map.of("developer", written(found, call, views.of(call))));
        }
        var emails = developers.emails(call.path("org"), Paging.of(call, MAX_PAGE));
        Object list = views.of(call).isX()
                ? Map.of(
                        "developer",
                        emails.stream().map(email -> Map.of("email", email)).toList())
                : emails;
        return Reply.json(200, list);
    }

    private List<KnownDeveloper> found(Call call) {
        String organization = call.path("org");
        var app = call.query("app");
        if (app.isPresent()) {
            return developers.listByApp(organization, app.get());
        }
        var ids = call.query("ids");
        return ids.isPresent()
                ? developers.list(
                        organization, new LinkedHashSet<>(List.of(ids.get().split(","))))
                : developers.list(organization, Paging.of(call, MAX_PAGE));
    }

    private Reply create(Call call) {
        return reply(201, call, developers.create(call.caller(), call.path("org"), body(call)));
    }

    private Reply get(Call call) {
        return reply(200, call, developers.get(call.path("org"), call.path("developer")));
    }

    private Reply update(Call call) {
        var body = body(call);
        var expected = EntityTag.expectedBy(call);
        return reply(
                200, call, developers.update(call.caller(), call.path("org"), call.path("developer"), body, expected));
    }

    private Reply setStatus(Call call) {
        boolean active = switch (call.query("action").orElse("")) {
            case "active" -> true;
            case "inactive" -> false;
            default -> throw Refused.invalid(Kind.REQUEST, "action", null, "must be active or inactive");
        };
        developers.setActive(call.caller(), call.path("org"), call.path("developer"), active);
        return Reply.empty(204);
    }

    private Reply delete(Call call) {
        var expected = EntityTag.expectedBy(call);
        var deleted = developers.delete(
                call.caller(), call.path("org"), call.path("developer"), expected, views.dialect(call));
        return reply(200, call, deleted);
    }

    private DeveloperBody body(Call call) {
        return DeveloperBody.read(Fields.of(call, Kind.DEVELOPER), views.dialect(call) == Dialect.X);
    }

    private Reply reply(int status, Call call, KnownDeveloper known) {
        var body = DeveloperBody.write(known, call.path("org"), views.of(call), showsCompanies(call));
        return EntityTag.on(Reply.json(status, body), known.developer().version());
    }

    private static List<Map<String, Object>> written(List<KnownDeveloper> found, Call call, View view) {
        boolean withCompanies = showsCompanies(call);
        return found.stream()
                .map(known -> DeveloperBody.write(known, call.path("org"), view, withCompanies))
                .toList();
    }

    private static boolean showsCompanies(Call call) {
        return call.method().equals("GET") && Paging.flag(call, "includeCompany");
    }
}
