package io.turnpike.model;

import java.time.Instant;
import java.util.UUID;

/// A map of names to values, which may be secrets.
///
/// @param scope what the map belongs to; its name is unique there
/// @param version raised by one with each change, also of an entry
/// @param name fixed
/// @param encrypted as Edge's clients said when they made the map; values are encrypted at rest whatever it says
/// @param masked whether answers hide the values
public record KeyValueMap(
        UUID id,
        UUID organization,
        Scope scope,
        long version,
        String name,
        boolean encrypted,
        boolean masked,
        Provenance provenance) {
    public KeyValueMap {
        Names.KEY_VALUE_MAP.check(name);
    }

    public KeyValueMap changed(boolean masks, Instant at, String by) {
        return new KeyValueMap(id, organization, scope, version, name, encrypted, masks, provenance.changed(at, by));
    }

    /// What a map belongs to, and goes with.
    public sealed interface Scope {
        record OfOrganization(UUID organization) implements Scope {}

        record OfEnvironment(UUID environment) implements Scope {}

        record OfProxy(UUID proxy) implements Scope {}

        record OfRevision(UUID proxy, int number) implements Scope {}
    }
}
