package io.turnpike.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.storage.NodeRegistry.Node;
import io.turnpike.storage.StorageUnavailable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private final HandMovedClock clock = new HandMovedClock();
    private boolean away;
    private final FakeNodes registry = new FakeNodes(() -> {
        if (away) {
            throw new StorageUnavailable(new IOException("away"));
        }
    });
    private final Presence presence = new Presence(registry, node("a", 0, Instant.EPOCH), clock);

    @Test
    @DisplayName("extensions 5: a node is live while it reported within 15 seconds")
    void forgetsANodeThatFellSilent() {
        registry.report(node("b", 7, clock.instant()));
        presence.report(7);
        assertThat(presence.receipt(7, 7)).isEqualTo(new Receipt(2, 2));

        clock.advance(Duration.ofMillis(14_999));
        assertThat(presence.receipt(8, 8)).isEqualTo(new Receipt(1, 2));

        clock.advance(Duration.ofMillis(1));
        assertThat(presence.receipt(8, 8)).isEqualTo(new Receipt(1, 1));
    }

    @Test
    @DisplayName("extensions 5: this node counts with what it enforces now, not with what it last reported")
    void countsItselfAsItIsNow() {
        presence.report(1);

        assertThat(presence.receipt(5, 4)).isEqualTo(new Receipt(0, 1));
        assertThat(presence.receipt(5, 5)).isEqualTo(new Receipt(1, 1));
        assertThat(presence.live(5)).extracting(Node::revision).containsExactly(5L);
    }

    @Test
    void showsTwoOfThree() {
        registry.report(node("b", 9, clock.instant()));
        registry.report(node("c", 3, clock.instant()));
        presence.report(9);

        assertThat(presence.receipt(9, 9).text()).isEqualTo("2/3");
    }

    @Test
    void beatsEveryThreeSeconds() {
        presence.report(1);
        presence.beat(2);
        clock.advance(Duration.ofMillis(2_999));
        presence.beat(2);
        assertThat(registry.reports()).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));
        presence.beat(2);
        assertThat(registry.reports()).isEqualTo(2);
        assertThat(registry.list().getFirst().seenAt()).isEqualTo(clock.instant());
    }

    @Test
    void reportsEachStepOnlyBesideOthers() {
        presence.report(1);
        presence.advanced(2);
        assertThat(registry.list()).extracting(Node::revision).containsExactly(1L);

        registry.report(node("b", 0, clock.instant()));
        presence.report(2);
        presence.advanced(3);
        assertThat(registry.list()).extracting(Node::revision).containsExactly(3L, 0L);
    }

    @Test
    void removesNodesThatAreSilentForAnHour() {
        registry.report(node("b", 1, clock.instant()));
        presence.report(1);
        clock.advance(Duration.ofHours(1));
        presence.beat(1);
        assertThat(registry.list()).hasSize(2);

        clock.advance(Duration.ofSeconds(3));
        presence.beat(1);
        assertThat(registry.list()).extracting(Node::name).containsExactly("a");
    }

    @Test
    void leavesAlsoWhileTheDatabaseIsAway() {
        presence.report(1);
        away = true;
        presence.leave();
        away = false;

        assertThat(registry.list()).hasSize(1);
        presence.leave();
        assertThat(registry.list()).isEmpty();
    }

    private static Node node(String name, long revision, Instant seenAt) {
        return new Node(name, Instant.EPOCH, revision, seenAt, "1", true);
    }

    private static final class HandMovedClock extends Clock {
        private Instant now = Instant.parse("2026-01-02T03:04:05Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nobody asks for zones");
        }
    }
}
