package io.turnpike.management.wire;

import io.turnpike.http.Call;
import io.turnpike.storage.Storage;

/// Finds the view of a call: its dialect, and what its organization wants shown.
public final class Views {
    private final Storage storage;
    private final Dialect fallback;

    public Views(Storage storage, Dialect fallback) {
        this.storage = storage;
        this.fallback = fallback;
    }

    /// The view of a call below `/organizations/{org}`.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound` for the organization
    public View of(Call call) {
        var organization = storage.read(work -> work.organizations().require(call.path("org")));
        return new View(dialect(call), "hidden".equals(organization.properties().get("turnpike.attributes")));
    }

    public Dialect dialect(Call call) {
        return Dialect.of(call, fallback);
    }
}
