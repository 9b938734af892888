package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.server.settings.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void keepsMasterKeyAndNameOverRestarts() throws IOException {
        DataDirectory first = DataDirectory.open(folder.resolve("data"));
        DataDirectory second = DataDirectory.open(folder.resolve("data"));

        assertThat(second.vault().id()).isEqualTo(first.vault().id());
        assertThat(second.nodeName()).isEqualTo(first.nodeName()).matches("[0-9a-f]{12}");
        assertThat(second.vault().open(first.vault().seal("text"))).isEqualTo("text");
    }

    @Test
    void letsNobodyButTheOwnerIn() throws IOException {
        DataDirectory.open(folder.resolve("data")).vault();

        assertThat(rights("data")).isEqualTo("rwx------");
        assertThat(rights("data/master.key")).isEqualTo("rw-------");
    }

    @Test
    void refusesAMasterKeyThatIsNone() throws IOException {
        Path data = folder.resolve("data");
        DataDirectory directory = DataDirectory.open(data);
        Files.writeString(data.resolve("master.key"), "abc");

        assertThatThrownBy(directory::vault)
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("does not hold a master key of 64 hexadecimal digits");
    }

    private String rights(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }
}
