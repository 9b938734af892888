package io.turnpike.management.proxy;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.View;
import io.turnpike.model.Cors;
import io.turnpike.problem.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a proxy's settings say of pages of other origins, on the wire.
final class CorsBody {
    private CorsBody() {}

    static Optional<Cors> read(Fields body) {
        return body.object("cors", Kind.API_PROXY)
                .map(given ->
                        given.onlyKnown(Set.of("origins", "methods", "headers", "expose", "credentials", "maxAge")))
                .map(given -> new Cors(
                        given.list("origins"),
                        given.list("methods"),
                        given.list("headers"),
                        given.list("expose"),
                        given.flag("credentials").orElse(false),
                        Measures.duration(given, "maxAge")));
    }

    static Map<String, Object> write(Cors cors, View view) {
        var members = view.members()
                .value("origins", cors.origins())
                .value("methods", cors.methods())
                .value("headers", cors.headers())
                .value("expose", cors.expose())
                .value("credentials", cors.credentials());
        cors.maxAge().ifPresent(age -> members.text("maxAge", Measures.text(age)));
        return members.toMap();
    }
}
