package io.turnpike.gateway.tls;

import io.turnpike.secret.CertifiedKey;
import io.turnpike.secret.Pem;
import io.turnpike.secret.UnusablePem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// Reads certificates and keys from PEM files.
final class CertificateFiles {
    private CertificateFiles() {}

    /// @throws UnusableCertificate if a file cannot be read, or the key is that of another certificate
    static CertifiedKey read(TlsConfig.KeyFiles files) {
        List<X509Certificate> chain = certificates(files.certificate());
        CertifiedKey read = new CertifiedKey(chain, key(files.key(), chain.getFirst()));
        if (!read.fits()) {
            throw new UnusableCertificate(files.key(), "is not the key of " + files.certificate());
        }
        return read;
    }

    /// @return at least one
    static List<X509Certificate> certificates(Path file) {
        try {
            return Pem.certificates(content(file));
        } catch (UnusablePem e) {
            throw new UnusableCertificate(file, e.reason(), e);
        }
    }

    private static PrivateKey key(Path file, X509Certificate certificate) {
        try {
            return Pem.key(content(file), certificate.getPublicKey());
        } catch (UnusablePem e) {
            throw new UnusableCertificate(file, e.reason(), e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UnusableCertificate(file, "cannot be read", e);
        }
    }
}
