package io.turnpike.decision;

import io.turnpike.model.ProxySettings;

/// Where a call goes: a revision of a proxy in an environment, under one of its base paths.
///
/// @param basePathSegments number of leading path segments that the base path takes
public record Route(
        OrganizationCatalogue organization,
        EnforcedEnvironment environment,
        String proxy,
        int revision,
        ProxySettings settings,
        String basePath,
        int basePathSegments) {
    /// Names the route without its organization's whole catalogue.
    @Override
    public String toString() {
        return "Route[" + environment.name() + ", " + proxy + " " + revision + ", " + basePath + "]";
    }
}
