package io.turnpike.management.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Organization;
import io.turnpike.model.Provenance;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomKeysTest {
    private final RandomKeys random = new RandomKeys();

    @Test
    @DisplayName("management-api 3: 48 and 64 letters and digits")
    void makesKeysAndSecretsOfStandardLength() {
        var plain = organization(Map.of());

        assertThat(random.key(plain)).matches("[A-Za-z0-9]{48}");
        assertThat(random.secret(plain)).matches("[A-Za-z0-9]{64}");
    }

    @Test
    void makesNoKeyTwiceAndUsesEachCharacter() {
        var plain = organization(Map.of());
        var keys = IntStream.range(0, 1_000).mapToObj(_ -> random.key(plain)).collect(Collectors.toSet());

        assertThat(keys).hasSize(1_000);
        assertThat(String.join("", keys).chars().distinct().count()).isEqualTo(62);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"16", "2048"})
    @DisplayName("management-api 3: keymanagement.consumer.key.length")
    void makesKeysAsLongAsTheOrganizationWants(String wanted) {
        var organization = organization(Map.of("keymanagement.consumer.key.length", wanted));

        assertThat(random.key(organization)).hasSize(Integer.parseInt(wanted));
        assertThat(random.secret(organization)).hasSize(64);
    }

    private static Organization organization(Map<String, String> properties) {
        return new Organization(
                UUID.randomUUID(),
                1,
                "acme",
                "",
                new LinkedHashMap<>(properties),
                Organization.Details.NONE,
                Provenance.made(Instant.EPOCH, "somebody"));
    }
}
