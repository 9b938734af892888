package io.turnpike.decision;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.chance.Chance;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Holds the compiled patterns against a matcher that is slow, recursive and written straight from rules M3 to M8 and
/// E2 to E4.
class PathPatternRandomTest {
    private static final int PAIRS = 400_000;
    private static final List<String> OF_PATTERNS =
            List.of("*", "*", "**", "**", "a", "b", "%61", "a%2Fb", "%2A", "", "ab");
    private static final List<String> OF_PATHS = List.of("a", "a", "b", "b", "%61", "%62", "a%2fb", "*", "", "c", "ab");

    private final long seed = Chance.seed();
    private final Random random = new Random(seed);

    @Test
    void agreesWithASlowMatcherOnRandomPatternsAndPaths() {
        System.out.println("seed " + seed);
        int matched = 0;
        for (int i = 0; i < PAIRS; i++) {
            String resource = "/" + segments(OF_PATTERNS, 1 + random.nextInt(5));
            int basePathSegments = random.nextInt(3);
            String suffix = random.nextInt(20) == 0 ? "" : "/" + segments(OF_PATHS, 1 + random.nextInt(6));
            String path = "/base".repeat(basePathSegments) + suffix;
            if (path.isEmpty()) {
                continue;
            }
            boolean expected = Slow.matches(resource, suffix);
            matched += expected ? 1 : 0;

            boolean given = PathPattern.of(resource, false).matches(RequestPath.parse(path), basePathSegments);

            if (given != expected) {
                assertThat(given)
                        .as("%s on the suffix '%s', seed %d", resource, suffix, seed)
                        .isEqualTo(expected);
            }
        }
        assertThat(matched).as("pairs that match, seed %d", seed).isGreaterThan(PAIRS / 20);
    }

    @Test
    void putsAResourceBeforeThoseThatItCoversWhole() {
        System.out.println("seed " + seed);
        for (int i = 0; i < PAIRS; i++) {
            String specific = "/" + segments(List.of("a", "b", "*"), 1 + random.nextInt(4));
            String inclusive = "/" + segments(List.of("a", "b", "*", "**"), 1 + random.nextInt(4));
            if (inclusive.equals(specific) || !Slow.matches(inclusive, specific.replace("*", "c"))) {
                continue;
            }

            assertThat(PathPattern.MOST_INCLUSIVE_FIRST.compare(
                            PathPattern.of(inclusive, false), PathPattern.of(specific, false)))
                    .as("%s before %s, seed %d", inclusive, specific, seed)
                    .isNegative();
        }
    }

    private String segments(List<String> from, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> from.get(random.nextInt(from.size())))
                .collect(Collectors.joining("/"));
    }

    private static final class Slow {
        static boolean matches(String resource, String suffix) {
            if (resource.equals("/")) {
                return true;
            }
            if (suffix.isEmpty()) {
                return false;
            }
            List<String> wanted = cut(resource);
            List<String> given = cut(suffix);
            if (wanted.getLast().equals("**")) {
                List<String> prefix = wanted.subList(0, wanted.size() - 1);
                return prefix.isEmpty()
                        ? suffix.length() > 1
                        : IntStream.range(1, given.size()).anyMatch(end -> whole(prefix, given.subList(0, end)));
            }
            boolean oneSlashMore = !wanted.getLast().isEmpty()
                    && given.getLast().isEmpty()
                    && whole(wanted, given.subList(0, given.size() - 1));
            return oneSlashMore || whole(wanted, given);
        }

        private static boolean whole(List<String> wanted, List<String> given) {
            if (wanted.isEmpty() || given.isEmpty()) {
                return wanted.isEmpty() && given.isEmpty();
            }
            String first = given.getFirst();
            List<String> rest = given.subList(1, given.size());
            List<String> others = wanted.subList(1, wanted.size());
            return switch (wanted.getFirst()) {
                case "**" -> !first.isEmpty() && (whole(others, rest) || whole(wanted, rest));
                case "*" -> !first.isEmpty() && whole(others, rest);
                default -> decoded(wanted.getFirst()).equals(decoded(first)) && whole(others, rest);
            };
        }

        private static List<String> cut(String path) {
            return List.of(path.substring(1).split("/", -1));
        }

        private static String decoded(String segment) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < segment.length(); i++) {
                if (segment.charAt(i) == '%') {
                    bytes.write(Integer.parseInt(segment.substring(i + 1, i + 3), 16));
                    i += 2;
                } else {
                    bytes.write(segment.charAt(i));
                }
            }
            return bytes.toString(ISO_8859_1);
        }
    }
}
