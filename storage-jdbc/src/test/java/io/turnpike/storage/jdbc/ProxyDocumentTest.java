package io.turnpike.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.AddressRange;
import io.turnpike.model.AddressRules;
import io.turnpike.model.Backend;
import io.turnpike.model.CallValue;
import io.turnpike.model.Cors;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.CredentialPlaces.Mode;
import io.turnpike.model.HealthCheck;
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

/// The settings of proxies as they lie in the database.
class ProxyDocumentTest {
    @Test
    @DisplayName("extensions 7: a document of the first version is read, also one that could not be written any more")
    void readsDocumentsOfTheFirstVersion() {
        var read = Documents.read("""
                {"description":"d","basePaths":["/a/../b"],"targets":[{"url":"http://h:1/base"}],
                 "credentials":{"mode":"KEY","header":"host","query":"q","forward":true},"enforceQuota":false,
                 "timeouts":{"connect":"PT0.05S","firstByte":"PT2S","idle":"PT1M30S","total":"PT1H"},
                 "maxBody":1024,"preserveHost":true}""", ProxySettings.class);

        assertThat(read)
                .isEqualTo(new ProxySettings(
                        "d",
                        List.of("/a/../b"),
                        new Backend(
                                List.of(Target.of("http://h:1/base")),
                                new Timeouts(
                                        Duration.ofMillis(50),
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(90),
                                        Optional.of(Duration.ofHours(1))),
                                true,
                                false,
                                Optional.empty(),
                                Optional.empty()),
                        new CredentialPlaces(Mode.KEY, "host", "q", true),
                        new ProxyLimits(
                                false, Optional.empty(), Optional.empty(), OptionalLong.of(1024), OptionalInt.empty()),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void readsWhatItWrote() {
        var settings = new ProxySettings(
                "",
                List.of("/a"),
                new Backend(
                        List.of(Target.of("https://a:8443/base", 3), Target.of("http://b")),
                        Timeouts.DEFAULT,
                        false,
                        true,
                        Optional.of(new HealthCheck("/healthz", Duration.ofSeconds(5), 2, 3)),
                        Optional.of(new TargetTls(false, Optional.empty(), Optional.of("store")))),
                CredentialPlaces.DEFAULT,
                new ProxyLimits(
                        true,
                        Optional.of(new Quota(10, 1, Quota.Unit.MINUTE)),
                        Optional.of(SpikeArrest.of("100ps", Optional.of(CallValue.of("request.header.x-user")))),
                        OptionalLong.empty(),
                        OptionalInt.of(200)),
                Optional.of(new Cors(
                        List.of("https://app.example"),
                        List.of("GET"),
                        List.of("x-api-key"),
                        List.of(),
                        false,
                        Optional.of(Duration.ofHours(1)))),
                Optional.of(new AddressRules(
                        List.of(AddressRange.of("10.0.0.0/8")), List.of(AddressRange.of("2001:db8::/32")))));

        assertThat(Documents.read(Documents.write(settings), ProxySettings.class))
                .isEqualTo(settings);
    }
}
