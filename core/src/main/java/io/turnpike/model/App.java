package io.turnpike.model;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a developer builds and subscribes; quotas are counted for each app.
///
/// @param name fixed, unique for its developer
/// @param status `REVOKED` closes all of its keys whatever their own status
public record App(
        UUID id,
        UUID organization,
        UUID developer,
        long version,
        String name,
        Status status,
        Details details,
        Provenance provenance) {
    public App {
        Names.APP.check(name);
    }

    /// What an update replaces as a whole.
    public record Details(@Nullable String callbackUrl, String appFamily, List<String> scopes, Attributes attributes) {
        public Details {
            scopes = List.copyOf(scopes);
        }
    }
}
