package io.turnpike.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a developer or a group builds and subscribes; quotas are counted for each app.
///
/// @param name fixed, unique for its owner
/// @param status `REVOKED` closes all of its keys whatever their own status
public record App(
        UUID id,
        UUID organization,
        Owner owner,
        long version,
        String name,
        Status status,
        Details details,
        Provenance provenance) {
    public App {
        Names.APP.check(name);
    }

    public App changed(Details changed, Instant at, String by) {
        return new App(id, organization, owner, version, name, status, changed, provenance.changed(at, by));
    }

    public App withStatus(Status changed, Instant at, String by) {
        return new App(id, organization, owner, version, name, changed, details, provenance.changed(at, by));
    }

    public App withOwner(Owner changed, Instant at, String by) {
        return new App(id, organization, changed, version, name, status, details, provenance.changed(at, by));
    }

    /// What an update replaces as a whole.
    public record Details(@Nullable String callbackUrl, String appFamily, List<String> scopes, Attributes attributes) {
        public Details {
            scopes = List.copyOf(scopes);
        }

        public Details withAttributes(Attributes changed) {
            return new Details(callbackUrl, appFamily, scopes, changed);
        }
    }
}
