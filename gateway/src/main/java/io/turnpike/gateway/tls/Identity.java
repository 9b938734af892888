package io.turnpike.gateway.tls;

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
record Identity(List<X509Certificate> chain, PrivateKey key) {
    private static final Integer DNS_NAME = 2;

    /// @throws UnusableCertificate if a file cannot be read, or the key is that of another certificate
    static Identity read(TlsConfig.KeyFiles files) {
        List<X509Certificate> chain = Pem.certificates(files.certificate());
        Identity identity =
                new Identity(chain, Pem.key(files.key(), chain.getFirst().getPublicKey()));
        if (!identity.fits()) {
            throw new UnusableCertificate(files.key(), "is not the key of " + files.certificate());
        }
        return identity;
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /// The host names that the certificate is for, in lower case, `*.` at the front of some.
    List<String> names() {
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
    private boolean fits() {
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
        return "Identity" + names();
    }
}
