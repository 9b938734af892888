package io.turnpike.management.environment;

import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.attribute.PropertyList;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.UpdateMask;
import io.turnpike.management.wire.View;
import io.turnpike.model.Environment;
import io.turnpike.model.Environment.Details;
import io.turnpike.model.Provenance;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;

/// An environment on the wire.
///
/// Source: management-api 4; extensions.md section 3.
///
/// @param name empty where it was not sent
/// @param properties the list that replaces the stored one; empty optional where nothing was said about it
record EnvironmentBody(
        String name,
        String displayName,
        String description,
        Optional<SequencedMap<String, String>> properties,
        Details details) {
    /// What a `PATCH` may change.
    static final Set<String> CHANGEABLE = Set.of(
            "displayName",
            "description",
            "properties",
            "type",
            "deploymentType",
            "apiProxyType",
            "forwardProxyUri",
            "hasAttachedFlowHooks",
            "nodeConfig",
            "clientIpResolutionConfig");

    static EnvironmentBody read(Fields body) {
        return new EnvironmentBody(
                body.text("name"),
                body.text("displayName"),
                body.text("description"),
                PropertyList.read(body, OurNames.ENVIRONMENT),
                EnvironmentDetails.read(body));
    }

    static Map<String, Object> write(Environment environment, View view) {
        var members = view.members()
                .text("name", environment.name())
                .text("displayName", environment.displayName())
                .text("description", environment.description())
                .provenance(environment.provenance());
        PropertyList.write(members, environment.properties(), !view.isX());
        EnvironmentDetails.write(environment.details(), members, view);
        if (view.isX()) {
            members.text("state", "ACTIVE");
        }
        return members.toMap();
    }

    EnvironmentBody named(String other) {
        return new EnvironmentBody(other, displayName, description, properties, details);
    }

    Environment made(UUID organization, Provenance made) {
        return new Environment(
                UUID.randomUUID(),
                organization,
                1,
                name,
                displayName,
                description,
                properties.orElseGet(LinkedHashMap::new),
                details,
                made);
    }

    /// The environment with everything replaced but what Apigee fixes when it is made, or changes by `PATCH` alone:
    /// that stays where it was not sent (24.2).
    Environment replacing(Environment former, Instant at, String by) {
        return new Environment(
                former.id(),
                former.organization(),
                former.version(),
                former.name(),
                displayName,
                description,
                properties.orElse(former.properties()),
                EnvironmentDetails.replaced(former.details(), details),
                former.provenance().changed(at, by));
    }

    Environment patching(Environment former, UpdateMask mask, Instant at, String by) {
        return new Environment(
                former.id(),
                former.organization(),
                former.version(),
                former.name(),
                mask.names("displayName") ? displayName : former.displayName(),
                mask.names("description") ? description : former.description(),
                mask.names("properties") ? properties.orElseGet(LinkedHashMap::new) : former.properties(),
                EnvironmentDetails.patched(former.details(), details, mask),
                former.provenance().changed(at, by));
    }
}
