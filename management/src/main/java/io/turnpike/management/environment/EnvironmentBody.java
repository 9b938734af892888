package io.turnpike.management.environment;

import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.attribute.PropertyList;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.View;
import io.turnpike.model.Environment;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// An environment on the wire.
///
/// Source: management-api 4; extensions.md section 3.
///
/// @param name empty where it was not sent
/// @param properties the list that replaces the stored one; empty optional where nothing was said about it
record EnvironmentBody(
        String name, String displayName, String description, Optional<SequencedMap<String, String>> properties) {
    static EnvironmentBody read(Fields body) {
        return new EnvironmentBody(
                body.text("name"),
                body.text("displayName"),
                body.text("description"),
                PropertyList.read(body, OurNames.ENVIRONMENT));
    }

    static Map<String, Object> write(Environment environment, View view) {
        var members = view.members()
                .text("name", environment.name())
                .text("displayName", environment.displayName())
                .text("description", environment.description())
                .provenance(environment.provenance());
        PropertyList.write(members, environment.properties(), !view.isX());
        if (view.isX()) {
            members.text("state", "ACTIVE");
        }
        return members.toMap();
    }

    Environment replacing(Environment former, Instant at, String by) {
        return new Environment(
                former.id(),
                former.organization(),
                former.version(),
                former.name(),
                displayName,
                description,
                properties.orElse(former.properties()),
                former.provenance().changed(at, by));
    }
}
