package io.turnpike.server;

import io.turnpike.secret.Vault;
import io.turnpike.server.settings.WrongSetting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;

/// The file with the master key: 64 hexadecimal digits that only their owner may read. Without it, no
/// stored key or secret opens.
final class MasterKeyFile {
    private static final String NAME = "master.key";

    private MasterKeyFile() {}

    /// Reads the master key of a data folder, or makes one on the first start.
    ///
    /// @throws WrongSetting if the file holds anything else
    static Vault open(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(NAME);
        if (!Files.exists(file)) {
            create(file);
        }
        try {
            return new Vault(HexFormat.of()
                    .parseHex(Files.readString(file, StandardCharsets.US_ASCII).strip()));
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(file + " does not hold a master key of 64 hexadecimal digits");
        }
    }

    /// The key is on disk, name and content, before anything is sealed with it.
    private static void create(Path file) throws IOException {
        Path fresh = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(fresh);
        String text = HexFormat.of().formatHex(Vault.newMasterKey()) + "\n";
        FileAttribute<Set<PosixFilePermission>> ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // another process made one first: theirs holds
        }
        Files.deleteIfExists(fresh);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
