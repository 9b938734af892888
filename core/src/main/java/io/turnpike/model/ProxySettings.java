package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.List;
import java.util.OptionalLong;

/// What a revision of a proxy does with a call.
///
/// @param description empty where there is none
/// @param basePaths at least one; a trailing slash is dropped, `/` alone is the catch-all
/// @param targets where admitted calls go; empty: they are answered 200 with an empty body
/// @param enforceQuota false leaves the products' quotas alone on this proxy
/// @param maxBody largest request body in bytes; empty means no bound
/// @param preserveHost whether the target sees the client's `Host` instead of its own authority
public record ProxySettings(
        String description,
        List<String> basePaths,
        List<Target> targets,
        CredentialPlaces credentials,
        boolean enforceQuota,
        Timeouts timeouts,
        OptionalLong maxBody,
        boolean preserveHost) {
    public ProxySettings {
        basePaths = basePaths.stream().map(ProxySettings::basePath).distinct().toList();
        targets = List.copyOf(targets);
        if (basePaths.isEmpty()) {
            throw Refused.invalid(Kind.API_PROXY, "basePath", null, "must be given");
        }
        if (targets.size() > 1) {
            throw Refused.invalid(Kind.API_PROXY, "targets", targets.size(), "must be at most one in this version");
        }
    }

    private static String basePath(String path) {
        String checked = Resources.checked(path);
        if (checked.contains("**")) {
            throw Refused.invalid(Kind.API_PROXY, "basePath", path, "must not hold **");
        }
        String trimmed =
                checked.length() > 1 && checked.endsWith("/") ? checked.substring(0, checked.length() - 1) : checked;
        if (trimmed.equals("/.turnpike") || trimmed.startsWith("/.turnpike/")) {
            throw Refused.invalid(Kind.API_PROXY, "basePath", path, "must not lie under the reserved /.turnpike");
        }
        if (checked.contains("//") || checked.contains("%")) {
            throw Refused.invalid(Kind.API_PROXY, "basePath", path, "must hold no empty segment and no percent sign");
        }
        return trimmed;
    }
}
