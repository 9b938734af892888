package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// Where a proxy sends admitted calls, as its settings name it.
public sealed interface Target {
    /// Share of the calls that this one of several targets gets, from 1 to 1000.
    int weight();

    /// A target that stands where the proxy says.
    ///
    /// @param url absolute `http` or `https` URL without user info, query and fragment, or `h2c` or `h2` where the
    ///     target speaks HTTP/2; its path comes before the call's path suffix
    /// @param weight 1 also where 0 is given: documents of the first version have none
    record Url(URI url, int weight) implements Target {
        public Url {
            if (!isHttp(url) || url.getHost() == null) {
                throw invalid("must be an absolute http or https URL");
            }
            if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
                throw invalid("must hold no user info, query or fragment");
            }
            if (url.getPort() == 0 || url.getPort() > 65535) {
                throw invalid("must have a port from 1 to 65535");
            }
            weight = checkedWeight(weight);
        }

        public boolean isTls() {
            return isScheme("https") || isScheme("h2");
        }

        /// Whether every call goes there by HTTP/2, and not those of gRPC alone.
        public boolean isHttp2() {
            return isScheme("h2") || isScheme("h2c");
        }

        private boolean isScheme(String scheme) {
            return scheme.equalsIgnoreCase(url.getScheme());
        }

        public int port() {
            if (url.getPort() != -1) {
                return url.getPort();
            }
            return isTls() ? 443 : 80;
        }

        private static boolean isHttp(URI url) {
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            return scheme.equals("http") || scheme.equals("https") || scheme.equals("h2") || scheme.equals("h2c");
        }
    }

    /// A target server of the environment in which the proxy is deployed.
    ///
    /// @param name of the target server
    /// @param path comes before the call's path suffix; empty, or with a leading slash
    record Server(String name, String path, int weight) implements Target {
        public Server {
            if (name.isBlank() || name.length() > 255) {
                throw Refused.invalid(Kind.API_PROXY, "target", name, "must name a target server");
            }
            if (!path.isEmpty() && !path.startsWith("/")) {
                throw Refused.invalid(Kind.API_PROXY, "target", path, "must have a path that starts with /");
            }
            of("http://server" + path);
            weight = checkedWeight(weight);
        }

        /// Where it is while `server` has that name; empty while that is out of use.
        public Optional<Url> at(TargetServer server) {
            String scheme = switch (server.spoken()) {
                case HTTP, EXTERNAL_CALLOUT -> server.isTls() ? "https" : "http";
                case HTTP2, GRPC, GRPC_TARGET -> server.isTls() ? "h2" : "h2c";
            };
            String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
            return server.enabled()
                    ? Optional.of(of("%s://%s:%d%s".formatted(scheme, host, server.port(), path), weight))
                    : Optional.empty();
        }
    }

    /// A target of an imported bundle whose place is only known when a call arrives. A revision with one cannot be
    /// deployed.
    ///
    /// @param unresolved what the bundle says of it
    record Unresolved(String unresolved) implements Target {
        @Override
        public int weight() {
            return 1;
        }
    }

    /// The only target, or one among equals.
    static Url of(String url) {
        return of(url, 1);
    }

    static Url of(String url, int weight) {
        try {
            return new Url(new URI(url), weight);
        } catch (URISyntaxException e) {
            throw invalid("must be an absolute http or https URL");
        }
    }

    private static int checkedWeight(int weight) {
        if (weight < 0 || weight > 1_000) {
            throw Refused.invalid(Kind.API_PROXY, "weight", weight, "must be from 1 to 1000");
        }
        return Math.max(1, weight);
    }

    /// Does not repeat the URL: a password may stand in it.
    private static Refused invalid(String rule) {
        return Refused.invalid(Kind.API_PROXY, "target", null, rule);
    }
}
