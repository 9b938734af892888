package io.turnpike.management.named;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.Rfc3339;
import io.turnpike.model.Environment;
import io.turnpike.model.KeyStore;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Vault;
import io.turnpike.storage.NamedStore;
import io.turnpike.storage.Work;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Key stores on the wire: certificate and key are taken and never given back. Without a key they are for trust alone.
/// Their bodies are our own: unknown members are refused.
///
/// Source: extensions 3.
final class KeyStores implements Sort<KeyStore> {
    private static final Set<String> MEMBERS = Set.of("name", "certificate", "key");

    private final Vault vault;

    /// @param vault seals the keys
    KeyStores(Vault vault) {
        this.vault = vault;
    }

    @Override
    public Kind kind() {
        return Kind.KEY_STORE;
    }

    @Override
    public String segment() {
        return "keystores";
    }

    @Override
    public Title title() {
        return new Title("KeyStore", "a key store", "key stores");
    }

    @Override
    public NamedStore<KeyStore> in(Work work) {
        return work.keyStores();
    }

    @Override
    public KeyStore read(Fields body, Optional<KeyStore> former) {
        var known = body.onlyKnown(MEMBERS);
        return KeyStore.of(
                known.longText("certificate").orElse(""), known.longText("key").orElse(""), vault);
    }

    /// What is shown to a target must not lose its key.
    @Override
    public void check(Work work, Environment environment, String name, KeyStore store) {
        if (store.hasKey()) {
            return;
        }
        new DeployedProxies(work, environment).showing(name).findFirst().ifPresent(user -> {
            throw new Refused(new Problem.WrongState(
                    Kind.KEY_STORE,
                    name,
                    "is shown to a target of the deployed proxy %s, and needs its key".formatted(user.proxy())));
        });
    }

    /// Deployed proxies would lose their targets.
    @Override
    public void checkDeletion(Work work, Environment environment, String name) {
        DeployedProxies proxies = new DeployedProxies(work, environment);
        Stream.concat(proxies.showing(name), proxies.trusting(name)).findFirst().ifPresent(user -> {
            throw new Refused(new Problem.StillReferenced(
                    Kind.KEY_STORE,
                    name,
                    "deployment of revision %d of %s"
                            .formatted(user.deployment().revision(), user.proxy())));
        });
    }

    @Override
    public void write(KeyStore store, Members members) {
        X509Certificate shown = store.ownCertificate();
        members.text("subject", shown.getSubjectX500Principal().getName())
                .text("issuer", shown.getIssuerX500Principal().getName())
                .text("expiresAt", Rfc3339.text(shown.getNotAfter().toInstant()))
                .text("fingerprint", fingerprint(shown));
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK, and the certificate was read from bytes", e);
        }
    }
}
