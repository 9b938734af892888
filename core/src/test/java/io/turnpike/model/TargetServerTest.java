package io.turnpike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("management-api 7: target servers")
class TargetServerTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "localhost",
                "a.example.com",
                "3com.com",
                "x-y.Z",
                "1e100.net",
                "10.0.0.255",
                "::1",
                "2001:DB8::7",
                "::ffff:10.0.0.1"
            })
    void takesHostNamesAndAddresses(String host) {
        assertThat(server(host, 80).host()).isEqualTo(host);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a_b.com",
                "-a.com",
                "a-.com",
                "a..b",
                ".a",
                "a.",
                "10.0.0.256",
                "10.0.1",
                "1",
                "a.1",
                "[::1]",
                ":",
                "::1::",
                "fe80::1%eth0",
                "http://a",
                "a:80",
                "a/b",
                "a\n",
                "ä.de"
            })
    void refusesOtherHosts(String host) {
        assertRefused(() -> server(host, 80), "host", "must be a host name (RFC 1123) or an IP address");
    }

    @Test
    void aHostNameHasAtMost253CharactersInLabelsOfAtMost63() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "a".repeat(61));

        assertThat(server(longest, 80).host()).hasSize(253);
        assertThatThrownBy(() -> server(longest + "a", 80)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> server(label + "a", 80)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {-1, 0, 65_536})
    void refusesOtherPorts(int port) {
        assertThat(server("a", 65_535).port()).isEqualTo(65_535);
        assertRefused(() -> server("a", port), "port", "must be from 1 to 65535");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", " a", "a ", "a/b", "ä", "a\n"})
    void aNameHasLettersDigitsAndAFewMore(String name) {
        assertThat(named("A 1_2-3.").name()).isEqualTo("A 1_2-3.");
        assertThatThrownBy(() -> named(name)).isInstanceOf(Refused.class);
    }

    private static Named<TargetServer> named(String name) {
        var id = UUID.randomUUID();
        return new Named<>(id, id, id, 1, name, server("a", 1), Provenance.made(Instant.EPOCH, "ada"));
    }

    private static TargetServer server(String host, int port) {
        return new TargetServer(host, port, true, null, "", null);
    }

    private static void assertRefused(Runnable call, String field, String rule) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem())
                                .isEqualTo(new Problem.InvalidField(Kind.TARGET_SERVER, field, null, rule)));
    }
}
