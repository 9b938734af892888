package io.turnpike.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
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

/// Reads certificates and keys in PEM.
public final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private Pem() {}

    /// @return at least one
    public static List<X509Certificate> certificates(String pem) throws UnusablePem {
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(ISO_8859_1)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw new UnusablePem("holds no certificate in PEM");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new UnusablePem("holds no certificate in PEM", e);
        }
    }

    /// Reads a key of PKCS#8, or of the older forms for RSA and elliptic curves.
    ///
    /// @param counterpart tells of what kind the key must be
    public static PrivateKey key(String pem, PublicKey counterpart) throws UnusablePem {
        Matcher found = KEY.matcher(pem);
        if (!found.find()) {
            throw new UnusablePem(
                    pem.contains("ENCRYPTED")
                            ? "holds a key behind a passphrase; give one without"
                            : "holds no private key in PEM");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(found.group(2));
            byte[] pkcs8 = found.group(1).equals("PRIVATE KEY") ? der : Der.pkcs8(der, counterpart.getEncoded());
            return KeyFactory.getInstance(counterpart.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new UnusablePem("holds no key of the certificate's kind, " + counterpart.getAlgorithm());
        }
    }
}
