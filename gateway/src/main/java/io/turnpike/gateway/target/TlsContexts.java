package io.turnpike.gateway.target;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.turnpike.decision.ServedTarget;
import io.turnpike.gateway.tls.TlsProvider;
import io.turnpike.model.KeyStore;
import io.turnpike.model.TargetTls;
import io.turnpike.secret.CertifiedKey;
import io.turnpike.secret.Vault;
import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/// What is needed to speak TLS with targets, made once for all loops and for all targets that are trusted alike and
/// shown the same: TLS 1.2 and 1.3, by OpenSSL where its library fits the machine, else by the JDK. Forgotten, keys
/// and all, when no target needs it any more.
public final class TlsContexts {
    private static final ApplicationProtocolConfig HTTP2 = new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2);

    private final Map<Kind, WeakReference<SslContext>> byKind = new HashMap<>();
    private final Executor handshaking;
    private final Vault vault;

    /// @param handshaking checks certificates, which takes an event loop too long
    /// @param vault opens the keys of what targets are shown
    public TlsContexts(Executor handshaking, Vault vault) {
        this.handshaking = handshaking;
        this.vault = vault;
    }

    Executor handshaking() {
        return handshaking;
    }

    /// Good for as long as the caller keeps it.
    ///
    /// @param http2 whether to speak HTTP/2 and nothing else
    /// @throws IllegalStateException where the key of what is shown does not open
    synchronized SslContext of(ServedTarget target, boolean http2) {
        byKind.values().removeIf(each -> each.get() == null);
        Kind kind = new Kind(target.tls(), target.shown(), http2);
        WeakReference<SslContext> known = byKind.get(kind);
        SslContext context = known == null ? null : known.get();
        if (context == null) {
            context = make(kind);
            byKind.put(kind, new WeakReference<>(context));
        }
        return context;
    }

    private SslContext make(Kind kind) {
        TargetTls tls = kind.tls;
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(TlsProvider.ofThisMachine())
                .protocols("TLSv1.3", "TLSv1.2")
                .endpointIdentificationAlgorithm(tls.verify() ? "HTTPS" : null);
        if (kind.http2) {
            builder.applicationProtocolConfig(HTTP2);
        }
        if (!tls.verify()) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else if (tls.trust().isPresent()) {
            builder.trustManager(new ByteArrayInputStream(tls.trust().get().getBytes(StandardCharsets.US_ASCII)));
        }
        if (kind.shown.isPresent()) {
            CertifiedKey opened = kind.shown.get().open(vault);
            builder.keyManager(opened.key(), opened.chain().toArray(X509Certificate[]::new));
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("certificates that were checked when they were stored", e);
        }
    }

    private record Kind(TargetTls tls, Optional<KeyStore> shown, boolean http2) {}
}
