package io.turnpike.decision;

import io.turnpike.model.KeyStore;
import io.turnpike.model.Target;
import io.turnpike.model.TargetTls;
import java.util.Optional;

/// A target of a proxy where it is called.
///
/// @param tls how TLS is spoken with it, where its URL says so
/// @param terms of TLS, where its server has some
/// @param shown what the gateway shows of itself; empty: nothing
public record ServedTarget(Target.Url place, TargetTls tls, TlsTerms terms, Optional<KeyStore> shown) {
    /// One to which the gateway shows no certificate.
    ///
    /// @param tls empty means the default
    public static ServedTarget of(Target.Url place, Optional<TargetTls> tls) {
        return new ServedTarget(place, tls.orElse(TargetTls.DEFAULT), TlsTerms.DEFAULT, Optional.empty());
    }

    /// The same with a certificate that it is shown.
    public ServedTarget shown(KeyStore store) {
        return new ServedTarget(place, tls, terms, Optional.of(store));
    }
}
