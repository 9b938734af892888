package io.turnpike.management.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.model.Attribute;
import io.turnpike.problem.Refused;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OurNamesTest {
    @ParameterizedTest(name = "{0}: {1} = {2}")
    @DisplayName("extensions 3: values that fit")
    @CsvSource(
            delimiter = '|',
            value = {
                "PRODUCT | turnpike.limit.rps | 0.5",
                "PRODUCT | turnpike.limit.rps | 1000000",
                "PRODUCT | turnpike.limit.rps | 0",
                "PRODUCT | turnpike.limit.burst | 1",
                "PRODUCT | turnpike.quota.weight | 2147483647",
                "PRODUCT | developer.quota.limit | null",
                "PRODUCT | developer.quota.timeunit | Week",
                "PRODUCT | turnpike.quota.startTime | 2026-02-28 08:00:00",
                "PRODUCT | turnpike.sunset.at | 2026-12-31T00:00:00Z",
                "PRODUCT | turnpike.visible.domains | a.org,b.example.com",
                "PRODUCT | turnpike.limit.day | ''",
                "PRODUCT | access | anything",
                "ENVIRONMENT | turnpike.limits | x10",
                "ENVIRONMENT | turnpike.mock.latency | 20-80",
                "ENVIRONMENT | turnpike.oauth.lifetime | PT1H",
                "ENVIRONMENT | turnpike.ratelimit.headers | ietf,legacy",
                "CREDENTIAL | turnpike.kind | sandbox",
                "OPERATION | turnpike.weight | 0",
                "ORGANIZATION | keymanagement.consumer.key.length | 16",
                "ORGANIZATION | keymanagement.consumer.secret.length | 2048",
            })
    void takesWhatFits(OurNames place, String name, String value) {
        assertThatCode(() -> place.check(List.of(new Attribute(name, value)))).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @DisplayName("extensions 3: names of other places, unknown names and values that do not fit")
    @CsvSource(
            delimiter = '|',
            value = {
                "PRODUCT | turnpike.limit.rps | fast",
                "PRODUCT | turnpike.limit.rps | 0.0001",
                "PRODUCT | turnpike.limit.rps | 1000000.1",
                "PRODUCT | turnpike.limit.burst | 0",
                "PRODUCT | turnpike.limit.burst | 1000001",
                "PRODUCT | turnpike.quota.weight | 2147483648",
                "PRODUCT | developer.quota.limit | -1",
                "PRODUCT | developer.quota.interval | 0",
                "PRODUCT | developer.quota.timeunit | fortnight",
                "PRODUCT | turnpike.quota.startTime | 2026-02-30 08:00:00",
                "PRODUCT | turnpike.sunset.at | tomorrow",
                "PRODUCT | turnpike.visible.domains | a.org,,b.org",
                "PRODUCT | turnpike.kind | sandbox",
                "PRODUCT | turnpike.colour | ''",
                "ORGANIZATION | turnpike.secrets | show-once",
                "ORGANIZATION | keymanagement.consumer.key.length | 15",
                "ORGANIZATION | keymanagement.consumer.key.length | 2049",
                "ORGANIZATION | keymanagement.consumer.key.length | 9999999999",
                "ENVIRONMENT | turnpike.limits | x0",
                "ENVIRONMENT | turnpike.oauth.lifetime | PT-1H",
                "ENVIRONMENT | turnpike.oauth.loginUrl | /login",
                "DEVELOPER | turnpike.internal | yes",
                "APP | turnpike.internal | true",
                "CREDENTIAL | turnpike.kind | staging",
            })
    void refusesWhatDoesNot(OurNames place, String name, String value) {
        assertThatThrownBy(() -> place.check(List.of(new Attribute(name, value))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.getMessage()).contains(name));
    }
}
