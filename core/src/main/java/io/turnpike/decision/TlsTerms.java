package io.turnpike.decision;

import io.turnpike.model.TargetServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a target server wants of TLS besides trust.
///
/// @param protocols by the names that Java has for them; empty, or none of them known: those of the platform, as with
///     `ciphers`
/// @param name which its certificate must bear in place of its host's; null: its host's
public record TlsTerms(List<String> protocols, List<String> ciphers, TargetServer.@Nullable CommonName name) {
    /// The platform's protocols and ciphers, and the host's name.
    public static final TlsTerms DEFAULT = new TlsTerms(List.of(), List.of(), null);

    public TlsTerms {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
        name = name == null || name.value().isEmpty() ? null : name;
    }

    /// @param tls null where the server says nothing of it
    public static TlsTerms of(TargetServer.@Nullable Tls tls) {
        return tls == null ? DEFAULT : new TlsTerms(tls.protocols(), tls.ciphers(), tls.commonName());
    }
}
