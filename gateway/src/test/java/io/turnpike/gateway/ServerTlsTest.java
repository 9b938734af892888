package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.gateway.tls.ServerTls;
import io.turnpike.gateway.tls.TlsConfig;
import io.turnpike.gateway.tls.UnusableCertificate;
import io.turnpike.secret.Certificates;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files that certificates and keys are read from.
class ServerTlsTest {
    @TempDir
    private static Path made;

    private static Certificates curve;
    private static Certificates rsa;

    @TempDir
    private Path folder;

    private TlsConfig.KeyFiles files;

    @BeforeAll
    static void makeCertificates() throws Exception {
        curve = Certificates.of(made, "dns:a.example");
        rsa = Certificates.of(made, "dns:b.example", "RSA");
    }

    @BeforeEach
    void write() throws IOException {
        files = KeyFileWriter.write(curve, folder, "main");
    }

    @Test
    @DisplayName("Keys are read in PKCS#8 and in the older forms for RSA and curves, whatever stands around them")
    void readsEveryCommonFormOfKey() throws IOException {
        assertThat(read(files)).isNotNull();

        Files.writeString(
                files.key(),
                "-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n"
                        + Certificates.pem("EC PRIVATE KEY", older(curve)));
        assertThat(read(files)).isNotNull();

        TlsConfig.KeyFiles older = KeyFileWriter.write(rsa, folder, "rsa");
        assertThat(read(older)).isNotNull();
        Files.writeString(older.key(), Certificates.pem("RSA PRIVATE KEY", older(rsa)));
        assertThat(read(older)).isNotNull();
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Files.delete(files.key());

        assertRefused(files, files.key() + " cannot be read");
    }

    @Test
    void saysWhichFileHoldsNoCertificate() throws IOException {
        Files.writeString(files.certificate(), "hello");

        assertRefused(files, files.certificate() + " holds no certificate in PEM");
    }

    @Test
    void saysThatAKeyIsMissing() throws IOException {
        Files.writeString(files.key(), curve.pem());

        assertRefused(files, files.key() + " holds no private key in PEM");
    }

    @Test
    void saysThatAKeyNeedsAPassphrase() throws IOException {
        Files.writeString(files.key(), Certificates.pem("ENCRYPTED PRIVATE KEY", new byte[64]));

        assertRefused(files, files.key() + " holds a key behind a passphrase; give one without");
    }

    @Test
    @DisplayName("A key of another kind, a broken one, and that of another certificate are told apart, and never shown")
    void saysThatAKeyDoesNotFit() throws Exception {
        TlsConfig.KeyFiles mixed = new TlsConfig.KeyFiles(
                files.certificate(), KeyFileWriter.write(rsa, folder, "rsa").key());
        assertRefused(mixed, mixed.key() + " holds no key of the certificate's kind, EC");

        String key = Files.readString(files.key());
        Files.writeString(files.key(), key.replaceFirst("\\n.{8}", "\nAAAAAAAA"));
        assertRefused(files, files.key() + " holds no key of the certificate's kind, EC");

        KeyFileWriter.write(Certificates.of(made, "dns:c.example"), folder, "other");
        TlsConfig.KeyFiles strange = new TlsConfig.KeyFiles(files.certificate(), folder.resolve("other.key"));
        assertRefused(strange, strange.key() + " is not the key of " + files.certificate());
    }

    @Test
    @DisplayName(
            "A folder holds pairs of .crt and .key, and folders such as certbot makes; one that is broken is named")
    void readsAFolder() throws Exception {
        Path more = Files.createDirectory(folder.resolve("more"));
        Path live = Files.createDirectory(more.resolve("b.example"));
        TlsConfig.KeyFiles pair = KeyFileWriter.write(rsa, more, "rsa");
        Files.copy(pair.certificate(), live.resolve("fullchain.pem"));
        Files.copy(pair.key(), live.resolve("privkey.pem"));
        TlsConfig config = new TlsConfig(files, Optional.of(more), Optional.empty());

        assertThat(ServerTls.of(config).of("b.example"))
                .isNotNull()
                .isNotSameAs(ServerTls.of(config).of("a.example"));

        Files.delete(live.resolve("privkey.pem"));
        assertThatThrownBy(() -> ServerTls.of(config))
                .isInstanceOf(UnusableCertificate.class)
                .hasMessage(live.resolve("privkey.pem") + " cannot be read");
    }

    private static ServerTls read(TlsConfig.KeyFiles files) {
        return ServerTls.of(new TlsConfig(files, Optional.empty(), Optional.empty()));
    }

    /// What PKCS#8 wraps: its last element, an octet string that reaches to the end.
    private static byte[] older(Certificates certificates) {
        byte[] key = certificates.key().getEncoded();
        for (int i = 1; ; i++) {
            int bytes = key[i + 1] < 0 ? key[i + 1] & 0x7f : 0;
            int length = bytes == 0 ? key[i + 1] : new BigInteger(1, key, i + 2, Math.min(bytes, 2)).intValue();
            if (key[i] == 0x04 && i + 2 + bytes + length == key.length) {
                return Arrays.copyOfRange(key, i + 2 + bytes, key.length);
            }
        }
    }

    private static void assertRefused(TlsConfig.KeyFiles files, String message) throws IOException {
        String key = Files.exists(files.key())
                ? Files.readString(files.key()).lines().skip(1).findFirst().orElseThrow()
                : "no key";
        assertThatThrownBy(() -> read(files))
                .isInstanceOf(UnusableCertificate.class)
                .hasMessage(message)
                .satisfies(refusal ->
                        assertThat(String.valueOf(refusal.getCause())).doesNotContain(key));
    }
}
