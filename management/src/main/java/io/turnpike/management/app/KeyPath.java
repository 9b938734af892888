package io.turnpike.management.app;

import io.turnpike.http.Call;
import io.turnpike.management.owner.Owners;

/// Names a key of an app.
record KeyPath(AppPath app, String key) {
    static KeyPath of(Owners owners, Call call) {
        return new KeyPath(AppPath.of(owners, call), call.path("key"));
    }

    @Override
    public String toString() {
        return "KeyPath[" + app + "]";
    }
}
