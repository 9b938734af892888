package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.List;
import java.util.Optional;

/// What a revision of a proxy does with a call.
///
/// Source: extensions.md section 2.
///
/// @param description empty where there is none
/// @param basePaths a trailing slash is dropped, `/` alone is the catch-all. None: what was imported has no proxy
///     endpoint yet, and is not deployed
/// @param cors empty: what browsers ask about other origins is left to the target
/// @param ip empty: everyone may call
public record ProxySettings(
        String description,
        List<String> basePaths,
        Backend backend,
        CredentialPlaces credentials,
        ProxyLimits limits,
        Optional<Cors> cors,
        Optional<AddressRules> ip) {
    public ProxySettings {
        basePaths = basePaths.stream().map(ProxySettings::basePath).distinct().toList();
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
