package io.turnpike.management.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Backend;
import io.turnpike.model.CallValue;
import io.turnpike.model.Cors;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.CredentialPlaces.Mode;
import io.turnpike.model.ProxyLimits;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Quota;
import io.turnpike.model.SpikeArrest;
import io.turnpike.model.Target;
import io.turnpike.model.TargetTls;
import io.turnpike.model.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Bundles of settings that were not imported.
class BundleWriterTest {
    private static final ProxyLimits LIMITS = new ProxyLimits(
            true,
            Optional.of(new Quota(10, 2, Quota.Unit.HOUR)),
            Optional.of(SpikeArrest.of("30pm", Optional.of(CallValue.of("request.header.x-user")))),
            OptionalLong.empty(),
            OptionalInt.empty());
    private static final Cors CORS = new Cors(
            List.of("https://app.example"),
            List.of("PUT"),
            List.of("x-api-key"),
            List.of("x-id"),
            true,
            Optional.of(Duration.ofHours(1)));

    @ParameterizedTest(name = "{0}")
    @EnumSource(Mode.class)
    @DisplayName("management-api 6: a bundle made of settings says the same when it is imported")
    void readsBackAsTheSameSettings(Mode mode) {
        var settings = new ProxySettings(
                "says <\"this\"> & that",
                List.of("/a", "/b/*"),
                new Backend(
                        List.of(Target.of("https://a.example/base")),
                        Timeouts.DEFAULT,
                        false,
                        false,
                        Optional.empty(),
                        Optional.of(new TargetTls(false, Optional.empty(), Optional.of("ours")))),
                new CredentialPlaces(mode, "x-key", "apikey", false),
                mode == Mode.OPEN ? ProxyLimits.DEFAULT : LIMITS,
                Optional.of(CORS),
                Optional.empty());

        var read = ImportedBundle.of(BundleWriter.write("p", settings), mode == Mode.OPEN);

        assertThat(read.name()).isEqualTo("p");
        boolean takesKeys = mode.takesKeys();
        assertThat(read.settings().credentials().mode()).isEqualTo(mode);
        assertThat(read.settings().credentials().header()).isEqualTo(takesKeys ? "x-key" : "x-api-key");
        assertThat(read.settings().limits()).isEqualTo(settings.limits());
        assertThat(read.settings().backend()).isEqualTo(settings.backend());
        assertThat(read.settings().cors()).isEqualTo(settings.cors());
        assertThat(read.settings().basePaths()).isEqualTo(settings.basePaths());
        assertThat(read.settings().description()).isEqualTo(settings.description());
        assertThat(BundleFiles.codes(read)).isEmpty();
    }

    @Test
    void namesTargetServersAndNullRoutes() {
        List<Target> servers = List.of(new Target.Server("a", "/base", 3), new Target.Server("b", "/base", 1));

        assertThat(read(Backend.of(servers)).settings().backend().targets()).isEqualTo(servers);
        assertThat(read(Backend.of(List.of())).settings().backend().targets()).isEmpty();
    }

    @Test
    void makesTheSameBytesOfTheSameSettings() {
        var settings = settings(Backend.of(List.of()));

        assertThat(BundleWriter.write("p", settings)).isEqualTo(BundleWriter.write("p", settings));
    }

    private static ImportedBundle read(Backend backend) {
        return ImportedBundle.of(BundleWriter.write("p", settings(backend)), false);
    }

    private static ProxySettings settings(Backend backend) {
        return new ProxySettings(
                "",
                List.of("/a"),
                backend,
                CredentialPlaces.DEFAULT,
                ProxyLimits.DEFAULT,
                Optional.empty(),
                Optional.empty());
    }
}
