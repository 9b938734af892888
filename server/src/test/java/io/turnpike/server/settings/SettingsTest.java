package io.turnpike.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void letsFlagsWinOverVariablesAndVariablesOverTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("some.conf"), "gateway.port=1\nmanagement.port=1\ndata.dir = of the file \n");

        Settings settings = Sources.read(
                List.of("--config", file.toString(), "--gateway.port=3"),
                Map.of("TURNPIKE_GATEWAY_PORT", "2", "TURNPIKE_MANAGEMENT_PORT", "2", "HOME", "/"));

        assertThat(settings.integer("gateway.port", 8080, 0, 9)).isEqualTo(3);
        assertThat(settings.integer("management.port", 8081, 0, 9)).isEqualTo(2);
        assertThat(settings.text("data.dir", "data")).isEqualTo("of the file");
        settings.refuseUnknown();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "TURNPIKE_GATEWAY_PORT, gateway.port",
        "TURNPIKE_ORG, org",
        "TURNPIKE_USAGE_MAX_SIZE, usage.max-size",
        "TURNPIKE_DATA_DIR, data.dir",
        "TURNPIKE_GATEWAY_VIA_ANSWERS, gateway.via.answers",
    })
    void namesVariablesAfterKeys(String variable, String key) {
        assertThat(Sources.read(List.of(), Map.of(variable, "x")).text(key, "")).isEqualTo("x");
    }

    @Test
    void stopsAtAVariableThatStandsForNoKeyAndNamesIt() {
        Settings settings = Sources.read(List.of(), Map.of("TURNPIKE_GATEWAY_PROT", "1", "TURNPIKE_ORG", "acme"));
        settings.text("org", "default");

        assertThatThrownBy(settings::refuseUnknown)
                .isInstanceOf(WrongSetting.class)
                .hasMessage("unknown setting TURNPIKE_GATEWAY_PROT; known are org");
    }

    @Test
    void readsFlagsWithAnEqualsSignABlankOrNothingBehindThem() {
        Settings settings = Sources.read(List.of("--demo", "--org", "acme", "--data.dir=a=b"), Map.of());

        assertThat(settings.flag("demo", false)).isTrue();
        assertThat(settings.text("org", "default")).isEqualTo("acme");
        assertThat(settings.text("data.dir", "data")).isEqualTo("a=b");
    }

    @Test
    void stopsAtAKeyThatNobodyAsksForAndNamesIt() {
        Settings settings = Settings.ofFlags(Map.of("gateway.prot", "1"));
        settings.integer("gateway.port", 8080, 0, 65535);

        assertThatThrownBy(settings::refuseUnknown)
                .isInstanceOf(WrongSetting.class)
                .hasMessage("unknown setting gateway.prot; known are gateway.port");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"0, PT0S", "20ms, PT0.02S", "1s, PT1S", "10m, PT10M", "12h, PT12H", "30d, PT720H"})
    void readsDurations(String text, Duration duration) {
        assertThat(Settings.ofFlags(Map.of("usage.write", text)).duration("usage.write", "1s"))
                .isEqualTo(duration);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "5", "-1s", "1 s", "s", "1w", "99999999999999s"})
    void refusesWhatIsNoDurationAndNamesTheKey(String text) {
        assertThatThrownBy(() -> Settings.ofFlags(Map.of("usage.write", text)).duration("usage.write", "1s"))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("usage.write must be a duration");
    }

    @ParameterizedTest(name = "{0} is {1} bytes")
    @CsvSource({"1B, 1", "4KiB, 4096", "64MiB, 67108864", "10GiB, 10737418240"})
    void readsSizes(String text, long bytes) {
        assertThat(Settings.ofFlags(Map.of("usage.max-size", text)).size("usage.max-size", "1B"))
                .isEqualTo(bytes);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "1", "1MB", "-1KiB", "999999999999GiB"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(
                        () -> Settings.ofFlags(Map.of("usage.max-size", text)).size("usage.max-size", "1B"))
                .isInstanceOf(WrongSetting.class);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "x", "-1", "65536", "99999999999"})
    void refusesNumbersOutOfBounds(String text) {
        assertThatThrownBy(() -> Settings.ofFlags(Map.of("gateway.port", text)).integer("gateway.port", 8080, 0, 65535))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("gateway.port must be a number from 0 to 65535");
    }

    @Test
    void neverShowsASecret() {
        Settings settings = Settings.ofFlags(Map.of("admin.password", "open sesame"));

        assertThat(settings.secret("admin.password")).contains("open sesame");
        assertThat(settings.effective()).containsEntry("admin.password", "(set)");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/turnpike?user=ann&password=hush&ssl=true",
                "jdbc:postgresql://db/turnpike?PASSWORD=hush",
                "redis://ann:hush@cache:6379",
            })
    void showsUrlsWithoutTheirPassword(String url) {
        Settings settings = Settings.ofFlags(Map.of("storage.url", url));

        assertThat(settings.url("storage.url", "")).isEqualTo(url);
        assertThat(settings.effective().get("storage.url")).contains("(set)").doesNotContain("hush");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> Sources.read(List.of("--config=/no/such.conf"), Map.of()))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("/no/such.conf");
    }
}
