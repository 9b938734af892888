package io.turnpike.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void putsIntoWordsWhatOnlyAClassSays() {
        assertThat(Reason.of(new NoSuchFileException("/a"))).isEqualTo("/a: no such file or folder");
        assertThat(Reason.of(new AccessDeniedException("/a"))).isEqualTo("/a: permission denied");
        assertThat(Reason.of(new FileAlreadyExistsException("/a")))
                .isEqualTo("/a: is a file, where a folder is needed");
        assertThat(Reason.of(new MalformedInputException(1))).isEqualTo("it is not text in UTF-8");
        assertThat(Reason.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }

    @Test
    void keepsWhatTheSystemSaid() {
        assertThat(Reason.of(new FileSystemException("/a", null, "Read-only file system")))
                .isEqualTo("/a: Read-only file system");
    }

    @Test
    void tellsOfTheCausesOnce() {
        var fault = new IllegalStateException("no answer", new IOException("outer", new IOException("refused")));

        assertThat(Reason.of(fault)).isEqualTo("no answer: outer: refused");
        assertThat(Reason.of(new UncheckedIOException(new IOException("full")))).isEqualTo("full");
        assertThat(Reason.of(new IllegalStateException("outer: full", new IOException("full"))))
                .isEqualTo("outer: full");
    }
}
