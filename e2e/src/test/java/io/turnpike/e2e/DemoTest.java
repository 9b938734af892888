package io.turnpike.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `start --demo` shows to someone who pastes what it prints.
class DemoTest {
    @TempDir
    Path folder;

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @Test
    void printsThreeCommandsThatShowACallLetThroughOneRefusedAndOneTooMany() throws Exception {
        try (Turnpike turnpike =
                Turnpike.on(folder.resolve("data")).flag("--demo").ready()) {
            assertShows(turnpike);
            assertThat(turnpike.stop()).isIn(0, 143);
        }
    }

    @Test
    void printsTheSameOnALaterStart() throws Exception {
        Path data = folder.resolve("data");
        try (Turnpike turnpike = Turnpike.on(data).flag("--demo").ready()) {
            commands(turnpike);
        }
        try (Turnpike turnpike = Turnpike.on(data).flag("--demo").ready()) {
            assertShows(turnpike);
        }
    }

    private void assertShows(Turnpike turnpike) throws Exception {
        List<String> commands = commands(turnpike);
        assertThat(paste(commands.get(0))).contains("HTTP/1.1 200").containsIgnoringCase("\nRateLimit: \"quota\";r=");
        assertThat(paste(commands.get(1))).contains("HTTP/1.1 401").contains("oauth.v2.InvalidApiKey");
        String tooMany = paste(commands.get(2));
        assumeThat(LocalDate.now(ZoneOffset.UTC)).as("the day is not over").isEqualTo(today);
        assertThat(tooMany)
                .contains("HTTP/1.1 429")
                .containsIgnoringCase("\nRetry-After: ")
                .contains("policies.ratelimit.QuotaViolation");
    }

    /// The lines to paste.
    private static List<String> commands(Turnpike turnpike) throws InterruptedException {
        return turnpike.output().await(3, line -> line.contains("curl "));
    }

    private static String paste(String command) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
