package io.turnpike.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.turnpike.chance.Chance;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OperationTableTest {
    @Test
    void meetsOneOfManyThatDifferInOneSegment() {
        var table = table(IntStream.range(0, 50).mapToObj(i -> "/catalog/o" + i + "/*"));

        assertThat(resources(table, "/v1/catalog/o49/7")).containsExactly("/catalog/o49/*");
        assertThat(resources(table, "/v1/catalog/%6f49/7")).containsExactly("/catalog/o49/*");
        assertThat(resources(table, "/v1/catalog/other/7")).isEmpty();
        assertThat(resources(table, "/v1/catalog")).isEmpty();
    }

    @Test
    void keepsTheOrderAmongLiteralsAndWildcards() {
        var table = table(Stream.of("/**", "/*/x", "/a/*", "/b/*", "/a/x"));

        assertThat(resources(table, "/v1/a/x")).containsExactly("/**", "/*/x", "/a/*", "/a/x");
        assertThat(resources(table, "/v1/c/x")).containsExactly("/**", "/*/x");
    }

    @Test
    @DisplayName("DOC-REL14: the narrow / covers a path without segments")
    void meetsTheNarrowSlashOnTheBasePath() {
        var table = new OperationTable(
                Stream.of("/", "/a", "/b").map(it -> rule(it, true)).toList());

        assertThat(resources(table, "/v1")).contains("/");
        assertThat(resources(table, "/v1/")).contains("/");
    }

    /// One pass takes some milliseconds; a pass for each literal would take minutes.
    @Test
    void groupsManyLiteralsInOnePass() {
        var resources =
                IntStream.range(0, 100_000).mapToObj(i -> "/o" + i + "/*").toList();

        var table = assertTimeoutPreemptively(Duration.ofMinutes(1), () -> table(resources.stream()));

        assertThat(resources(table, "/v1/o99999/7")).containsExactly("/o99999/*");
    }

    @Test
    void losesNoOperationThatCoversThePath() {
        long seed = Chance.seed();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<String> segments = List.of("a", "b", "c", "%61", "*", "**", "");
        int covered = 0;
        for (int round = 0; round < 3000; round++) {
            boolean narrow = random.nextBoolean();
            List<PathRule> all = IntStream.range(0, random.nextInt(12))
                    .mapToObj(_ -> rule(path(random, segments), narrow))
                    .toList();
            OperationTable table = new OperationTable(all);
            for (int i = 0; i < 20; i++) {
                RequestPath path = RequestPath.parse("/v1" + (i == 0 ? "" : path(random, segments)));
                List<PathRule> expected = all.stream()
                        .filter(rule -> rule.pattern().matches(path, 1))
                        .toList();
                covered += expected.size();

                assertThat(Stream.of(table.candidates(path, 1))
                                .filter(rule -> rule.pattern().matches(path, 1)))
                        .as("%s among %s, seed %d", path, all, seed)
                        .containsExactlyElementsOf(expected);
            }
        }
        assertThat(covered).as("seed %d", seed).isGreaterThan(1000);
    }

    private static String path(Random random, List<String> segments) {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(_ -> segments.get(random.nextInt(segments.size())))
                .collect(Collectors.joining("/", "/", ""));
    }

    private static OperationTable table(Stream<String> resources) {
        return new OperationTable(resources.map(it -> rule(it, false)).toList());
    }

    private static PathRule rule(String resource, boolean narrow) {
        return new PathRule(
                PathPattern.of(resource, narrow),
                MethodSet.ANY,
                new CompiledOperation(resource, Limits.NONE, List.of()));
    }

    private static List<String> resources(OperationTable table, String path) {
        return Stream.of(table.candidates(RequestPath.parse(path), 1))
                .map(rule -> rule.operation().text())
                .toList();
    }
}
