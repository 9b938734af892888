package io.turnpike.management.bundle;

import io.turnpike.model.KeyStore;
import io.turnpike.model.TargetTls;
import io.turnpike.problem.Refused;
import java.util.Optional;
import java.util.Set;

/// How TLS is spoken with a target, read from the `SSLInfo` of its endpoint. Target servers bring their own.
///
/// Source: Apigee "Configuring TLS from the Edge to the backend"; a key store here is an alias there.
final class TlsRule {
    static final String ELEMENT = "SSLInfo";

    private static final Set<String> KNOWN =
            Set.of("Enabled", "Enforce", "ClientAuthEnabled", "KeyStore", "KeyAlias", "IgnoreValidationErrors");

    private final Endpoint endpoint;
    private final Findings findings;

    TlsRule(Endpoint endpoint, Findings findings) {
        this.endpoint = endpoint;
        this.findings = findings;
    }

    /// Empty where it says no more than the default.
    Optional<TargetTls> tls(Element connection) {
        return connection.child(ELEMENT).filter(info -> info.isTrue("Enabled")).flatMap(this::read);
    }

    private Optional<TargetTls> read(Element info) {
        findings.addUnknown(endpoint.file(), "the SSLInfo of " + endpoint.name(), info, KNOWN);
        boolean verify = !info.isTrue("IgnoreValidationErrors");
        Optional<String> keyStore = info.isTrue("ClientAuthEnabled") ? keyStore(info) : Optional.empty();
        return verify && keyStore.isEmpty()
                ? Optional.empty()
                : Optional.of(new TargetTls(verify, Optional.empty(), keyStore));
    }

    private Optional<String> keyStore(Element info) {
        String name = KeyStore.named(info.textOf("KeyStore"));
        try {
            Optional<String> keyStore = new TargetTls(true, Optional.empty(), Optional.of(name)).keyStore();
            String alias = info.textOf("KeyAlias");
            if (!alias.isEmpty()) {
                findings.add(
                        endpoint.file(),
                        "DetailWithoutEffect",
                        "<KeyAlias> of the SSLInfo of %s has no effect here: the key store %s is to hold the certificate of %s"
                                .formatted(endpoint.name(), name, alias));
            }
            return keyStore;
        } catch (Refused _) {
            findings.add(
                    endpoint.file(),
                    "KeyStoreUnknown",
                    "The key store (%s) of %s has no name that can be used here: the target is shown no certificate"
                            .formatted(name, endpoint.name()));
            return Optional.empty();
        }
    }
}
