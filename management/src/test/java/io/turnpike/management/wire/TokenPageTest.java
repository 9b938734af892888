package io.turnpike.management.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Paging by token (management-api 1.7, 20 row 9, 24.1 rule 6).
class TokenPageTest {
    private static final List<String> NAMES = List.of("# 1%", "A b", "a", "a+b", "b", "z");

    @Test
    @DisplayName("24.1 rule 6: pages of any size join to the whole list, each name once")
    void joinsWithoutGapOrRepetition() {
        for (int count = 1; count <= NAMES.size() + 1; count++) {
            var seen = new ArrayList<String>();
            String token = null;
            do {
                var slice = slice(NAMES, token, count);
                assertThat(slice.items()).hasSizeLessThanOrEqualTo(count);
                seen.addAll(slice.items());
                token = slice.next().orElse(null);
            } while (token != null);

            assertThat(seen).as("pages of %d", count).isEqualTo(NAMES);
        }
    }

    @Test
    @DisplayName("20 row 9: a token that is a name starts with that name")
    void startsWithAName() {
        assertThat(slice(NAMES, "a", 2).items()).containsExactly("a", "a+b");
    }

    @Test
    @DisplayName("a list that changes while it is paged loses and repeats nothing that stays")
    void goesOnWhereTheTokensNameIsGone() {
        long seed = 20_260_101;
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            String token = slice(NAMES, null, 1 + random.nextInt(NAMES.size() - 1))
                    .next()
                    .orElseThrow();
            int read = NAMES.size() - slice(NAMES, token, 99).items().size();
            var left = new ArrayList<>(NAMES);
            left.removeIf(name -> NAMES.indexOf(name) < read && random.nextBoolean());

            assertThat(slice(left, token, 99).items())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(NAMES.subList(read, NAMES.size()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"~*", "~YQ=", "~a"})
    void refusesATokenThatNoAnswerGave(String token) {
        assertThatThrownBy(() -> TokenPage.of(token, 9))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem())
                                .isEqualTo(new Problem.InvalidField(
                                        Kind.REQUEST, "pageToken", null, "must be a nextPageToken of an answer")));
    }

    private static TokenPage.Slice<String> slice(List<String> names, String token, int count) {
        var page = TokenPage.of(token, count);
        return page.cut(read(names, page.toRead()).toList(), Function.identity());
    }

    private static Stream<String> read(List<String> names, Page page) {
        String start = page.startKey() == null ? "" : page.startKey();
        return names.stream().filter(name -> name.compareTo(start) >= 0).limit(page.count());
    }
}
