package io.turnpike.management.monetization;

import static io.turnpike.access.Permission.MONETIZATION_READ;
import static io.turnpike.access.Permission.MONETIZATION_WRITE;

import io.turnpike.billing.RatePlan;
import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.monetization.RatePlanService.Place;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.Views;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/v1/organizations/{org}/apiproducts/{product}/rateplans`
///
/// Source: management-api 9.6.
final class RatePlanResource {
    private static final String ALL = "/v1/organizations/{org}/apiproducts/{product}/rateplans";
    private static final String ONE = ALL + "/{plan}";

    private final RatePlanService plans;
    private final Views views;

    RatePlanResource(RatePlanService plans, Views views) {
        this.plans = plans;
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", ALL, MONETIZATION_READ, this::list)
                        .describedAs(new Description("Lists the rate plans of a product, or of all", "", "RatePlans")
                                .reading("count", "startKey", "expand", "state")),
                new Route("POST", ALL, MONETIZATION_WRITE, this::create)
                        .describedAs(new Description("Creates a rate plan", "RatePlan", "RatePlan").answering(201)),
                new Route("GET", ONE, MONETIZATION_READ, this::get)
                        .describedAs(new Description("Reads a rate plan", "", "RatePlan")),
                new Route("PUT", ONE, MONETIZATION_WRITE, this::update)
                        .describedAs(new Description("Replaces a rate plan", "RatePlan", "RatePlan").guardedByTag()),
                new Route("DELETE", ONE, MONETIZATION_WRITE, this::delete)
                        .describedAs(new Description("Deletes a rate plan", "", "RatePlan").guardedByTag()));
    }

    private Reply list(Call call) {
        var page = ListPage.of(call);
        var found = plans.list(call.path("org"), call.path("product"), state(call), page.toRead());
        var view = views.of(call);
        var members = view.members();
        boolean expands = Paging.flag(call, "expand");
        var items = page.cut(found, Kind.RATE_PLAN, RatePlan::name, members).stream()
                .map(plan -> expands ? RatePlanBody.write(plan, view) : Map.<String, Object>of("name", plan.name()))
                .toList();
        return Reply.json(200, members.value("ratePlans", items).toMap());
    }

    private Reply create(Call call) {
        var body = RatePlanBody.read(Fields.of(call, Kind.RATE_PLAN));
        return reply(201, call, plans.create(call.caller(), call.path("org"), call.path("product"), body));
    }

    private Reply get(Call call) {
        return reply(200, call, plans.get(call.path("org"), call.path("product"), call.path("plan")));
    }

    private Reply update(Call call) {
        var body = RatePlanBody.read(Fields.of(call, Kind.RATE_PLAN));
        return reply(200, call, plans.update(call.caller(), place(call), body, EntityTag.expectedBy(call)));
    }

    private Reply delete(Call call) {
        return reply(200, call, plans.delete(call.caller(), place(call), EntityTag.expectedBy(call)));
    }

    private Reply reply(int status, Call call, RatePlan plan) {
        return EntityTag.on(Reply.json(status, RatePlanBody.write(plan, views.of(call))), plan.version());
    }

    private static Place place(Call call) {
        return new Place(call.path("org"), call.path("product"), call.path("plan"));
    }

    /// @return null for plans of any state
    private static RatePlan.@Nullable State state(Call call) {
        return switch (call.query("state").orElse("").toUpperCase(Locale.ROOT)) {
            case "", "STATE_UNSPECIFIED" -> null;
            case "DRAFT" -> RatePlan.State.DRAFT;
            case "PUBLISHED" -> RatePlan.State.PUBLISHED;
            default -> throw Refused.invalid(Kind.REQUEST, "state", null, "must be DRAFT or PUBLISHED");
        };
    }
}
