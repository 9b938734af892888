package io.turnpike.management.environment;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.UpdateMask;
import io.turnpike.management.wire.View;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// An environment group on the wire.
///
/// Source: management-api 5.
///
/// @param name empty where it was not sent
record GroupBody(String name, String displayName, List<String> hostnames) {
    /// What a `PATCH` may change.
    static final Set<String> CHANGEABLE = Set.of("hostnames", "displayName");

    static GroupBody read(Fields body) {
        return new GroupBody(body.text("name"), body.text("displayName"), body.list("hostnames"));
    }

    static Map<String, Object> write(EnvironmentGroup group, View view) {
        return view.members()
                .text("name", group.name())
                .text("displayName", group.displayName())
                .value("hostnames", group.hostnames())
                .text("state", "ACTIVE")
                .provenance(group.provenance())
                .toMap();
    }

    GroupBody named(String other) {
        return new GroupBody(other, displayName, hostnames);
    }

    EnvironmentGroup made(UUID organization, Provenance made) {
        return new EnvironmentGroup(
                UUID.randomUUID(), organization, 1, name, displayName, required(hostnames), List.of(), made);
    }

    EnvironmentGroup patching(EnvironmentGroup former, UpdateMask mask, Instant at, String by) {
        return new EnvironmentGroup(
                former.id(),
                former.organization(),
                former.version(),
                former.name(),
                mask.names("displayName") ? displayName : former.displayName(),
                mask.names("hostnames") ? required(hostnames) : former.hostnames(),
                former.attachments(),
                former.provenance().changed(at, by));
    }

    private static List<String> required(List<String> hostnames) {
        if (hostnames.isEmpty()) {
            throw Refused.invalid(Kind.ENVIRONMENT_GROUP, "hostnames", null, "must name at least one host");
        }
        return hostnames;
    }
}
