package io.turnpike.management.named;

import static io.turnpike.access.Permission.ENVIRONMENT_READ;
import static io.turnpike.access.Permission.ENVIRONMENT_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.named.NamedService.Place;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Views;
import io.turnpike.model.Named;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// `/v1/organizations/{org}/environments/{env}/targetservers`, `…/caches`, `…/issuers` and `…/keystores`
///
/// Source: management-api 7 and 24.2.
public final class NamedResource<T extends Named.Content> {
    private final Sort<T> sort;
    private final NamedService<T> things;
    private final Views views;

    private NamedResource(Sort<T> sort, Storage storage, Clock clock, Views views) {
        this.sort = sort;
        this.things = new NamedService<>(sort, storage, clock);
        this.views = views;
    }

    /// Those of all sorts.
    public static List<Route> routes(Storage storage, Vault vault, Clock clock, Views views) {
        return Stream.of(new TargetServers(), new Caches(), new Issuers(), new KeyStores(vault))
                .flatMap(sort -> new NamedResource<>(sort, storage, clock, views).routes().stream())
                .toList();
    }

    private List<Route> routes() {
        String all = "/v1/organizations/{org}/environments/{env}/" + sort.segment();
        String one = all + "/{name}";
        var title = sort.title();
        String schema = title.schema();
        var routes = new ArrayList<>(List.of(
                new Route("GET", all, ENVIRONMENT_READ, this::list)
                        .describedAs(new Description("Lists " + title.many(), "", "Names")),
                new Route("POST", all, ENVIRONMENT_WRITE, this::create)
                        .describedAs(new Description("Creates " + title.one(), schema, schema)
                                .answering(201)
                                .reading("name")),
                new Route("GET", one, ENVIRONMENT_READ, this::get)
                        .describedAs(new Description("Reads " + title.one(), "", schema)),
                new Route("PUT", one, ENVIRONMENT_WRITE, this::update)
                        .describedAs(new Description("Replaces " + title.one(), schema, schema).guardedByTag()),
                new Route("DELETE", one, ENVIRONMENT_WRITE, this::delete)
                        .describedAs(new Description("Deletes " + title.one(), "", schema).guardedByTag())));
        if (sort.isCleared()) {
            for (String entries : List.of("/entries", "/entries/{entry}")) {
                routes.add(new Route("POST", one + entries, ENVIRONMENT_WRITE, this::clear)
                        .describedAs(new Description("Clears " + title.one(), "", schema).reading("action")));
            }
        }
        return routes;
    }

    private Reply list(Call call) {
        return Reply.json(200, things.names(place(call)));
    }

    /// The name may stand in the query; it goes before the body's.
    private Reply create(Call call) {
        var body = Fields.of(call, sort.kind());
        String name = call.query("name").orElseGet(() -> body.text("name"));
        return reply(201, call, things.create(call.caller(), place(call), name, body));
    }

    private Reply get(Call call) {
        return reply(200, call, things.get(place(call), call.path("name")));
    }

    private Reply update(Call call) {
        var body = Fields.of(call, sort.kind());
        var expected = EntityTag.expectedBy(call);
        return reply(200, call, things.update(call.caller(), place(call), call.path("name"), body, expected));
    }

    private Reply delete(Call call) {
        var expected = EntityTag.expectedBy(call);
        return reply(200, call, things.delete(call.caller(), place(call), call.path("name"), expected));
    }

    private Reply clear(Call call) {
        if (!call.query("action").orElse("").equals("clear")) {
            throw Refused.invalid(Kind.REQUEST, "action", null, "must be clear");
        }
        return get(call);
    }

    private Reply reply(int status, Call call, Named<T> thing) {
        var members = views.of(call).members().text("name", thing.name());
        sort.write(thing.content(), members);
        return EntityTag.on(Reply.json(status, members.toMap()), thing.version());
    }

    private static Place place(Call call) {
        return new Place(call.path("org"), call.path("env"));
    }
}
