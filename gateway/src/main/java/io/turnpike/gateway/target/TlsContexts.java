package io.turnpike.gateway.target;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.turnpike.decision.ServedTarget;
import io.turnpike.decision.TlsTerms;
import io.turnpike.gateway.transport.TlsProvider;
import io.turnpike.model.KeyStore;
import io.turnpike.model.TargetTls;
import io.turnpike.secret.CertifiedKey;
import io.turnpike.secret.Pem;
import io.turnpike.secret.UnusablePem;
import io.turnpike.secret.Vault;
import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/// What is needed to speak TLS with targets, made once for all loops and for all targets that are trusted alike and
/// shown the same: TLS 1.2 and 1.3, by OpenSSL where its library fits the machine, else by the JDK. Forgotten, keys
/// and all, when no target needs it any more.
public final class TlsContexts {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
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
        Kind kind = new Kind(target.tls(), target.terms(), target.shown(), http2);
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
                .protocols(protocols(kind.terms))
                .ciphers(kind.terms.ciphers(), TlsContexts::known)
                .endpointIdentificationAlgorithm(tls.verify() && kind.terms.name() == null ? "HTTPS" : null);
        if (kind.http2) {
            builder.applicationProtocolConfig(HTTP2);
        }
        if (!tls.verify()) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else if (kind.terms.name() != null) {
            builder.trustManager(NamedPeer.of(trusted(tls), kind.terms.name()));
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

    /// Those that are spoken with targets and asked for; all where none of them is.
    private static List<String> protocols(TlsTerms terms) {
        List<String> asked =
                PROTOCOLS.stream().filter(terms.protocols()::contains).toList();
        return asked.isEmpty() ? PROTOCOLS : asked;
    }

    /// Those that are known of those that are asked for; the usual ones where none of them is.
    private static String[] known(Iterable<String> asked, List<String> usual, Set<String> supported) {
        List<String> known = new ArrayList<>();
        asked.forEach(cipher -> {
            if (supported.contains(cipher)) {
                known.add(cipher);
            }
        });
        return (known.isEmpty() ? usual : known).toArray(String[]::new);
    }

    private static List<X509Certificate> trusted(TargetTls tls) {
        try {
            return tls.trust().isEmpty()
                    ? List.of()
                    : Pem.certificates(tls.trust().get());
        } catch (UnusablePem e) {
            throw new IllegalStateException("certificates that were checked when they were stored", e);
        }
    }

    private record Kind(TargetTls tls, TlsTerms terms, Optional<KeyStore> shown, boolean http2) {}
}
