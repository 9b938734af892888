package io.turnpike.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.chance.Chance;
import io.turnpike.model.Quota.Unit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {
    @ParameterizedTest(name = "{0} {1} at {2}: from {3} to {4}")
    @DisplayName("W2, W4: the grid of each unit and interval")
    @CsvSource({
        "1,  SECOND, 2026-01-02T03:04:05.999Z, 2026-01-02T03:04:05Z, 2026-01-02T03:04:06Z",
        "7,  SECOND, 1970-01-01T00:00:13Z,     1970-01-01T00:00:07Z, 1970-01-01T00:00:14Z",
        "1,  MINUTE, 2026-01-02T03:04:05Z,     2026-01-02T03:04:00Z, 2026-01-02T03:05:00Z",
        "5,  MINUTE, 2026-01-02T10:03:00Z,     2026-01-02T10:00:00Z, 2026-01-02T10:05:00Z",
        "1,  HOUR,   2026-01-02T03:04:05Z,     2026-01-02T03:00:00Z, 2026-01-02T04:00:00Z",
        "5,  HOUR,   1970-01-02T00:00:00Z,     1970-01-01T20:00:00Z, 1970-01-02T01:00:00Z",
        "1,  DAY,    2026-01-02T23:59:59.999Z, 2026-01-02T00:00:00Z, 2026-01-03T00:00:00Z",
        "3,  DAY,    1970-01-05T12:00:00Z,     1970-01-04T00:00:00Z, 1970-01-07T00:00:00Z",
        "1,  DAY,    2024-02-29T12:00:00Z,     2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
        "1,  WEEK,   2026-01-01T12:00:00Z,     2025-12-29T00:00:00Z, 2026-01-05T00:00:00Z",
        "1,  WEEK,   2026-01-04T23:59:59.999Z, 2025-12-29T00:00:00Z, 2026-01-05T00:00:00Z",
        "1,  WEEK,   2026-01-05T00:00:00Z,     2026-01-05T00:00:00Z, 2026-01-12T00:00:00Z",
        "1,  WEEK,   1970-01-04T23:59:59Z,     1969-12-29T00:00:00Z, 1970-01-05T00:00:00Z",
        "2,  WEEK,   1970-01-12T00:00:00Z,     1970-01-05T00:00:00Z, 1970-01-19T00:00:00Z",
        "1,  MONTH,  2026-02-28T23:59:59.999Z, 2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z",
        "1,  MONTH,  2024-02-29T00:00:00Z,     2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "3,  MONTH,  2026-05-15T00:00:00Z,     2026-04-01T00:00:00Z, 2026-07-01T00:00:00Z",
        "3,  MONTH,  2026-12-31T23:59:59Z,     2026-10-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "12, MONTH,  2026-12-31T23:59:59Z,     2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "5,  MONTH,  1970-06-01T00:00:00Z,     1970-06-01T00:00:00Z, 1970-11-01T00:00:00Z",
        // before 1970 the same grid goes on backwards
        "1,  SECOND, 1969-12-31T23:59:59.001Z, 1969-12-31T23:59:59Z, 1970-01-01T00:00:00Z",
        "5,  MINUTE, 1969-12-31T23:59:59.999Z, 1969-12-31T23:55:00Z, 1970-01-01T00:00:00Z",
        "3,  DAY,    1969-12-31T12:00:00Z,     1969-12-29T00:00:00Z, 1970-01-01T00:00:00Z",
        "1,  MONTH,  1969-12-31T23:59:59.999Z, 1969-12-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "3,  MONTH,  1968-02-29T00:00:00Z,     1968-01-01T00:00:00Z, 1968-04-01T00:00:00Z",
    })
    void liesOnTheGrid(int interval, Unit unit, Instant now, Instant start, Instant end) {
        assertThat(Windows.Grid.of(unit, interval).at(now.toEpochMilli()))
                .isEqualTo(new Window(start.toEpochMilli(), end.toEpochMilli()));
    }

    @Test
    @DisplayName("W3: half-open; each moment lies in exactly one window, and they follow without a gap")
    void coversAllTimeWithoutGapAndOverlap() {
        long seed = Chance.seed();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Unit> units = List.of(Unit.values());
        for (int i = 0; i < 20_000; i++) {
            Unit unit = units.get(random.nextInt(units.size()));
            int interval = 1 + random.nextInt(100);
            long now = random.nextLong(-4_000_000_000_000L, 8_000_000_000_000L);
            Window window = Windows.Grid.of(unit, interval).at(now);

            assertThat(now).as("%d %s, seed %d", interval, unit, seed).isBetween(window.start(), window.end() - 1);
            assertThat(Windows.Grid.of(unit, interval).at(window.start())).isEqualTo(window);
            assertThat(Windows.Grid.of(unit, interval).at(window.end() - 1)).isEqualTo(window);
            assertThat(Windows.Grid.of(unit, interval).at(window.end()).start()).isEqualTo(window.end());
            assertThat(Windows.Grid.of(unit, interval).at(window.start() - 1).end())
                    .isEqualTo(window.start());
        }
    }

    @Test
    @DisplayName("W3: a call at exactly the end belongs to the next window")
    void endsJustBeforeItsEnd() {
        var window = new Window(3_600_000, 7_200_000);

        assertThat(window.hasEnded(7_199_999)).isFalse();
        assertThat(window.hasEnded(7_200_000)).isTrue();
        assertThat(window.millis()).isEqualTo(3_600_000);
    }

    @Test
    void holdsTheLongestIntervals() {
        for (Unit unit : Unit.values()) {
            var window = Windows.Grid.of(unit, Integer.MAX_VALUE).at(1_767_323_045_000L);

            assertThat(window.start()).as("%s", unit).isLessThanOrEqualTo(1_767_323_045_000L);
            assertThat(window.hasEnded(1_767_323_045_000L)).as("%s", unit).isFalse();
        }
    }

    @Test
    @DisplayName("W4: a month has its own length")
    void knowsTheLengthOfMonths() {
        var february = Instant.parse("2026-02-10T00:00:00Z");

        assertThat(Windows.Grid.of(Unit.MONTH, 1).at(february.toEpochMilli()).millis())
                .isEqualTo(february.atZone(ZoneOffset.UTC).toLocalDate().lengthOfMonth() * 86_400_000L);
    }

    @Test
    void hasALength() {
        assertThatThrownBy(() -> new Window(5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Window(5, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}
