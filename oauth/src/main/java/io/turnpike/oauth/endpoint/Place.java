package io.turnpike.oauth.endpoint;

import io.turnpike.decision.EnforcedEnvironment;
import io.turnpike.decision.HostedEnvironment;
import io.turnpike.decision.OrganizationCatalogue;

/// Where a call to one of the endpoints goes.
///
/// @param issuer how the caller knows the environment: the URL in front of `/oauth/…`
/// @param address of the caller
public record Place(HostedEnvironment hosted, String issuer, String address) {
    public OrganizationCatalogue organization() {
        return hosted.organization();
    }

    public EnforcedEnvironment environment() {
        return hosted.environment();
    }
}
