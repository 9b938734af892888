package io.turnpike.management.audit;

import static io.turnpike.access.Permission.AUDIT_READ;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.storage.AuditStore.AuditEntry;
import io.turnpike.storage.AuditStore.Search;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// `/v1/audits`
///
/// The audit of a thing holds the requests to its path and, unless `expand=false`, to all below it.
///
/// Source: management-api 18.
public final class AuditResource {
    private static final String AUDITS = "/v1/audits";
    private static final String ALL = AUDITS + "/organizations/{org}";
    private static final List<String> BELOW = List.of(
            "/apiproducts",
            "/apiproducts/{product}",
            "/apis",
            "/apis/{api}",
            "/developers",
            "/developers/{developer}",
            "/developers/{developer}/apps",
            "/developers/{developer}/apps/{app}",
            "/sharedflows",
            "/sharedflows/{sharedflow}");
    private static final int MAX_ROWS = 1_000;

    private final Storage storage;
    private final Clock clock;
    private final Views views;

    public AuditResource(Storage storage, Clock clock, Views views) {
        this.storage = storage;
        this.clock = clock;
        this.views = views;
    }

    public List<Route> routes() {
        var whole = new Route("GET", ALL, AUDIT_READ, this::ofOrganization)
                .describedAs(described("Lists what was done and denied in an organization")
                        .reading("user"));
        var user = new Route("GET", AUDITS + "/users/{email}", AUDIT_READ, this::ofUser)
                .describedAs(described("Lists what a user did and was denied"));
        var below = BELOW.stream()
                .map(path -> new Route("GET", ALL + path, AUDIT_READ, this::ofPath)
                        .describedAs(described("Lists what was done and denied there")
                                .reading("user")));
        return Stream.concat(Stream.of(whole, user), below).toList();
    }

    private static Description described(String summary) {
        return new Description(summary, "", "AuditRecords")
                .reading("expand", "timeline", "startTime", "endTime", "rows", "operation");
    }

    private Reply ofOrganization(Call call) {
        boolean expands = expands(call);
        String path = expands ? "" : "/v1/organizations/" + call.path("org");
        return reply(
                views.of(call),
                search(call, call.path("org"), path, call.query("user").orElse("")));
    }

    /// The path of this request is that of the thing but for its start.
    private Reply ofPath(Call call) {
        String path = "/v1" + call.caller().resource().substring(AUDITS.length());
        return reply(
                views.of(call),
                search(call, call.path("org"), path, call.query("user").orElse("")));
    }

    private Reply ofUser(Call call) {
        var view = new View(views.dialect(call), false);
        return reply(view, search(call, "", "", call.path("email")));
    }

    private Search search(Call call, String organization, String path, String user) {
        return new Search(
                organization,
                path,
                expands(call),
                user,
                call.query("operation").orElse("").toUpperCase(Locale.ROOT),
                Timeline.of(call, clock.instant()),
                Paging.count(call, "rows", MAX_ROWS, MAX_ROWS));
    }

    private static boolean expands(Call call) {
        return call.query("expand").filter("false"::equalsIgnoreCase).isEmpty();
    }

    private Reply reply(View view, Search search) {
        var found = storage.read(work -> work.audit().find(search));
        return Reply.json(
                200,
                Map.of(
                        "auditRecord",
                        found.stream().map(each -> write(each, view)).toList()));
    }

    private static Map<String, Object> write(AuditEntry entry, View view) {
        return view.members()
                .text("operation", entry.operation())
                .text("requestUri", entry.resource())
                .value("responseCode", entry.outcome().status())
                .instant("timeStamp", entry.at())
                .text("user", entry.user())
                .toMap();
    }
}
