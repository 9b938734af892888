package io.turnpike.server;

import io.turnpike.gateway.tls.TlsConfig;
import io.turnpike.server.settings.Settings;
import io.turnpike.server.settings.WrongSetting;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// What an operator may set of the gateway's listener for TLS, which is there once a certificate is.
///
/// @param port 0 picks a free one
record SecureListener(int port, TlsConfig files) {
    static Optional<SecureListener> from(Settings settings) {
        int port = settings.integer("gateway.tls.port", 8443, 0, 65535);
        Optional<Path> certificate = settings.text("gateway.tls.certificate").map(Path::of);
        Optional<Path> key = settings.text("gateway.tls.key").map(Path::of);
        Optional<Path> folder = settings.text("gateway.tls.folder").map(Path::of);
        Optional<Path> authorities = settings.text("gateway.tls.client-ca").map(Path::of);
        boolean isRequired = isRequired(settings.text("gateway.tls.client-auth", "required"));
        if (certificate.isPresent() != key.isPresent()) {
            throw new WrongSetting("gateway.tls.certificate and gateway.tls.key go together");
        }
        if (certificate.isEmpty() && Stream.of(folder, authorities).anyMatch(Optional::isPresent)) {
            throw new WrongSetting("gateway.tls.folder and gateway.tls.client-ca need gateway.tls.certificate");
        }
        return certificate.map(path -> new SecureListener(
                port,
                new TlsConfig(
                        new TlsConfig.KeyFiles(path, key.orElseThrow()),
                        folder,
                        authorities.map(file -> new TlsConfig.Clients(file, isRequired)))));
    }

    private static boolean isRequired(String word) {
        return switch (word) {
            case "required" -> true;
            case "optional" -> false;
            default -> throw new WrongSetting("gateway.tls.client-auth must be required or optional");
        };
    }
}
