package io.turnpike.gateway.tls;

import java.nio.file.Path;
import java.util.Optional;

/// Where the certificates of the listener are, and what is asked of clients.
///
/// @param main shown to clients that name no host, or one that no other certificate is for
/// @param folder of more certificates; empty: none
/// @param clients empty: clients are asked for no certificate
public record TlsConfig(KeyFiles main, Optional<Path> folder, Optional<Clients> clients) {
    /// With one certificate for everybody.
    public static TlsConfig of(Path certificate, Path key) {
        return new TlsConfig(new KeyFiles(certificate, key), Optional.empty(), Optional.empty());
    }

    /// @param certificate in PEM, followed by those that lead to its authority
    /// @param key the certificate's private key in PEM, without a passphrase
    public record KeyFiles(Path certificate, Path key) {}

    /// @param authorities in PEM, one of which a client's certificate must lead to
    /// @param required whether a client without a certificate is turned away
    public record Clients(Path authorities, boolean required) {}
}
