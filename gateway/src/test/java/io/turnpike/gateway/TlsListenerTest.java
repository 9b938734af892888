package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.turnpike.gateway.tls.ServerTls;
import io.turnpike.gateway.tls.TlsConfig;
import io.turnpike.secret.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The listener that speaks TLS.
class TlsListenerTest {
    private static final String GET = "GET /api/y HTTP/1.1\r\nHost: a.example\r\nx-api-key: good-key\r\n\r\n";

    private static final Class<?>[] BROKEN = {IOException.class, UncheckedIOException.class};

    @TempDir
    private static Path made;

    private static Certificates main;
    private static Certificates other;

    @TempDir
    private Path folder;

    private TlsConfig.KeyFiles files;

    @BeforeAll
    static void makeCertificates() throws Exception {
        main = Certificates.of(made, "dns:main.example");
        other = Certificates.of(made, "dns:other.example,dns:*.wild.example");
    }

    @BeforeEach
    void writeCertificate() throws IOException {
        files = KeyFileWriter.write(main, folder, "main");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    @DisplayName("PX4: calls by TLS reach the target as https, and the plain port stays")
    void carriesCallsByTls(String version) throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = gateway(target, plain());
                SSLSocket socket = connect(gateway, main.trustedBy(null))) {
            socket.setEnabledProtocols(new String[] {version});
            Wire wire = new Wire(socket);

            assertThat(wire.send(GET).readAnswer().body()).isEqualTo("ok");
            assertThat(wire.send(GET).readAnswer().body()).isEqualTo("ok");
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(target.request())
                    .contains("\r\nX-Forwarded-Proto: https\r\n")
                    .contains("\r\nX-Forwarded-Port: " + gateway.securePort() + "\r\n")
                    .contains("\r\nForwarded: for=127.0.0.1;proto=https;host=\"a.example\"\r\n");

            assertThat(gateway.exchange(GET).body()).isEqualTo("ok");
            target.request();
            assertThat(target.request()).contains("\r\nX-Forwarded-Proto: http\r\n");
        }
    }

    @Test
    @DisplayName("RFC 9113 3.2: a client that offers HTTP/2 by ALPN gets it, one that does not gets HTTP/1.1")
    void speaksHttp2ByAlpn() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = gateway(target, plain());
                SSLSocket socket = connect(gateway, main.trustedBy(null))) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
            FrameWire wire = new FrameWire(socket).begin();

            assertThat(wire.get(1, "/api").answer(1).body()).isEqualTo("ok");
            assertThat(target.request()).contains("\r\nX-Forwarded-Proto: https\r\n");
            assertThat(call(gateway, main.trustedBy(null))).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("A cipher without forward secrecy or authenticated encryption is no common ground")
    void refusesOldCiphers() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = gateway(target, plain());
                SSLSocket socket = connect(gateway, main.trustedBy(null))) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    @DisplayName(
            "RFC 6066 3: the name that a client asks for chooses the certificate; an unknown one, or none, the first")
    void choosesTheCertificateByName() throws Exception {
        Path more = Files.createDirectory(folder.resolve("more"));
        KeyFileWriter.write(other, more, "other");
        TlsConfig config = new TlsConfig(files, Optional.of(more), Optional.empty());
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = gateway(target, config)) {
            assertThat(shownTo("main.example", gateway)).isEqualTo(main.certificate());
            assertThat(shownTo("OTHER.example", gateway)).isEqualTo(other.certificate());
            assertThat(shownTo("a.wild.example", gateway)).isEqualTo(other.certificate());
            assertThat(shownTo("a.b.wild.example", gateway)).isEqualTo(main.certificate());
            assertThat(shownTo("nobody.example", gateway)).isEqualTo(main.certificate());
            assertThat(shownTo("", gateway)).isEqualTo(main.certificate());
        }
    }

    @Test
    @DisplayName("A changed certificate is shown from the next handshake on; connections that stand go on")
    void readsACertificateAgain() throws Exception {
        ServerTls tls = ServerTls.of(plain());
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = gateway(target, tls);
                SSLSocket old = connect(gateway, main.trustedBy(null))) {
            Wire wire = new Wire(old);
            assertThat(wire.send(GET).readAnswer().status()).isEqualTo(200);

            KeyFileWriter.write(other, folder, "main");
            touch(files, 1);
            tls.reload();

            assertThat(shownTo("main.example", gateway)).isEqualTo(other.certificate());
            assertThat(wire.send(GET).readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("A changed file that cannot be used changes nothing, until it can")
    void keepsACertificateWhileTheNewOneIsBroken() throws Exception {
        ServerTls tls = ServerTls.of(plain());
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = gateway(target, tls)) {
            Files.writeString(files.certificate(), other.pem());
            touch(files, 1);
            tls.reload();
            assertThat(shownTo("", gateway)).isEqualTo(main.certificate());

            Files.delete(files.key());
            tls.reload();
            assertThat(shownTo("", gateway)).isEqualTo(main.certificate());

            KeyFileWriter.write(other, folder, "main");
            touch(files, 2);
            tls.reload();
            assertThat(shownTo("", gateway)).isEqualTo(other.certificate());
        }
    }

    @Test
    @DisplayName("One that could not be used is read again, also where its files look as before")
    void readsABrokenCertificateAgain() throws Exception {
        ServerTls tls = ServerTls.of(plain());
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = gateway(target, tls)) {
            Files.writeString(files.certificate(), other.pem());
            touch(files, 1);
            tls.reload();
            FileTime time = Files.getLastModifiedTime(files.certificate());
            KeyFileWriter.write(other, folder, "main");
            Files.setLastModifiedTime(files.certificate(), time);
            Files.setLastModifiedTime(files.key(), time);
            tls.reload();
            assertThat(shownTo("", gateway)).isEqualTo(other.certificate());
        }
    }

    @Test
    @DisplayName("Where clients must show a certificate, one without or with a strange one does not get in")
    void asksClientsForACertificate() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = gateway(target, askingClients(true))) {
            assertThat(call(gateway, main.trustedBy(other))).isEqualTo(200);
            assertThatThrownBy(() -> call(gateway, main.trustedBy(null))).isInstanceOfAny(BROKEN);
            assertThatThrownBy(() -> call(gateway, main.trustedBy(main))).isInstanceOfAny(BROKEN);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("Where clients may show a certificate, one without gets in, and one with a strange one does not")
    void takesClientsWithoutACertificateWhereItIsOptional() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = gateway(target, askingClients(false))) {
            assertThat(call(gateway, main.trustedBy(other))).isEqualTo(200);
            assertThat(call(gateway, main.trustedBy(null))).isEqualTo(200);
            assertThatThrownBy(() -> call(gateway, main.trustedBy(main))).isInstanceOfAny(BROKEN);
        }
    }

    @Test
    @DisplayName("HT23: an answer that is cut ends without close_notify, so that it never looks whole")
    void cutsWithoutAWordOfGoodOrder() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    kept.keep(wire.readRequest());
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
                });
                Running gateway = gateway(target, plain());
                SSLSocket socket = connect(gateway, main.trustedBy(null))) {
            Wire wire = new Wire(socket).send(GET.replace("HTTP/1.1", "HTTP/1.0"));

            assertThatThrownBy(wire::readAll).isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("HT23: an answer without a length to HTTP/1.0 ends by close_notify")
    void endsInGoodOrder() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    kept.keep(wire.readRequest());
                    wire.send("HTTP/1.1 200 OK\r\n\r\nwhole");
                });
                Running gateway = gateway(target, plain());
                SSLSocket socket = connect(gateway, main.trustedBy(null))) {
            Wire wire = new Wire(socket).send(GET.replace("HTTP/1.1", "HTTP/1.0"));

            assertThat(wire.readAll()).endsWith("\r\n\r\nwhole");
        }
    }

    @Test
    @DisplayName("HT24: behind a refusal the rest of a body is thrown away, and the connection ends in good order")
    void lingersBehindARefusal() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = gateway(target, plain());
                SSLSocket socket = connect(gateway, main.trustedBy(null))) {
            Wire wire = new Wire(socket)
                    .send("POST /api HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(200_000));

            assertThat(wire.readAnswer().status()).isEqualTo(401);
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    @DisplayName("HT34: large bodies pass both ways")
    void carriesLargeBodies() throws Exception {
        String body = "0123456789abcdef".repeat(40_000);
        try (RawTarget target =
                        RawTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                Running gateway = gateway(target, plain());
                SSLSocket socket = connect(gateway, main.trustedBy(null))) {
            Wire wire = new Wire(socket)
                    .send("POST /api HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\nContent-Length: " + body.length()
                            + "\r\n\r\n" + body);

            assertThat(wire.readAnswer().body()).isEqualTo(body);
            assertThat(target.request()).endsWith("\r\n\r\n" + body);
        }
    }

    @Test
    @DisplayName("What is no TLS gets no answer, and neither does a client that says nothing")
    void endsWhatIsNoTls() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = gateway(target, plain());
                Wire plain = Wire.to(gateway.securePort());
                Wire silent = Wire.to(gateway.securePort())) {
            assertThat(plain.send(GET).readAll()).doesNotContain("HTTP/");
            gateway.awaitTick();
            gateway.pass(Duration.ofSeconds(10));
            assertThat(silent.isEnded()).isTrue();
        }
    }

    private Certificate shownTo(String name, Running gateway) throws Exception {
        try (SSLSocket socket = connect(gateway, trustingAnyone())) {
            if (!name.isEmpty()) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(name)));
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private int call(Running gateway, SSLSocketFactory client) throws IOException {
        try (SSLSocket socket = connect(gateway, client)) {
            return new Wire(socket).send(GET).readAnswer().status();
        }
    }

    private TlsConfig plain() {
        return new TlsConfig(files, Optional.empty(), Optional.empty());
    }

    /// Clients are to show the other certificate.
    private TlsConfig askingClients(boolean required) throws IOException {
        Path authorities = Files.writeString(folder.resolve("authorities.pem"), other.pem());
        return new TlsConfig(files, Optional.empty(), Optional.of(new TlsConfig.Clients(authorities, required)));
    }

    private static Running gateway(RawTarget target, TlsConfig config) {
        return gateway(target, ServerTls.of(config));
    }

    private static Running gateway(RawTarget target, ServerTls tls) {
        Setup setup = new Setup().proxy("/api", target.port());
        setup.tls = tls;
        return Running.of(setup);
    }

    private static SSLSocket connect(Running gateway, SSLSocketFactory client) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), gateway.securePort());
        plain.setSoTimeout(10_000);
        return (SSLSocket) client.createSocket(plain, "127.0.0.1", plain.getPort(), true);
    }

    /// Sets the files' times apart from those before, whatever the clock's grain.
    private static void touch(TlsConfig.KeyFiles files, int minutes) throws IOException {
        FileTime time = FileTime.fromMillis(System.currentTimeMillis() + minutes * 60_000L);
        Files.setLastModifiedTime(files.certificate(), time);
        Files.setLastModifiedTime(files.key(), time);
    }

    /// A client that looks at certificates, and takes each.
    private static SSLSocketFactory trustingAnyone() throws GeneralSecurityException {
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        return client.getSocketFactory();
    }
}
