package io.turnpike.gateway;

import io.turnpike.gateway.tls.TlsConfig;
import io.turnpike.secret.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes certificate and key as an operator would get them.
final class KeyFileWriter {
    private KeyFileWriter() {}

    static TlsConfig.KeyFiles write(Certificates certificates, Path folder, String name) throws IOException {
        return new TlsConfig.KeyFiles(
                Files.writeString(folder.resolve(name + ".crt"), certificates.pem()),
                Files.writeString(folder.resolve(name + ".key"), certificates.keyPem()));
    }
}
