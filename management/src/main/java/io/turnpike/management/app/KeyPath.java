package io.turnpike.management.app;

import io.turnpike.http.Call;

/// Names a key of an app.
record KeyPath(AppPath app, String key) {
    static KeyPath of(Call call) {
        return new KeyPath(AppPath.of(call), call.path("key"));
    }

    @Override
    public String toString() {
        return "KeyPath[" + app + "]";
    }
}
