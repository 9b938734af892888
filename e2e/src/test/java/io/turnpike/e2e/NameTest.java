package io.turnpike.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A target whose name comes to mean another address while calls go on.
class NameTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("A target's name is resolved anew: the next connection goes where it leads now")
    void followsTheName() throws Exception {
        try (Upstream upstream = Upstream.start();
                Turnpike turnpike = Turnpike.on(folder.resolve("data"))
                        .variable("JDK_JAVA_OPTIONS", "-Djdk.net.hosts.file=" + hosts() + " -Dsun.net.inetaddr.ttl=0")
                        .ready()) {
            target("127.0.0.2"); // where nobody listens
            String key = key(turnpike.admin(), upstream.url().getPort());
            assertThat(turnpike.caller().get("/v1/weather/today", key).status()).isEqualTo(503);

            target("127.0.0.1");
            assertThat(turnpike.caller().get("/v1/weather/today", key).status()).isEqualTo(200);
            assertThat(upstream.calls()).isEqualTo(1);
        }
    }

    private Path hosts() {
        return folder.resolve("hosts");
    }

    private void target(String address) throws IOException {
        Files.writeString(hosts(), address + " target.example\n");
    }

    private static String key(Admin admin, int port) throws Exception {
        admin.proxy("weather", "/v1/weather", URI.create("http://target.example:" + port));
        admin.developer("grace@example.com");
        admin.product("wide", "weather", Quota.lasting(Duration.ofMinutes(10), 1_000_000, Quota.Unit.DAY));
        return admin.app("grace@example.com", "shop", "wide").key();
    }
}
