package io.turnpike.management.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AppPageTest {
    private static final List<UUID> APPS =
            IntStream.range(0, 4).mapToObj(number -> new UUID(0, number)).toList();

    @Test
    @DisplayName("1.7: a start key is included, and there is no token")
    void startsWithTheStartKey() {
        var page = new AppPage(id(1), 2, false);

        assertThat(page.toRead().count()).isEqualTo(2);
        assertThat(page.cut(APPS.subList(1, 3))).isEqualTo(new Stretch<>(APPS.subList(1, 3), Optional.empty()));
    }

    @Test
    @DisplayName("1.7: an unknown start key is a 404, also where later apps exist")
    void refusesAnUnknownStartKey() {
        var page = new AppPage(id(9), 2, false);

        assertThatThrownBy(() -> page.cut(List.of()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem()).isEqualTo(new Problem.NoSuchStart(Kind.APP, id(9))));
    }

    @Test
    @DisplayName("24.1 #6: a token is excluded; the next one is the last id shown, and none ends the list")
    void continuesBehindTheToken() {
        var page = new AppPage(id(0), 2, true);

        assertThat(page.cut(APPS.subList(0, 4))).isEqualTo(new Stretch<>(APPS.subList(1, 3), Optional.of(id(2))));
        assertThat(page.cut(APPS.subList(0, 3))).isEqualTo(new Stretch<>(APPS.subList(1, 3), Optional.empty()));
    }

    @Test
    @DisplayName("a token whose app was deleted meanwhile leads on")
    void continuesWhereTheTokensAppIsGone() {
        var page = new AppPage(id(0), 2, true);

        assertThat(page.cut(APPS.subList(1, 4))).isEqualTo(new Stretch<>(APPS.subList(1, 3), Optional.of(id(2))));
        assertThat(page.cut(List.of())).isEqualTo(new Stretch<>(List.of(), Optional.empty()));
    }

    private static String id(int number) {
        return new UUID(0, number).toString();
    }
}
