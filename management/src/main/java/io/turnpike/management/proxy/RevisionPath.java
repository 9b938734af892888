package io.turnpike.management.proxy;

import io.turnpike.http.Call;

/// Names of an organization, of a proxy in it, and the number of one of its revisions.
record RevisionPath(String organization, String proxy, String number) {
    static RevisionPath of(Call call) {
        return new RevisionPath(call.path("org"), call.path("api"), call.path("revision"));
    }
}
