package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.server.settings.Settings;
import io.turnpike.server.settings.WrongSetting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeConfigTest {
    @Test
    void hasTheseDefaults() {
        Settings settings = Settings.ofFlags(Map.of());
        NodeConfig.from(settings);

        assertThat(settings.effective())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("admin.password", ""),
                        Map.entry("admin.token", ""),
                        Map.entry("admin.user", "admin"),
                        Map.entry("counters.shared", "true"),
                        Map.entry("counters.url", ""),
                        Map.entry("data.dir", "data"),
                        Map.entry("demo", "false"),
                        Map.entry("gateway.address", "0.0.0.0"),
                        Map.entry("gateway.port", "8080"),
                        Map.entry("gateway.via", "turnpike"),
                        Map.entry("gateway.via.answers", "false"),
                        Map.entry("management.address", "127.0.0.1"),
                        Map.entry("management.port", "8081"),
                        Map.entry("org", "default"),
                        Map.entry("reader.token", ""),
                        Map.entry("storage.url", "jdbc:sqlite:data/turnpike.db"),
                        Map.entry("usage.keep", "30d"),
                        Map.entry("usage.max-size", "10GiB"),
                        Map.entry("usage.segment-age", "9m"),
                        Map.entry("usage.segment-size", "64MiB"),
                        Map.entry("usage.sync", "1s"),
                        Map.entry("usage.write", "20ms")));
    }

    @Test
    void putsTheDatabaseIntoTheDataFolder() {
        assertThat(NodeConfig.from(Settings.ofFlags(Map.of("data.dir", "/var/lib/turnpike")))
                        .storageUrl())
                .isEqualTo("jdbc:sqlite:/var/lib/turnpike/turnpike.db");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"usage.write", "usage.segment-size", "usage.segment-age", "usage.keep", "usage.max-size"})
    void namesABoundOfTheUsageLogThatMustNotBeZero(String key) {
        String zero = key.endsWith("size") ? "0B" : "0";

        assertThatThrownBy(() -> NodeConfig.from(new Settings(Map.of(key, zero))))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith(key);
    }

    @Test
    void refusesSharedCountersUntilThereIsAStoreForThem() {
        assertThatThrownBy(() -> NodeConfig.from(Settings.ofFlags(Map.of("counters.url", "redis://localhost"))))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("counters.url is not supported by this version");
    }

    @Test
    void neverPrintsPasswordOrTokens() {
        NodeConfig config = NodeConfig.from(
                Settings.ofFlags(Map.of("admin.password", "hush", "admin.token", "quiet", "reader.token", "still")));

        assertThat(config.toString()).doesNotContain("hush", "quiet", "still");
    }
}
