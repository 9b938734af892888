package io.turnpike.model;

import java.util.UUID;

/// An API as the gateway serves it; what it does stands in its revisions.
///
/// @param latestRevision number of the newest revision, at least 1
public record ApiProxy(
        UUID id, UUID organization, long version, String name, int latestRevision, Provenance provenance) {
    public ApiProxy {
        Names.PROXY.check(name);
    }
}
