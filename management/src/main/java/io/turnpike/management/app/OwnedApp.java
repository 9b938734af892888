package io.turnpike.management.app;

import io.turnpike.management.owner.KnownOwner;
import io.turnpike.model.App;
import io.turnpike.model.Organization;
import io.turnpike.storage.Work;

/// An app and its owner, as one unit of work found them.
record OwnedApp(KnownOwner owner, App app) {
    /// @throws io.turnpike.problem.Refused with `NotFound`
    static OwnedApp require(Work work, AppPath path) {
        var owner = KnownOwner.require(work, path.owner());
        return new OwnedApp(owner, owner.app(work, path.app()));
    }

    Organization organization() {
        return owner.organization();
    }
}
