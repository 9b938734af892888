package io.turnpike.management.app;

import io.turnpike.http.Call;

/// Names an app by three segments of a path, see `Segments`.
///
/// @param developer e-mail or id
record AppPath(String organization, String developer, String app) {
    static AppPath of(Call call) {
        return new AppPath(call.path("org"), call.path("developer"), call.path("app"));
    }
}
