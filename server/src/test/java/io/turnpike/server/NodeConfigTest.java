package io.turnpike.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.model.AddressRange;
import io.turnpike.server.settings.Settings;
import io.turnpike.server.settings.WrongSetting;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
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
                        Map.entry("audit.keep", "400d"),
                        Map.entry("stats.keep", "400d"),
                        Map.entry("changes.keep", "1d"),
                        Map.entry("counters.shared", "true"),
                        Map.entry("counters.url", ""),
                        Map.entry("data.dir", "data"),
                        Map.entry("demo", "false"),
                        Map.entry("gateway.address", "0.0.0.0"),
                        Map.entry("gateway.port", "8080"),
                        Map.entry("gateway.tls.certificate", ""),
                        Map.entry("gateway.tls.client-auth", "required"),
                        Map.entry("gateway.tls.client-ca", ""),
                        Map.entry("gateway.tls.folder", ""),
                        Map.entry("gateway.tls.key", ""),
                        Map.entry("gateway.tls.port", "8443"),
                        Map.entry("gateway.target-connections", "1024"),
                        Map.entry("gateway.trusted-proxies", ""),
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

    @Test
    @DisplayName("PX4: proxies that are trusted are addresses and ranges; a name is none")
    void readsTrustedProxies() {
        assertThat(NodeConfig.from(Settings.ofFlags(Map.of("gateway.trusted-proxies", "10.0.0.0/8, ::1")))
                        .trusted()
                        .ranges())
                .extracting(AddressRange::text)
                .containsExactly("10.0.0.0/8", "::1");
        assertThatThrownBy(() -> NodeConfig.from(Settings.ofFlags(Map.of("gateway.trusted-proxies", "proxy.example"))))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("gateway.trusted-proxies must be addresses or ranges such as 10.0.0.0/8, 2001:db8::/32");
    }

    @Test
    void refusesHalfOfTheSettingsForTls() {
        assertThatThrownBy(() -> NodeConfig.from(Settings.ofFlags(Map.of("gateway.tls.key", "a.key"))))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("gateway.tls.certificate and gateway.tls.key go together");
        assertThatThrownBy(() -> NodeConfig.from(Settings.ofFlags(Map.of("gateway.tls.client-ca", "ca.pem"))))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("gateway.tls.folder and gateway.tls.client-ca need gateway.tls.certificate");
        assertThatThrownBy(() -> NodeConfig.from(Settings.ofFlags(Map.of("gateway.tls.client-auth", "maybe"))))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("gateway.tls.client-auth must be required or optional");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"usage.write", "usage.segment-size", "usage.segment-age", "usage.keep", "usage.max-size"})
    void namesABoundOfTheUsageLogThatMustNotBeZero(String key) {
        String zero = key.endsWith("size") ? "0B" : "0";

        assertThatThrownBy(() -> NodeConfig.from(Settings.ofFlags(Map.of(key, zero))))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith(key);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"audit.keep", "changes.keep", "stats.keep"})
    void keepsTheAuditAndTheChangesForSomeTime(String key) {
        assertThatThrownBy(() -> NodeConfig.from(Settings.ofFlags(Map.of(key, "0"))))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("audit.keep, changes.keep and stats.keep must be more than 0");
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
