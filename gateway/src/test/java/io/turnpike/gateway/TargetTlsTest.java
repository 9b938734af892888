package io.turnpike.gateway;

import static io.turnpike.model.ProxySettingsBuilder.under;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.model.ProxySettings;
import io.turnpike.model.TargetTls;
import io.turnpike.secret.Certificates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Targets that speak TLS (extensions 2, `tls`).
class TargetTlsTest {
    private static final String GET = "GET /x/y HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n";

    @TempDir
    private static Path folder;

    private static Certificates right;
    private static Certificates wrongName;

    @BeforeAll
    static void makeCertificates() throws Exception {
        right = Certificates.of(folder, "dns:localhost");
        wrongName = Certificates.of(folder, "dns:elsewhere.example");
    }

    @Test
    @DisplayName("A target whose certificate and name are good is called, and its connection used again")
    void callsATargetThatIsTrusted() throws Exception {
        try (RawTarget target = RawTarget.answering(right.listen(), RawTarget.OK);
                Running gateway = Running.of(new Setup().proxy(to(target, trusting(right))))) {
            assertThat(gateway.exchange(GET).body()).isEqualTo("ok");
            assertThat(gateway.exchange(GET).body()).isEqualTo("ok");

            assertThat(target.connections()).isEqualTo(1);
            assertThat(target.request()).startsWith("GET /y HTTP/1.1\r\nHost: localhost:" + target.port() + "\r\n");
        }
    }

    @Test
    @DisplayName("A certificate that nobody vouches for, or of another name, is no connection: 503")
    void refusesATargetThatIsNotTrusted() throws Exception {
        try (RawTarget target = RawTarget.answering(right.listen(), RawTarget.OK);
                RawTarget other = RawTarget.answering(wrongName.listen(), RawTarget.OK);
                Running gateway = Running.of(new Setup()
                        .proxy(under("/x")
                                .target("https://localhost:" + target.port())
                                .build())
                        .proxy(under("/name")
                                .target("https://localhost:" + other.port())
                                .tls(trusting(wrongName))
                                .build()))) {
            assertThat(gateway.exchange(GET).status()).isEqualTo(503);
            assertThat(gateway.exchange(GET.replace("/x/y", "/name")).status()).isEqualTo(503);
            assertThat(target.unasked() + other.unasked()).isZero();
        }
    }

    @Test
    @DisplayName("verify=false asks nothing of a certificate")
    void callsAnybodyWhereNothingIsVerified() throws Exception {
        try (RawTarget target = RawTarget.answering(wrongName.listen(), RawTarget.OK);
                Running gateway = Running.of(
                        new Setup().proxy(to(target, new TargetTls(false, Optional.empty(), Optional.empty()))))) {
            assertThat(gateway.exchange(GET).body()).isEqualTo("ok");
        }
    }

    @Test
    @DisplayName("HT23: close_notify ends an answer without a length; a bare end cuts it")
    void tellsAnEndFromACut() throws Exception {
        String open = "HTTP/1.1 200 OK\r\n\r\nwhole";
        Certificates.Listener listener = right.listen();
        try (RawTarget target = RawTarget.scripted(listener, (wire, kept, number) -> {
                    kept.keep(wire.readRequest());
                    wire.send(open);
                    if (number > 1) {
                        listener.below().shutdownOutput();
                    }
                });
                Running gateway = Running.of(new Setup().proxy(to(target, trusting(right))))) {
            assertThat(gateway.exchange(GET).body()).isEqualTo("whole");
            assertThatThrownBy(() -> gateway.exchange(GET)).isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("Ruling 23: what is no TLS in the middle of a call is a fault of the target, not of ours: 502")
    void blamesTheTargetForBrokenTls() throws Exception {
        Certificates.Listener listener = right.listen();
        try (RawTarget target = RawTarget.scripted(listener, (wire, _, _) -> {
                    wire.readRequest();
                    listener.below().getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
                    wire.readRequest();
                });
                Running gateway = Running.of(new Setup().proxy(to(target, trusting(right))))) {
            assertThat(gateway.exchange(GET).status()).isEqualTo(502);
        }
    }

    @Test
    @DisplayName("HT34: a large body passes both ways")
    void carriesLargeBodies() throws Exception {
        String body = "0123456789abcdef".repeat(40_000);
        try (RawTarget target = RawTarget.answering(
                        right.listen(), "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                Running gateway = Running.of(new Setup().proxy(to(target, trusting(right))))) {
            Wire.Answer answer = gateway.exchange("POST /x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body);

            assertThat(answer.body()).isEqualTo(body);
            assertThat(target.request()).endsWith("\r\n\r\n" + body);
        }
    }

    private static ProxySettings to(RawTarget target, TargetTls tls) {
        return under("/x").target("https://localhost:" + target.port()).tls(tls).build();
    }

    private static TargetTls trusting(Certificates certificates) {
        return new TargetTls(true, Optional.of(certificates.pem()), Optional.empty());
    }
}
