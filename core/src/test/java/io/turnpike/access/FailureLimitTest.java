package io.turnpike.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.problem.Refused;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailureLimitTest {
    private static final String LONG = "x".repeat(2_200);

    private final FailureLimit limit = new FailureLimit(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), 1);

    @Test
    void closesALabelOfItsOwn() {
        limit.begin(List.of("ann"));

        assertThatThrownBy(() -> limit.begin(List.of("ann"))).isInstanceOf(Refused.class);
        assertThatCode(() -> limit.begin(List.of("bob"))).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("Extensions 1.1: what strangers make up is remembered by its beginning, however long it is")
    void keepsTheBeginningOfALabel() {
        limit.begin(List.of(LONG + "a"));

        assertThatThrownBy(() -> limit.begin(List.of(LONG + "b"))).isInstanceOf(Refused.class);
        limit.succeeded(List.of(LONG + "c"));
        assertThatCode(() -> limit.begin(List.of(LONG))).doesNotThrowAnyException();
    }
}
