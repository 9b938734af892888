package io.turnpike.model;

import static io.turnpike.model.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.problem.Kind;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.128.0.0/9, 10.127.255.255, false",
        "10.128.0.0/9, 10.200.0.1, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 203.0.113.9, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true",
    })
    void containsAddresses(String range, String address, boolean contained) {
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();

        assertThat(AddressRange.of(range).contains(bytes)).isEqualTo(contained);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10",
                "10.0.0",
                "010.0.0.1",
                "256.0.0.1",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "::1/129",
                "2001:db8::1/64",
                "fe80::1%eth0",
                "1::2::3",
                ":",
                "10.0.0.0/8 "
            })
    void refusesWhatIsNoRange(String text) {
        assertInvalid(Kind.API_PROXY, "ip", () -> AddressRange.of(text));
    }

    @Test
    void deniesBeforeItAllows() {
        var rules = new AddressRules(List.of(AddressRange.of("10.0.0.0/8")), List.of(AddressRange.of("10.1.0.0/16")));

        assertThat(rules.admit(new byte[] {10, 0, 0, 1})).isTrue();
        assertThat(rules.admit(new byte[] {10, 1, 0, 1})).isFalse();
        assertThat(rules.admit(new byte[] {11, 0, 0, 1})).isFalse();
        assertThat(new AddressRules(List.of(), List.of()).admit(new byte[16])).isTrue();
    }

    @Test
    void keepsItsSpelling() {
        assertThat(AddressRange.of("2001:DB8::/32").text()).isEqualTo("2001:DB8::/32");
        assertThat(AddressRange.of("10.0.0.0/8")).isEqualTo(AddressRange.of("10.0.0.0/8"));
        assertThat(AddressRange.of("10.0.0.0/8")).isNotEqualTo(AddressRange.of("10.0.0.0/9"));
    }
}
