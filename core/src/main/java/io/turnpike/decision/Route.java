package io.turnpike.decision;

import io.turnpike.model.ProxySettings;
import java.util.List;

/// Where a call goes: a revision of a proxy in an environment, under one of its base paths.
///
/// @param basePathSegments number of leading path segments that the base path takes
public record Route(
        OrganizationCatalogue organization,
        EnforcedEnvironment environment,
        ServedApi api,
        String basePath,
        int basePathSegments) {
    public HostedEnvironment place() {
        return new HostedEnvironment(organization, environment);
    }

    public String proxy() {
        return api.proxy();
    }

    public int revision() {
        return api.revision();
    }

    public ProxySettings settings() {
        return api.settings();
    }

    /// Where admitted calls go; empty where `answersItself`, and while all its target servers are out of use.
    public List<ServedTarget> targets() {
        return api.targets();
    }

    /// Whether no target was ever meant: admitted calls are answered 200 with an empty body.
    public boolean answersItself() {
        return settings().backend().targets().isEmpty();
    }

    /// Names the route without its organization's whole catalogue.
    @Override
    public String toString() {
        return "Route[" + environment.name() + ", " + proxy() + " " + revision() + ", " + basePath + "]";
    }
}
