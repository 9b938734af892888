package io.turnpike.secret;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// A certificate with the key that goes with it.
///
/// @param chain the certificate, and those that lead to its authority
public record CertifiedKey(List<X509Certificate> chain, PrivateKey key) {
    private static final Integer DNS_NAME = 2;

    public CertifiedKey {
        chain = List.copyOf(chain);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /// The host names that the certificate is for, in lower case, `*.` at the front of some.
    public List<String> names() {
        try {
            Collection<List<?>> names =
                    Objects.requireNonNullElse(certificate().getSubjectAlternativeNames(), List.of());
            return names.stream()
                    .filter(name -> DNS_NAME.equals(name.getFirst()))
                    .map(name -> name.getLast().toString().toLowerCase(Locale.ROOT))
                    .toList();
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }

    /// Whether what the key signs the certificate verifies.
    public boolean fits() {
        try {
            String algorithm = algorithm();
            byte[] text = {1};
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(text);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certificate().getPublicKey());
            verifying.update(text);
            return verifying.verify(signing.sign());
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private String algorithm() {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case String other -> other;
        };
    }

    /// Without the key.
    @Override
    public String toString() {
        return "CertifiedKey" + names();
    }
}
