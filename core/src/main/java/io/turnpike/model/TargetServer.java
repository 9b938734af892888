package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.net.Inet6Address;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A host that proxies name instead of an address, so that it may be another one in each environment.
///
/// Source: management-api 7.
///
/// @param host a name (RFC 1123) or an IP address, without brackets
/// @param port from 1 to 65535
/// @param enabled false takes the server out of use
/// @param protocol null where it was not sent, which means `HTTP`
/// @param description empty where there is none
/// @param tls null where nothing was said about it
public record TargetServer(
        String host,
        int port,
        boolean enabled,
        @Nullable Protocol protocol,
        String description,
        @Nullable Tls tls) implements Named.Content {
    private static final int MAX_HOST = 253;
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /// A last label of digits alone would be an address, and only a whole one is.
    private static final Pattern HOST_NAME =
            Pattern.compile("(%1$s\\.)*(?![0-9]+$)%1$s|(%2$s\\.){3}%2$s".formatted(LABEL, BYTE));

    private static final Pattern MAYBE_IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    public TargetServer {
        if (host.length() > MAX_HOST || !(HOST_NAME.matcher(host).matches() || isIpv6(host))) {
            throw invalid("host", "must be a host name (RFC 1123) or an IP address");
        }
        if (port < 1 || port > 65_535) {
            throw invalid("port", "must be from 1 to 65535");
        }
    }

    @Override
    public Kind kind() {
        return Kind.TARGET_SERVER;
    }

    /// Never null.
    public Protocol spoken() {
        return protocol == null ? Protocol.HTTP : protocol;
    }

    public boolean isTls() {
        return tls != null && tls.enabled();
    }

    /// Name of the key store for a server that wants to see a certificate of its callers; empty text where it names
    /// none.
    public Optional<String> keyStore() {
        return tls != null && isTls() && tls.clientAuthEnabled()
                ? Optional.of(KeyStore.named(tls.keyStore()))
                : Optional.empty();
    }

    /// Name of the key store whose certificates the server's must come from; empty: the platform's, or none are
    /// checked.
    public Optional<String> trustStore() {
        return tls != null
                        && isTls()
                        && !tls.ignoreValidationErrors()
                        && !tls.trustStore().isEmpty()
                ? Optional.of(KeyStore.named(tls.trustStore()))
                : Optional.empty();
    }

    /// How TLS is spoken with it where the proxy does not say.
    ///
    /// @param trusted what its trust store holds; empty: it has none
    public TargetTls ownTls(Optional<KeyStore> trusted) {
        boolean verify = tls == null || !tls.ignoreValidationErrors();
        return new TargetTls(verify, trusted.map(KeyStore::certificate), Optional.empty());
    }

    private static boolean isIpv6(String host) {
        if (!MAYBE_IPV6.matcher(host).matches()) {
            return false;
        }
        try {
            Inet6Address.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Refused invalid(String field, String rule) {
        return Refused.invalid(Kind.TARGET_SERVER, field, null, rule);
    }

    /// What a target server speaks; fixed when it is made.
    public enum Protocol {
        HTTP,
        HTTP2,
        GRPC_TARGET,
        GRPC,
        EXTERNAL_CALLOUT
    }

    /// How a connection is secured; stored, and applied where a proxy uses the server.
    ///
    /// @param keyStore empty where there is none, as are `keyAlias` and `trustStore`
    /// @param ciphers empty means those of the platform, as do `protocols`
    /// @param commonName null where the host's name counts
    public record Tls(
            boolean enabled,
            boolean enforce,
            boolean clientAuthEnabled,
            String keyStore,
            String keyAlias,
            String trustStore,
            boolean ignoreValidationErrors,
            List<String> ciphers,
            List<String> protocols,
            @Nullable CommonName commonName) {
        public Tls {
            ciphers = List.copyOf(ciphers);
            protocols = List.copyOf(protocols);
        }
    }

    /// The name that the server's certificate must bear.
    ///
    /// @param value empty where the host's name counts
    /// @param wildcardMatch whether a first label `*` stands for any
    public record CommonName(String value, boolean wildcardMatch) {}
}
