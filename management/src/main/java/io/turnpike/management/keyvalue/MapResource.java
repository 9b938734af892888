package io.turnpike.management.keyvalue;

import static io.turnpike.access.Permission.KEY_VALUE_MAP_READ;
import static io.turnpike.access.Permission.KEY_VALUE_MAP_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.keyvalue.Level.Place;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.problem.Kind;
import java.util.List;

/// `…/keyvaluemaps` of one level
///
/// Source: management-api 8.
final class MapResource {
    private static final String SCHEMA = "KeyValueMap";

    private final Level level;
    private final MapService maps;
    private final KeyValueAnswers answers;

    MapResource(Level level, MapService maps, KeyValueAnswers answers) {
        this.level = level;
        this.maps = maps;
        this.answers = answers;
    }

    List<Route> routes() {
        String all = level.template();
        String one = all + "/{map}";
        return List.of(
                new Route("GET", all, KEY_VALUE_MAP_READ, this::list)
                        .describedAs(new Description("Lists key value maps", "", "Names")),
                new Route("POST", all, KEY_VALUE_MAP_WRITE, this::create)
                        .describedAs(new Description("Creates a key value map", SCHEMA, SCHEMA).answering(201)),
                new Route("GET", one, KEY_VALUE_MAP_READ, this::get)
                        .describedAs(new Description("Reads a key value map", "", SCHEMA)),
                new Route("PUT", one, KEY_VALUE_MAP_WRITE, this::replace)
                        .describedAs(
                                new Description("Replaces what a map says of itself", SCHEMA, SCHEMA).guardedByTag()),
                new Route("POST", one, KEY_VALUE_MAP_WRITE, this::merge)
                        .describedAs(
                                new Description("Makes or replaces entries of a map", SCHEMA, SCHEMA).guardedByTag()),
                new Route("DELETE", one, KEY_VALUE_MAP_WRITE, this::delete)
                        .describedAs(new Description("Deletes a key value map with its entries", "", SCHEMA)
                                .guardedByTag()));
    }

    private Reply list(Call call) {
        return Reply.json(200, maps.names(place(call)));
    }

    private Reply create(Call call) {
        return answers.map(201, call, maps.create(call.caller(), place(call), body(call)));
    }

    private Reply get(Call call) {
        return answers.map(200, call, maps.get(place(call), call.path("map")));
    }

    private Reply replace(Call call) {
        return change(call, body(call).whole());
    }

    private Reply merge(Call call) {
        return change(call, body(call));
    }

    private Reply change(Call call, MapBody body) {
        var expected = EntityTag.expectedBy(call);
        return answers.map(200, call, maps.merge(call.caller(), place(call), call.path("map"), body, expected));
    }

    private Reply delete(Call call) {
        var expected = EntityTag.expectedBy(call);
        return answers.map(200, call, maps.delete(call.caller(), place(call), call.path("map"), expected));
    }

    private Place place(Call call) {
        return level.at(call::path);
    }

    private MapBody body(Call call) {
        return MapBody.read(Fields.of(call, Kind.KEY_VALUE_MAP), answers.views().of(call));
    }
}
