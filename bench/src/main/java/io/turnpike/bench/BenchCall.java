package io.turnpike.bench;

import io.turnpike.decision.Call;
import io.turnpike.decision.GraphQl;
import io.turnpike.decision.RequestPath;
import org.jspecify.annotations.Nullable;

/// A call that is read already, with a key in `x-api-key`.
record BenchCall(RequestPath path, String key) implements Call {
    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String host() {
        return "bench.localhost";
    }

    @Override
    public @Nullable String field(String name) {
        return name.equals("x-api-key") ? key : null;
    }

    @Override
    public boolean hasDifferingLines(String name) {
        return false;
    }

    @Override
    public @Nullable String parameter(String name) {
        return null;
    }

    @Override
    public @Nullable String parameterInAnyCase(String name) {
        return null;
    }

    @Override
    public @Nullable GraphQl graphQl() {
        return null;
    }

    @Override
    public byte[] clientAddress() {
        return new byte[] {127, 0, 0, 1};
    }

    @Override
    public long now() {
        return 1_767_323_045_000L;
    }
}
