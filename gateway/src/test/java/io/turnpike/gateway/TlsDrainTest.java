package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.gateway.fuzz.FrameCode;
import io.turnpike.gateway.tls.ServerTls;
import io.turnpike.gateway.tls.TlsConfig;
import io.turnpike.secret.Certificates;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections of the listener that speaks TLS which were accepted, and speak no HTTP yet, when the gateway stops.
class TlsDrainTest {
    private static final String GET = "GET /api/y HTTP/1.1\r\nHost: a.example\r\nx-api-key: good-key\r\n\r\n";
    /// So much of its greeting a client has sent: not all.
    private static final int HALF_A_HELLO = 40;

    @TempDir
    private static Path made;

    private static Certificates certificates;

    private final RawTarget target = RawTarget.answering(RawTarget.OK);

    private Running gateway;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificates = Certificates.of(made, "dns:main.example");
    }

    @BeforeEach
    void start() throws Exception {
        Setup setup = new Setup().proxy("/api", target.port());
        setup.tls = ServerTls.of(
                new TlsConfig(KeyFileWriter.write(certificates, made, "main"), Optional.empty(), Optional.empty()));
        gateway = Running.of(setup);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        target.close();
    }

    @Test
    @DisplayName("A handshake that ends while the gateway stops: its call is answered, and the connection closes")
    void answersACallBehindAHandshake() throws Exception {
        try (GatedSocket socket = new GatedSocket(gateway.securePort(), HALF_A_HELLO);
                SSLSocket client = secured(socket, "http/1.1")) {
            Thread closing = stopDuringTheHandshake(socket, client);

            Wire wire = new Wire(client).send(GET);
            Wire.Answer answer = wire.readAnswer();
            assertThat(answer.body()).isEqualTo("ok");
            assertThat(answer.field("Connection")).isEqualTo("close");
            assertThat(wire.isEnded()).isTrue();
            gateway.pass(Duration.ofSeconds(5)); // else the stop waits for what more it may send
            closing.join();
        }
    }

    @Test
    @DisplayName("The same by HTTP/2: the client is told first, and what crossed with the word is answered")
    void answersAStreamBehindAHandshake() throws Exception {
        try (GatedSocket socket = new GatedSocket(gateway.securePort(), HALF_A_HELLO);
                SSLSocket client = secured(socket, "h2")) {
            Thread closing = stopDuringTheHandshake(socket, client);

            FrameWire wire = new FrameWire(client).begin();
            assertThat(wire.next(FrameCode.GOAWAY).payload()).startsWith(0x7f, 0xff, 0xff, 0xff);
            assertThat(wire.get(1, "/api").answer(1).body()).isEqualTo("ok");
            gateway.pass(Duration.ofSeconds(2));
            assertThat(wire.next(FrameCode.GOAWAY).payload()).startsWith(0, 0, 0, 1);
            closing.join();
        }
    }

    @Test
    @DisplayName("A handshake that ends while the gateway stops, and no call: the connection ends in good order")
    void endsAConnectionWithoutACall() throws Exception {
        try (GatedSocket socket = new GatedSocket(gateway.securePort(), HALF_A_HELLO);
                SSLSocket client = secured(socket, "http/1.1")) {
            Thread closing = stopDuringTheHandshake(socket, client);

            gateway.awaitTick();
            gateway.pass(Duration.ofSeconds(1));
            assertThat(new Wire(client).isEnded()).isTrue();
            closing.join();
        }
    }

    @Test
    @DisplayName("A handshake that does not go on while the gateway stops ends in bounded time")
    void waitsForNoHandshakeThatStands() throws Exception {
        try (Wire standing = Wire.to(gateway.securePort()).send(new byte[] {22, 3, 1});
                Wire silent = Wire.to(gateway.securePort())) {
            gateway.awaitTick();
            Thread closing = Thread.ofVirtual().start(gateway::close);
            gateway.awaitDraining(silent);
            gateway.pass(Duration.ofSeconds(5));

            assertThat(standing.isEnded()).isTrue();
            closing.join();
        }
    }

    /// Lets the handshake end once nobody is accepted any more, and those who said nothing are gone.
    private Thread stopDuringTheHandshake(GatedSocket socket, SSLSocket client) throws Exception {
        try (Wire silent = Wire.to(gateway.securePort())) {
            Thread greeting = Thread.ofVirtual().start(() -> shakeHands(client));
            socket.awaitGate();
            gateway.awaitTick();
            Thread closing = Thread.ofVirtual().start(gateway::close);
            gateway.awaitDraining(silent);
            assertThat(closing.isAlive()).isTrue();
            socket.open();
            greeting.join();
            return closing;
        }
    }

    private static SSLSocket secured(Socket socket, String protocol) throws Exception {
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true); // else the end of the handshake waits behind its first part
        SSLSocket client =
                (SSLSocket) certificates.trustedBy(null).createSocket(socket, "127.0.0.1", socket.getPort(), true);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        client.setSSLParameters(parameters);
        return client;
    }

    private static void shakeHands(SSLSocket client) {
        try {
            client.startHandshake();
        } catch (IOException e) {
            // what is heard will tell
        }
    }
}
