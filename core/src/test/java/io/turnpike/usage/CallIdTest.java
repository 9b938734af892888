package io.turnpike.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.chance.Chance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallIdTest {
    private static final long NOW = 1_767_323_045_000L;

    @Test
    void survivesItsText() {
        long seed = Chance.seed();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            var id = new CallId(random.nextLong(), random.nextLong());

            assertThat(id.text()).as("seed %d", seed).hasSize(26).matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
            assertThat(CallId.parse(id.text())).as("seed %d", seed).contains(id);
        }
        assertThat(CallId.parse(new CallId(-1, -1).text())).contains(new CallId(-1, -1));
        assertThat(new CallId(0, 0)).hasToString("0".repeat(26));
        assertThat(new CallId(-1, -1)).hasToString("7" + "Z".repeat(25));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "0",
                "0000000000000000000000000",
                "000000000000000000000000000",
                "80000000000000000000000000",
                "/0000000000000000000000000",
                "0000000000000000000000000U",
                "0000000000000000000000000I",
                "0000000000000000000000000L",
                "0000000000000000000000000O",
                "0000000000000000000000000a",
                "0000000000000000000000000é",
            })
    void readsNothingElse(String text) {
        assertThat(CallId.parse(text)).isEmpty();
    }

    @Test
    @DisplayName("extensions 4: later calls sort behind earlier ones, by id and by text")
    void sortsByTime() {
        var ids = new CallIds(new Random(1).nextLong());
        List<CallId> made = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            made.add(ids.next(NOW + i / 7));
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made.stream().map(CallId::text)).isSorted();
        assertThat(made.getFirst().millis()).isEqualTo(NOW);
    }

    @Test
    void sortsUnsigned() {
        assertThat(new CallId(Long.MIN_VALUE, 0)).isGreaterThan(new CallId(Long.MAX_VALUE, 0));
        assertThat(new CallId(0, Long.MIN_VALUE)).isGreaterThan(new CallId(0, Long.MAX_VALUE));
    }

    @Test
    void takesTheLastMomentAgainWhereTheClockWentBack() {
        var ids = new CallIds(1);
        var before = ids.next(NOW);
        var after = ids.next(NOW - 60_000);

        assertThat(after).isGreaterThan(before);
        assertThat(after.millis()).isEqualTo(NOW);
        assertThat(ids.next(NOW + 1).millis()).isEqualTo(NOW + 1);
    }

    @Test
    void differsOverNodesInTheSameMoment() {
        var seen = new HashSet<CallId>();
        for (long node = 0; node < 100; node++) {
            var ids = new CallIds(node << 40 | node);
            for (int i = 0; i < 100; i++) {
                seen.add(ids.next(NOW));
            }
        }

        assertThat(seen).hasSize(10_000);
    }

    @Test
    void leavesTheTimeAloneWhateverTheNode() {
        assertThat(new CallIds(-1).next(NOW).millis()).isEqualTo(NOW);
    }

    @Test
    void knowsItsTextWithoutMakingIt() {
        CallId id = new CallId(0x0123_4567_89ab_cdefL, 0xfedc_ba98_7654_3210L);
        String text = id.text();

        assertThat(id.isText(text)).isTrue();
        assertThat(id.isText(text.substring(1))).isFalse();
        for (int i = 0; i < text.length(); i++) {
            assertThat(id.isText(text.substring(0, i) + "*" + text.substring(i + 1)))
                    .isFalse();
        }
    }
}
