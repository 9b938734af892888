package io.turnpike.oauth.endpoint;

import io.turnpike.decision.Catalogue;
import io.turnpike.decision.HostedEnvironment;
import io.turnpike.http.Call;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.Locale;
import java.util.function.Supplier;

/// Finds the environment that a call means: its host's group has one of that name.
public final class Places {
    /// Where every route of ours begins.
    public static final String ROOT = "/.turnpike/{env}";

    private final Supplier<Catalogue> catalogue;

    public Places(Supplier<Catalogue> catalogue) {
        this.catalogue = catalogue;
    }

    /// @throws Refused with `NoSuchRoute`
    public Place of(Call call) {
        String authority = call.header("Host").orElse("").toLowerCase(Locale.ROOT);
        String name = call.path("env");
        HostedEnvironment hosted = catalogue.get().environment(authority, name);
        if (hosted == null) {
            throw new Refused(new Problem.NoSuchRoute(call.path()));
        }
        String scheme = call.header("X-Forwarded-Proto").orElse("http");
        return new Place(hosted, scheme + "://" + authority + "/.turnpike/" + name, call.remoteAddress());
    }
}
