package io.turnpike.gateway.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads certificates and keys from PEM files.
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private Pem() {}

    /// @return at least one
    static List<X509Certificate> certificates(Path file) {
        byte[] content = content(file);
        try {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new UnusableCertificate(file, "holds no certificate in PEM");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new UnusableCertificate(file, "holds no certificate in PEM", e);
        }
    }

    /// Reads a key of PKCS#8, or of the older forms for RSA and elliptic curves.
    ///
    /// @param counterpart tells of what kind the key must be
    static PrivateKey key(Path file, PublicKey counterpart) {
        String text = new String(content(file), StandardCharsets.ISO_8859_1);
        Matcher found = KEY.matcher(text);
        if (!found.find()) {
            throw new UnusableCertificate(
                    file,
                    text.contains("ENCRYPTED")
                            ? "holds a key behind a passphrase; give one without"
                            : "holds no private key in PEM");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(found.group(2));
            byte[] pkcs8 = found.group(1).equals("PRIVATE KEY") ? der : Der.pkcs8(der, counterpart.getEncoded());
            return KeyFactory.getInstance(counterpart.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new UnusableCertificate(
                    file, "holds no key of the certificate's kind, " + counterpart.getAlgorithm());
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnusableCertificate(file, "cannot be read", e);
        }
    }
}
