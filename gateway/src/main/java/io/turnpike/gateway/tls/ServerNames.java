package io.turnpike.gateway.tls;

import io.netty.handler.ssl.SslContext;
import io.turnpike.secret.CertifiedKey;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which certificate is for which host name (RFC 6066 3, RFC 9525 6.3). Immutable once it is published.
final class ServerNames {
    private final SslContext main;
    private final Map<String, SslContext> byName = new HashMap<>();

    /// @param main for everybody else
    ServerNames(SslContext main) {
        this.main = main;
    }

    /// The first certificate for a name keeps it.
    void add(CertifiedKey identity, SslContext context) {
        identity.names().forEach(name -> byName.putIfAbsent(name, context));
    }

    /// @param name as the client sent it; null if it named none
    SslContext of(@Nullable String name) {
        if (name == null) {
            return main;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        SslContext exact = byName.get(lower);
        int dot = lower.indexOf('.');
        return exact != null || dot < 0
                ? (exact == null ? main : exact)
                : byName.getOrDefault("*" + lower.substring(dot), main);
    }
}
