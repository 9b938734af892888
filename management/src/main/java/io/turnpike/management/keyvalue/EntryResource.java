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
import io.turnpike.management.wire.Paging;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Page;
import java.util.List;

/// `…/keyvaluemaps/{map}/entries` and `…/keys` of one level
///
/// Source: management-api 8; page tokens are exclusive (24.1 rule 6).
final class EntryResource {
    private static final String SCHEMA = "KeyValueEntry";
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    private final Level level;
    private final EntryService entries;
    private final KeyValueAnswers answers;

    EntryResource(Level level, EntryService entries, KeyValueAnswers answers) {
        this.level = level;
        this.entries = entries;
        this.answers = answers;
    }

    List<Route> routes() {
        String map = level.template() + "/{map}";
        String all = map + "/entries";
        String one = all + "/{entry}";
        var replaces = new Description("Replaces a value", SCHEMA, SCHEMA).guardedByTag();
        return List.of(
                new Route("GET", map + "/keys", KEY_VALUE_MAP_READ, this::names)
                        .describedAs(new Description("Lists the names of entries", "", "Names")
                                .reading("startkey", "startKey", "count")),
                new Route("GET", all, KEY_VALUE_MAP_READ, this::list)
                        .describedAs(new Description("Lists entries", "", "KeyValueEntries")
                                .reading("pageSize", "pageToken")),
                new Route("POST", all, KEY_VALUE_MAP_WRITE, this::create)
                        .describedAs(new Description("Creates an entry", SCHEMA, SCHEMA).answering(201)),
                new Route("GET", one, KEY_VALUE_MAP_READ, this::get)
                        .describedAs(new Description("Reads an entry", "", SCHEMA)),
                new Route("PUT", one, KEY_VALUE_MAP_WRITE, this::update).describedAs(replaces),
                new Route("POST", one, KEY_VALUE_MAP_WRITE, this::update).describedAs(replaces),
                new Route("DELETE", one, KEY_VALUE_MAP_WRITE, this::delete)
                        .describedAs(new Description("Deletes an entry", "", SCHEMA).guardedByTag()));
    }

    /// Edge spells the parameter in lower case.
    private Reply names(Call call) {
        String start = call.query("startkey").or(() -> call.query("startKey")).orElse(null);
        var page = new Page(start, Paging.count(call, "count", PAGE, MAX_PAGE));
        return Reply.json(200, entries.names(place(call), call.path("map"), page));
    }

    private Reply list(Call call) {
        int size = Paging.count(call, "pageSize", PAGE, MAX_PAGE);
        String after = call.query("pageToken").orElse("");
        return answers.entries(call, entries.list(place(call), call.path("map"), after, size));
    }

    private Reply create(Call call) {
        var body = Fields.of(call, Kind.KEY_VALUE_ENTRY);
        var entry = MapBody.entry(body, body.text("name"));
        return answers.entry(201, call, entries.create(call.caller(), place(call), call.path("map"), entry));
    }

    private Reply get(Call call) {
        return answers.entry(200, call, entries.get(place(call), call.path("map"), call.path("entry")));
    }

    private Reply update(Call call) {
        var body = Fields.of(call, Kind.KEY_VALUE_ENTRY);
        var expected = EntityTag.expectedBy(call);
        var changed = entries.update(call.caller(), place(call), call.path("map"), call.path("entry"), body, expected);
        return answers.entry(200, call, changed);
    }

    private Reply delete(Call call) {
        var expected = EntityTag.expectedBy(call);
        var gone = entries.delete(call.caller(), place(call), call.path("map"), call.path("entry"), expected);
        return answers.entry(200, call, gone);
    }

    private Place place(Call call) {
        return level.at(call::path);
    }
}
