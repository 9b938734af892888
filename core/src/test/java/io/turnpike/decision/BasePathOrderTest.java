package io.turnpike.decision;

import static io.turnpike.decision.OrganizationBuilder.organization;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasePathOrderTest {
    private static final List<String> SEGMENTS = List.of("a", "b", "*");

    @Test
    @DisplayName("R2, R5: most segments, then the first literal; / is last")
    void sortsFromTheNarrowestToTheWidest() {
        var sorted = List.of("/a/b/c", "/a/b", "/a/*", "/b/a", "/*/b", "/*/*", "/a", "/*", "/");
        var shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(7));

        shuffled.sort(new BasePathOrder());

        assertThat(shuffled).containsExactlyElementsOf(sorted);
    }

    @ParameterizedTest(name = "seed {0}")
    @DisplayName("R2, R3: the first base path that matches is the one that the gateway takes")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheOrderOfTheGateway(long seed) {
        var random = new Random(seed);
        var basePaths = new TreeSet<>(new BasePathOrder());
        IntStream.range(0, 12).forEach(_ -> basePaths.add(path(random, 4, SEGMENTS)));
        var builder = organization();
        basePaths.forEach(each -> builder.deploy("at " + each, "test", each));
        var catalogue = builder.catalogue();

        for (int i = 0; i < 300; i++) {
            String path = path(random, 6, List.of("a", "b", "c"));
            var route = catalogue.route("test.localhost", RequestPath.parse(path));
            var first = basePaths.stream().filter(each -> matches(each, path)).findFirst();

            assertThat(route == null ? null : route.basePath()).as(path).isEqualTo(first.orElse(null));
        }
    }

    private static String path(Random random, int longest, List<String> segments) {
        int length = random.nextInt(longest);
        if (length == 0) {
            return "/";
        }
        var path = new StringBuilder();
        for (int i = 0; i < length; i++) {
            path.append('/').append(segments.get(random.nextInt(segments.size())));
        }
        return path.toString();
    }

    private static boolean matches(String basePath, String path) {
        if (basePath.equals("/")) {
            return true;
        }
        var wanted = basePath.substring(1).split("/", -1);
        var given = path.substring(1).split("/", -1);
        return given.length >= wanted.length
                && IntStream.range(0, wanted.length)
                        .allMatch(i -> wanted[i].equals(given[i]) || (wanted[i].equals("*") && !given[i].isEmpty()));
    }
}
