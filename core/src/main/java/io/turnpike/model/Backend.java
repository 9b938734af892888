package io.turnpike.model;

import java.util.List;
import java.util.Optional;

/// What stands behind a proxy, and how the gateway calls it.
///
/// @param targets where admitted calls go; empty: they are answered 200 with an empty body
/// @param preserveHost whether the target sees the client's `Host` instead of its own authority
/// @param contextHeaders whether the target is told who calls: app, developer, product
/// @param health how targets that fail are found; empty: each is taken for healthy
/// @param tls how `https` targets are trusted; empty: by the platform's certificates
public record Backend(
        List<Target> targets,
        Timeouts timeouts,
        boolean preserveHost,
        boolean contextHeaders,
        Optional<HealthCheck> health,
        Optional<TargetTls> tls) {
    public Backend {
        targets = List.copyOf(targets);
    }

    /// Those targets that name no target server.
    public List<Target.Url> urls() {
        return targets.stream()
                .filter(Target.Url.class::isInstance)
                .map(Target.Url.class::cast)
                .toList();
    }

    /// Names of the target servers among the targets.
    public List<String> serverNames() {
        return targets.stream()
                .filter(Target.Server.class::isInstance)
                .map(target -> ((Target.Server) target).name())
                .distinct()
                .toList();
    }

    /// Name of the key store whose certificate the gateway shows to a target server: the proxy's own, or where it
    /// names none the server's.
    public Optional<String> keyStoreFor(TargetServer server) {
        return tls.flatMap(TargetTls::keyStore).or(server::keyStore);
    }

    /// Name of the key store whose certificates a target server is trusted by: the server's own, where the proxy says
    /// nothing of TLS.
    public Optional<String> trustStoreFor(TargetServer server) {
        return tls.isPresent() ? Optional.empty() : server.trustStore();
    }

    /// Targets that are called as the defaults say.
    public static Backend of(List<? extends Target> targets) {
        return new Backend(List.copyOf(targets), Timeouts.DEFAULT, false, false, Optional.empty(), Optional.empty());
    }
}
