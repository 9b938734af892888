package io.turnpike.billing;

import static io.turnpike.billing.RatePlanBuilder.NOW;
import static io.turnpike.model.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Owner;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionTest {
    @Test
    void endsAfterItStarts() {
        assertInvalid(Kind.SUBSCRIPTION, "endTime", () -> subscription(10, 10L));
        assertInvalid(Kind.SUBSCRIPTION, "startTime", () -> subscription(-1, null));
        assertThat(subscription(10, 11L).isOverAt(Instant.ofEpochSecond(11))).isTrue();
        assertThat(subscription(10, null).isOverAt(Instant.MAX)).isFalse();
    }

    @Test
    void isEndedOnce() {
        var first = Instant.ofEpochSecond(20);
        var ended = subscription(10, null).endedAt(first, "bob");

        assertThat(ended.end()).isEqualTo(first);
        assertThat(ended.provenance().lastModifiedBy()).isEqualTo("bob");
        assertThat(ended.endedAt(first.plusSeconds(1), "eve")).isSameAs(ended);
    }

    @Test
    void neverRanWhereItWasCalledOffBeforeItsStart() {
        var off = subscription(10, null).endedAt(Instant.ofEpochSecond(5), "bob");

        assertThat(off.isOverAt(Instant.ofEpochSecond(5))).isTrue();
        assertThat(off.overlaps(subscription(0, null))).isFalse();
        assertThat(subscription(0, null).overlaps(off)).isFalse();
    }

    @ParameterizedTest(name = "{0} to {1} and {2} to {3}: {4}")
    @CsvSource({"10, 20, 20, 30, false", "10, 21, 20, 30, true", "10, , 20, 30, true", "30, , 20, 30, false"})
    void overlapsWhereBothRun(
            long start, @Nullable Long end, long otherStart, @Nullable Long otherEnd, boolean expected) {
        var one = subscription(start, end);
        var other = subscription(otherStart, otherEnd);

        assertThat(one.overlaps(other)).isEqualTo(expected);
        assertThat(other.overlaps(one)).isEqualTo(expected);
    }

    private static Subscription subscription(long start, @Nullable Long end) {
        return Subscription.made(
                new UUID(0, 1),
                new Owner.Developer(new UUID(0, 2)),
                new BilledProduct(new UUID(0, 3), "gold"),
                Instant.ofEpochSecond(start),
                end == null ? null : Instant.ofEpochSecond(end),
                Provenance.made(NOW, "ada"));
    }
}
