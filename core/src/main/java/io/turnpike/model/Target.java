package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.net.URI;
import java.net.URISyntaxException;

/// Where a proxy sends admitted calls.
///
/// @param url absolute `http` URL without user info, query and fragment; its path comes before the call's path suffix
public record Target(URI url) {
    public Target {
        if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
            throw invalid("must be an absolute http URL");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw invalid("must hold no user info, query or fragment");
        }
        if (url.getPort() == 0 || url.getPort() > 65535) {
            throw invalid("must have a port from 1 to 65535");
        }
    }

    public static Target of(String url) {
        try {
            return new Target(new URI(url));
        } catch (URISyntaxException e) {
            throw invalid("must be an absolute http URL");
        }
    }

    public int port() {
        return url.getPort() == -1 ? 80 : url.getPort();
    }

    /// Does not repeat the URL: a password may stand in it.
    private static Refused invalid(String rule) {
        return Refused.invalid(Kind.API_PROXY, "target", null, rule);
    }
}
