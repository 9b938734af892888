package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Pem;
import io.turnpike.secret.UnusablePem;
import java.util.Optional;

/// How the gateway speaks TLS with the targets of a proxy.
///
/// @param verify whether a target's certificate and name are checked
/// @param trust certificates in PEM that are trusted in place of the platform's
/// @param keyStore name of the environment's key store whose certificate the gateway shows; empty: none
public record TargetTls(boolean verify, Optional<String> trust, Optional<String> keyStore) {
    /// The platform's certificates are trusted, and names are checked.
    public static final TargetTls DEFAULT = new TargetTls(true, Optional.empty(), Optional.empty());

    private static final int MAX_TRUST = 256 * 1024;

    public TargetTls {
        trust.ifPresent(TargetTls::checkTrust);
        keyStore.filter(name -> !name.matches("[A-Za-z0-9._-]{1,255}")).ifPresent(name -> {
            throw Refused.invalid(Kind.API_PROXY, "tls.keyStore", name, "must be a name of letters, digits and . _ -");
        });
    }

    /// Never repeats what was sent: a private key may stand in it.
    private static void checkTrust(String pem) {
        if (pem.length() > MAX_TRUST || pem.contains("PRIVATE KEY") || !areCertificates(pem)) {
            throw Refused.invalid(
                    Kind.API_PROXY,
                    "tls.trust",
                    null,
                    "must be certificates in PEM, 256 KiB at most, and no private key");
        }
    }

    private static boolean areCertificates(String pem) {
        try {
            return !Pem.certificates(pem).isEmpty();
        } catch (UnusablePem _) {
            return false;
        }
    }
}
