package io.turnpike.server;

import io.turnpike.secret.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/// The folder that belongs to one node: database, usage log, master key, and the name that the node keeps over
/// restarts. Only its owner may look into it.
final class DataDirectory {
    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    static DataDirectory open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return new DataDirectory(path);
    }

    Vault vault() throws IOException {
        return MasterKeyFile.open(path);
    }

    /// 12 hexadecimal digits, made up on the first start.
    String nodeName() throws IOException {
        Path file = path.resolve("node");
        if (!Files.exists(file)) {
            String made = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
            Files.writeString(file, made + "\n", StandardCharsets.US_ASCII);
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }
}
