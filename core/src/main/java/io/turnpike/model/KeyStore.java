package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.secret.CertifiedKey;
import io.turnpike.secret.Pem;
import io.turnpike.secret.SealedText;
import io.turnpike.secret.UnusablePem;
import io.turnpike.secret.Vault;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A certificate with its key, which the gateway shows to targets that ask for one (extensions 3); or certificates
/// alone, which target servers are trusted by.
///
/// @param certificate in PEM, followed by those that lead to its authority
/// @param key in PEM, sealed for this certificate; null where certificates are all there is
public record KeyStore(String certificate, @Nullable SealedText key) implements Named.Content {
    private static final int MAX_PEM = 64 * 1024;
    /// What every library of TLS can sign with.
    private static final Set<String> ALGORITHMS = Set.of("RSA", "EC");

    /// Checks both and seals the key.
    ///
    /// @param key in PEM, without a passphrase; empty for certificates alone
    /// @throws Refused with `InvalidField`, which repeats nothing of what was sent
    public static KeyStore of(String certificate, String key, Vault vault) {
        if (certificate.length() > MAX_PEM || certificate.contains("PRIVATE KEY")) {
            throw invalid("certificate", "must be certificates in PEM, 64 KiB at most, and no private key");
        }
        if (key.length() > MAX_PEM) {
            throw invalid("key", "must be a private key in PEM, 64 KiB at most");
        }
        List<X509Certificate> chain = chain(certificate);
        if (key.isEmpty()) {
            return new KeyStore(certificate, null);
        }
        String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
        if (!ALGORITHMS.contains(algorithm)) {
            throw invalid("certificate", "must be of RSA or of an elliptic curve (EC)");
        }
        try {
            if (!new CertifiedKey(chain, Pem.key(key, chain.getFirst().getPublicKey())).fits()) {
                throw invalid("key", "must be the key of the first certificate");
            }
        } catch (UnusablePem e) {
            throw invalid("key", e.reason());
        }
        return new KeyStore(certificate, vault.seal(key, place(certificate)));
    }

    /// The name that is meant: a reference, `ref://name`, leads to the store of its own name.
    public static String named(String reference) {
        return reference.replaceFirst("^ref://", "");
    }

    @Override
    public Kind kind() {
        return Kind.KEY_STORE;
    }

    /// Whether it can be shown to a target, and not only trusted.
    public boolean hasKey() {
        return key != null;
    }

    /// The certificate itself: what anyone may see of it.
    public X509Certificate ownCertificate() {
        return chain(certificate).getFirst();
    }

    /// @throws IllegalStateException where there is no key, or it was sealed under another master key or for another
    ///     certificate, or either cannot be read any more
    public CertifiedKey open(Vault vault) {
        try {
            List<X509Certificate> chain = Pem.certificates(certificate);
            if (key == null) {
                throw new IllegalStateException("a key store without a key cannot be shown");
            }
            String opened = vault.open(key, place(certificate));
            return new CertifiedKey(chain, Pem.key(opened, chain.getFirst().getPublicKey()));
        } catch (UnusablePem e) {
            throw new IllegalStateException("a certificate and a key that were checked when they were stored", e);
        }
    }

    /// Without certificate and key.
    @Override
    public String toString() {
        return "KeyStore";
    }

    private static List<X509Certificate> chain(String certificate) {
        try {
            return Pem.certificates(certificate);
        } catch (UnusablePem e) {
            throw invalid("certificate", e.reason());
        }
    }

    private static String place(String certificate) {
        return "key of " + certificate;
    }

    private static Refused invalid(String field, String rule) {
        return Refused.invalid(Kind.KEY_STORE, field, null, rule);
    }
}
