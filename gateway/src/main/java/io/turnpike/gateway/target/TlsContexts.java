package io.turnpike.gateway.target;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.turnpike.model.TargetTls;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/// What is needed to speak TLS with targets, made once for all loops and for all targets that are trusted alike: TLS
/// 1.2 and 1.3 of the JDK.
public final class TlsContexts {
    /// The platform's certificates are trusted, and names are checked.
    private static final TargetTls BY_PLATFORM = new TargetTls(true, Optional.empty(), Optional.empty());

    private static final ApplicationProtocolConfig HTTP2 = new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2);

    private final ConcurrentHashMap<Kind, SslContext> byKind = new ConcurrentHashMap<>();
    private final Executor handshaking;

    /// @param handshaking checks certificates, which takes an event loop too long
    public TlsContexts(Executor handshaking) {
        this.handshaking = handshaking;
    }

    Executor handshaking() {
        return handshaking;
    }

    /// @param http2 whether to speak HTTP/2 and nothing else
    SslContext of(Optional<TargetTls> tls, boolean http2) {
        return byKind.computeIfAbsent(new Kind(tls.orElse(BY_PLATFORM), http2), TlsContexts::make);
    }

    private static SslContext make(Kind kind) {
        TargetTls tls = kind.tls;
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
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
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("certificates that were checked when they were stored", e);
        }
    }

    private record Kind(TargetTls tls, boolean http2) {}
}
