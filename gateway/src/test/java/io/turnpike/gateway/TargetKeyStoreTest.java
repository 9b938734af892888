package io.turnpike.gateway;

import static io.turnpike.model.ProxySettingsBuilder.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.gateway.fuzz.FrameCode;
import io.turnpike.model.KeyStore;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.TargetTls;
import io.turnpike.secret.Certificates;
import io.turnpike.secret.Vault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Targets that ask the gateway for a certificate (extensions 2, `tls.keyStore`).
class TargetKeyStoreTest {
    private static final String GET = "GET /x/y HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n";

    @TempDir
    private static Path folder;

    private static Certificates target;
    private static Certificates first;
    private static Certificates second;

    @BeforeAll
    static void makeCertificates() throws Exception {
        target = Certificates.of(folder, "dns:localhost");
        first = Certificates.of(folder, "dns:first.example");
        second = Certificates.of(folder, "dns:second.example", "RSA");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"https", "h2"})
    @DisplayName("The certificate of the key store is shown, by HTTP/1.1 and HTTP/2")
    void showsTheCertificate(String scheme) throws Exception {
        try (Certificates.Listener listener = target.listenTo(first);
                AutoCloseable called = called(scheme, listener);
                Running gateway = running(scheme, listener, first)) {
            assertThat(gateway.exchange(GET).body()).isEqualTo("ok");

            assertThat(called).isNotNull();
            assertThat(listener.shown()).isEqualTo(first.certificate());
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"https", "h2"})
    @DisplayName("Another key store counts from the next call on: none goes by a connection that was made before")
    void changesTheCertificateAtOnce(String scheme) throws Exception {
        try (Certificates.Listener listener = target.listenTo(first, second);
                AutoCloseable called = called(scheme, listener);
                Running gateway = running(scheme, listener, first)) {
            assertThat(gateway.exchange(GET).body()).isEqualTo("ok");
            assertThat(listener.shown()).isEqualTo(first.certificate());

            show(gateway, scheme, listener, second);
            assertThat(gateway.exchange(GET).body()).isEqualTo("ok");
            assertThat(listener.shown()).isEqualTo(second.certificate());

            show(gateway, scheme, listener, first);
            assertThat(gateway.exchange(GET).body()).isEqualTo("ok");
            assertThat(called).isNotNull();
        }
    }

    @Test
    @DisplayName("PX3: a call under way ends on the connection that it began on")
    void letsCallsUnderWayEnd() throws Exception {
        Semaphore answers = new Semaphore(0);
        try (Certificates.Listener listener = target.listenTo(first, second);
                RawTarget slow = RawTarget.scripted(listener, (wire, kept, _) -> {
                    while (!kept.keep(wire.readRequest()).isEmpty()) {
                        answers.acquire();
                        wire.send(RawTarget.OK);
                    }
                });
                Running gateway = running("https", listener, first);
                Wire before = gateway.connect().send(GET)) {
            slow.request();
            show(gateway, "https", listener, second);
            try (Wire after = gateway.connect().send(GET)) {
                slow.request();
                answers.release(2);

                assertThat(before.readAnswer().body()).isEqualTo("ok");
                assertThat(after.readAnswer().body()).isEqualTo("ok");
                assertThat(slow.connections()).isEqualTo(2);
            }
        }
    }

    @Test
    @DisplayName("Ruling 23: a target that is shown nothing, or what it does not trust, is not called: 502 or 503")
    void fallsToTheTargetsRefusal() throws Exception {
        try (Certificates.Listener listener = target.listenTo(first);
                RawTarget called = RawTarget.answering(listener, RawTarget.OK);
                Running gateway = Running.of(new Setup().proxy(to("https", listener)));
                Running stranger = running("https", listener, second)) {
            assertThat(gateway.exchange(GET).status()).isIn(502, 503);
            assertThat(stranger.exchange(GET).status()).isIn(502, 503);
            assertThat(called.unasked()).isZero();
        }
    }

    @Test
    @DisplayName("A key under another master key is a fault of ours (500): nothing is called without its certificate")
    void callsNobodyWithoutTheKey() throws Exception {
        try (Certificates.Listener listener = target.listenTo(first);
                RawTarget called = RawTarget.answering(listener, RawTarget.OK);
                Running gateway = Running.of(new Setup()
                        .proxy(to("https", listener), Optional.of(keyStore(first, new Vault(Vault.newMasterKey())))))) {
            assertThat(gateway.exchange(GET).status()).isEqualTo(500);
            assertThat(gateway.exchange(GET).status()).isEqualTo(500);
            assertThat(called.connections()).isZero();
        }
    }

    private static AutoCloseable called(String scheme, Certificates.Listener listener) {
        return scheme.equals("https")
                ? RawTarget.answering(listener, RawTarget.OK)
                : FrameTarget.scripted(listener, wire -> {
                    while (true) {
                        int stream = wire.next(FrameCode.HEADERS).stream();
                        wire.headers(stream, 0, ":status", "200");
                        wire.data(stream, FrameCode.END_STREAM, "ok");
                    }
                });
    }

    private static Running running(String scheme, Certificates.Listener listener, Certificates shown) {
        Setup setup = new Setup();
        return Running.of(setup.proxy(to(scheme, listener), Optional.of(keyStore(shown, setup.vault))));
    }

    private static void show(Running gateway, String scheme, Certificates.Listener listener, Certificates shown) {
        gateway.setup.withoutProxies().proxy(to(scheme, listener), Optional.of(keyStore(shown, gateway.setup.vault)));
        gateway.redeploy();
    }

    private static ProxySettings to(String scheme, Certificates.Listener listener) {
        return under("/x")
                .target(scheme + "://localhost:" + listener.getLocalPort())
                .tls(new TargetTls(true, Optional.of(target.pem()), Optional.of("ours")))
                .build();
    }

    private static KeyStore keyStore(Certificates shown, Vault vault) {
        return KeyStore.of(shown.pem(), shown.keyPem(), vault);
    }
}
