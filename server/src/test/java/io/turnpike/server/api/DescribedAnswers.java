package io.turnpike.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Filter;
import io.turnpike.http.Handler;
import io.turnpike.http.Json;
import io.turnpike.http.Reply;
import io.turnpike.http.Surface;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Compares every answer of a server with what `/openapi.json` says of it: status, members of the body, parameters
/// of the query.
final class DescribedAnswers implements Filter {
    /// What every call may ask for.
    private static final Set<String> EVERYWHERE = Set.of("$.xgafv", "wait");

    private final Supplier<JsonNode> document;
    private final List<String> flaws = new CopyOnWriteArrayList<>();
    private volatile @Nullable SchemaCheck schemas;

    DescribedAnswers(Supplier<JsonNode> document) {
        this.document = document;
    }

    /// The surface, watched.
    Surface beside(Surface surface) {
        return new Surface(
                surface.routes(),
                surface.authenticator(),
                surface.denials(),
                surface.problems(),
                surface.rewriter(),
                Stream.concat(surface.filters().stream(), Stream.of(this)).toList());
    }

    @Override
    public Reply apply(Call call, Handler next) {
        Reply reply = next.handle(call);
        if (reply.status() < 300 && !call.path().equals("/openapi.json")) {
            check(call, reply, call.description());
        }
        return reply;
    }

    /// @throws AssertionError if an answer so far was not as it is described
    void mustHoldTrue() {
        var found = List.copyOf(flaws);
        flaws.removeAll(found);
        assertThat(found).as("answers that /openapi.json does not describe").isEmpty();
    }

    private void check(Call call, Reply reply, Description description) {
        String place = "%s %s: ".formatted(call.method(), call.path());
        if (!schemas().knows(description.reply())) {
            return; // OpenApiTest tells of schemas that are missing
        }
        if (!description.statuses().contains(reply.status())) {
            flaws.add(place + "status " + reply.status());
        }
        call.queryAsked().stream()
                .filter(name -> !description.query().contains(name) && !EVERYWHERE.contains(name))
                .forEach(name -> flaws.add(place + "the query's parameter " + name));
        if (reply.header("Content-Type").filter("application/json"::equals).isPresent()) {
            JsonNode body = Json.read(reply.body());
            Stream.concat(Stream.of(description.reply()), description.others().stream())
                    .map(schema -> schemas().flaws(body, schema))
                    .min(Comparator.comparingInt(List::size))
                    .ifPresent(found -> found.forEach(flaw -> flaws.add(place + flaw)));
        }
    }

    private SchemaCheck schemas() {
        var known = schemas;
        if (known == null) {
            known = new SchemaCheck(document.get());
            schemas = known;
        }
        return known;
    }
}
