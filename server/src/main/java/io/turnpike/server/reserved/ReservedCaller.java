package io.turnpike.server.reserved;

import io.turnpike.decision.Call;
import io.turnpike.decision.GraphQl;
import io.turnpike.decision.RequestPath;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.wire.Authority;
import io.turnpike.gateway.wire.Query;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A call of a reserved path, as far as a decision about its credential asks.
///
/// @param now milliseconds since the epoch
record ReservedCaller(io.turnpike.http.Call call, long now) implements Call, Fault.Origin {
    @Override
    public String method() {
        return call.method();
    }

    @Override
    public String host() {
        return Authority.host(authority());
    }

    @Override
    public RequestPath path() {
        return Objects.requireNonNull(RequestPath.parse(call.path()));
    }

    @Override
    public @Nullable String field(String name) {
        return call.header(name).orElse(null);
    }

    @Override
    public boolean hasDifferingLines(String name) {
        return call.headers(name).stream().distinct().count() > 1;
    }

    @Override
    public @Nullable String parameter(String name) {
        return Query.first(call.rawQuery(), name);
    }

    @Override
    public @Nullable String parameterInAnyCase(String name) {
        return Query.firstInAnyCase(call.rawQuery(), name);
    }

    @Override
    public @Nullable GraphQl graphQl() {
        return null;
    }

    @Override
    public byte[] clientAddress() {
        return new byte[4];
    }

    @Override
    public String authority() {
        return call.header("Host").orElse("");
    }

    @Override
    public String rawPath() {
        return call.path();
    }

    @Override
    public String clientAddressText() {
        return "";
    }
}
