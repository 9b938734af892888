package io.turnpike.gateway;

import static io.turnpike.model.ProxySettingsBuilder.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.gateway.exchange.TrustedProxies;
import io.turnpike.model.AddressRange;
import io.turnpike.model.CredentialPlaces;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a call comes from, behind proxies that are trusted and before those that are not (PX4, ruling 22).
class OriginTest {
    @Test
    @DisplayName("Ruling 22: an address that the lists do not let in gets 403, before its key is looked at")
    void refusesAddresses() throws Exception {
        try (Running gateway = Running.of(new Setup()
                .proxy(under("/none")
                        .targets()
                        .ip(List.of("10.0.0.0/8"), List.of())
                        .build())
                .proxy(under("/denied")
                        .targets()
                        .ip(List.of("127.0.0.0/8"), List.of("127.0.0.1"))
                        .build())
                .proxy(under("/let")
                        .targets()
                        .ip(List.of("127.0.0.0/8"), List.of("::1"))
                        .build()))) {
            Wire.Answer refused = gateway.exchange(call("/none", ""));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body())
                    .isEqualTo("{\"fault\":{\"faultstring\":\"Access Denied for client ip : 127.0.0.1\","
                            + "\"detail\":{\"errorcode\":\"accesscontrol.IPDeniedAccess\"}}}");
            assertThat(gateway.exchange(call("/denied", "")).status()).isEqualTo(403);
            assertThat(gateway.exchange(call("/let", "")).status()).isEqualTo(200);
            assertThat(gateway.exchange(call("/none", "X-Forwarded-For: 10.0.0.1\r\n"))
                            .status())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest(name = "PX4 behind a trusted peer: {0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For: 203.0.113.7 | 203.0.113.7",
                "X-Forwarded-For: 198.51.100.1, 203.0.113.7, 10.1.1.1 | 203.0.113.7",
                "X-Forwarded-For: 10.2.2.2, 10.1.1.1 | 10.2.2.2",
                "X-Forwarded-For: 203.0.113.7:4711 | 203.0.113.7",
                "X-Forwarded-For: [2001:db8::7]:80 | 2001:db8:0:0:0:0:0:7",
                "X-Forwarded-For: 2001:db8::7 | 2001:db8:0:0:0:0:0:7",
                "X-Forwarded-For: ::ffff:203.0.113.7 | 203.0.113.7",
                "X-Forwarded-For: 203.0.113.7, unknown, 10.1.1.1 | 10.1.1.1",
                "X-Forwarded-For: localhost | 127.0.0.1",
                "X-Forwarded-For: | 127.0.0.1",
                "X-Real-IP: 203.0.113.7 | 127.0.0.1",
            })
    void takesTheLastAddressThatNobodyVouchesFor(String line, String client) throws Exception {
        try (Running gateway = Running.of(trusting(new Setup())
                .proxy(under("/x").targets().takes(CredentialPlaces.Mode.OPEN).build()))) {
            gateway.exchange(call("/x", line + "\r\n"));

            assertThat(gateway.usage.decided.getFirst().request().clientAddress())
                    .isEqualTo(client);
        }
    }

    @Test
    @DisplayName("PX4: two lines are one list, and the lists of addresses use what stands there")
    void joinsLines() throws Exception {
        try (Running gateway = Running.of(trusting(new Setup())
                .proxy(under("/x")
                        .targets()
                        .takes(CredentialPlaces.Mode.OPEN)
                        .ip(List.of(), List.of("203.0.113.0/24"))
                        .build()))) {
            String lines = "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-For: 10.1.1.1\r\n";
            assertThat(gateway.exchange(call("/x", lines)).body()).contains("client ip : 203.0.113.7");
            assertThat(gateway.exchange(call("/x", "")).status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("PX4: what a trusted peer says is kept, and ours stands behind it")
    void keepsWhatATrustedPeerSays() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(trusting(new Setup())
                        .proxy(under("/x")
                                .target("http://127.0.0.1:" + target.port())
                                .build()))) {
            gateway.exchange(call(
                    "/x/y",
                    String.join(
                            "\r\n",
                            "X-Forwarded-For: 203.0.113.7",
                            "X-Forwarded-Proto: https",
                            "X-Forwarded-Host: shop.example",
                            "X-Forwarded-Port: 443",
                            "X-Forwarded-Prefix: /outer",
                            "X_Forwarded_For: 6.6.6.6",
                            "Forwarded: for=203.0.113.7;proto=https",
                            "")));
            assertThat(target.request())
                    .contains(
                            "X-Forwarded-For: 203.0.113.7, 127.0.0.1\r\n",
                            "X-Real-IP: 203.0.113.7\r\n",
                            "X-Forwarded-Proto: https\r\n",
                            "X-Forwarded-Host: shop.example\r\n",
                            "X-Forwarded-Port: 443\r\n",
                            "X-Forwarded-Prefix: /outer, /x\r\n",
                            "Forwarded: for=203.0.113.7;proto=https, for=127.0.0.1;proto=http;host=\"a\"\r\n")
                    .doesNotContain("6.6.6.6");

            gateway.exchange(call("/x/y", ""));
            assertThat(target.request())
                    .contains(
                            "X-Forwarded-For: 127.0.0.1\r\n",
                            "X-Forwarded-Proto: http\r\n",
                            "X-Forwarded-Host: a\r\n",
                            "X-Forwarded-Prefix: /x\r\n");
        }
    }

    private static Setup trusting(Setup setup) {
        setup.trusted = new TrustedProxies(List.of(AddressRange.of("127.0.0.1"), AddressRange.of("10.0.0.0/8")));
        return setup;
    }

    private static String call(String path, String lines) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n" + lines + "\r\n";
    }
}
