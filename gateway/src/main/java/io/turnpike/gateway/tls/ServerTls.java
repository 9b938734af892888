package io.turnpike.gateway.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.turnpike.gateway.transport.TlsProvider;
import io.turnpike.secret.CertifiedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the listener shows to clients that speak TLS: 1.2 and 1.3, with ciphers that keep past calls secret when a
/// key is lost. By OpenSSL where its library fits the machine, else by the JDK.
///
/// Handshakes read it on any thread; `reload` is called by one.
public final class ServerTls {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /// A client that names none of them speaks HTTP/1.1.
    private static final ApplicationProtocolConfig PROTOCOLS = new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2,
            ApplicationProtocolNames.HTTP_1_1);

    private final TlsConfig config;
    private volatile ServerNames names;
    /// Empty while they cannot be used: what is wrong need not show in their times.
    private Map<Path, FileTime> seen;
    private @Nullable String complaint;

    private ServerTls(TlsConfig config) {
        this.config = config;
        this.seen = files();
        this.names = read();
    }

    /// Reads the certificates.
    ///
    /// @throws UnusableCertificate if one of them cannot be used
    public static ServerTls of(TlsConfig config) {
        return new ServerTls(config);
    }

    /// Reads the certificates again if a file of them changed. Those that cannot be used change nothing.
    public void reload() {
        Map<Path, FileTime> files = files();
        if (files.equals(seen)) {
            return;
        }
        seen = files;
        try {
            names = read();
            complaint = null;
            LOG.info("certificates were read again, {} files", files.size());
        } catch (UnusableCertificate e) {
            seen = Map.of();
            complain(e.getMessage());
        }
    }

    /// Once for each reason.
    private void complain(@Nullable String reason) {
        if (!Objects.equals(reason, complaint)) {
            complaint = reason;
            LOG.warn("the certificates in use stay: {}", reason);
        }
    }

    /// What to show to a client.
    ///
    /// @param name that it asks for; null if it names none
    public SslContext of(@Nullable String name) {
        return names.of(name);
    }

    private ServerNames read() {
        List<X509Certificate> authorities = config.clients()
                .map(clients -> CertificateFiles.certificates(clients.authorities()))
                .orElse(List.of());
        CertifiedKey main = CertificateFiles.read(config.main());
        SslContext context = context(config.main(), main, authorities);
        ServerNames read = new ServerNames(context);
        read.add(main, context);
        for (TlsConfig.KeyFiles more : more()) {
            CertifiedKey identity = CertificateFiles.read(more);
            read.add(identity, context(more, identity, authorities));
        }
        return read;
    }

    private SslContext context(TlsConfig.KeyFiles files, CertifiedKey identity, List<X509Certificate> authorities) {
        if (identity.certificate().getNotAfter().toInstant().isBefore(Instant.now())) {
            LOG.warn("the certificate in {} has expired", files.certificate());
        }
        SslContextBuilder builder = SslContextBuilder.forServer(
                        identity.key(), identity.chain().toArray(X509Certificate[]::new))
                .sslProvider(TlsProvider.ofThisMachine())
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(PROTOCOLS);
        config.clients()
                .ifPresent(clients -> builder.trustManager(authorities.toArray(X509Certificate[]::new))
                        .clientAuth(clients.required() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL));
        try {
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new UnusableCertificate(files.certificate(), "cannot be used for TLS", e);
        }
    }

    /// Pairs in the folder, by name: `NAME.crt` beside `NAME.key`, and folders such as certbot makes.
    private List<TlsConfig.KeyFiles> more() {
        List<TlsConfig.KeyFiles> pairs = new ArrayList<>();
        for (Path entry : entries()) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry)) {
                TlsConfig.KeyFiles pair =
                        new TlsConfig.KeyFiles(entry.resolve("fullchain.pem"), entry.resolve("privkey.pem"));
                if (Files.exists(pair.certificate())) {
                    pairs.add(pair);
                }
            } else if (name.endsWith(".crt")) {
                pairs.add(new TlsConfig.KeyFiles(
                        entry, entry.resolveSibling(name.substring(0, name.length() - 4) + ".key")));
            }
        }
        return pairs;
    }

    private List<Path> entries() {
        if (config.folder().isEmpty()) {
            return List.of();
        }
        Path folder = config.folder().get();
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UnusableCertificate(folder, "cannot be read as a folder", e);
        }
    }

    /// All that is read, and when it was written; one that cannot be looked at counts as written long ago.
    private Map<Path, FileTime> files() {
        List<Path> files = new ArrayList<>(
                List.of(config.main().certificate(), config.main().key()));
        config.clients().ifPresent(clients -> files.add(clients.authorities()));
        try {
            more().forEach(pair -> files.addAll(List.of(pair.certificate(), pair.key())));
        } catch (UnusableCertificate _) {
            LOG.debug("the folder of certificates cannot be read");
        }
        Map<Path, FileTime> times = new TreeMap<>();
        files.forEach(file -> times.put(file, time(file)));
        return times;
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }
}
