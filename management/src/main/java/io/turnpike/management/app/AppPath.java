package io.turnpike.management.app;

import io.turnpike.http.Call;
import io.turnpike.management.owner.OwnerPath;
import io.turnpike.management.owner.Owners;

/// Names an app by its owner and one more segment of a path, see `Segments`.
record AppPath(OwnerPath owner, String app) {
    static AppPath of(Owners owners, Call call) {
        return new AppPath(owners.path(call), call.path("app"));
    }
}
