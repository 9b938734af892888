package io.turnpike.decision;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
    @ParameterizedTest(name = "{0}: / {1}, /* {2}, /** {3}, /*/2/** {4}, /*/2/* {5}")
    @DisplayName("2.2: the table of Apigee's documentation, base path /v1/weatherapikey")
    @CsvSource({
        "/v1/weatherapikey,            yes, no,  no,  no,  no",
        "/v1/weatherapikey/,           yes, no,  no,  no,  no",
        "/v1/weatherapikey/1,          yes, yes, yes, no,  no",
        "/v1/weatherapikey/1/,         yes, yes, yes, no,  no",
        "/v1/weatherapikey/1/2,        yes, no,  yes, no,  no",
        "/v1/weatherapikey/1/2/,       yes, no,  yes, yes, no",
        "/v1/weatherapikey/1/2/3/,     yes, no,  yes, yes, yes",
        "/v1/weatherapikey/1/a/2/3/,   yes, no,  yes, no,  no",
    })
    void coversWhatTheTableOfApigeeSays(
            String path, String everything, String one, String deep, String prefix, String inside) {
        var covered = Stream.of("/", "/*", "/**", "/*/2/**", "/*/2/*")
                .map(resource -> matches(resource, path, 2) ? "yes" : "no");

        assertThat(covered).containsExactly(everything, one, deep, prefix, inside);
    }

    @ParameterizedTest(name = "{0} under {1} and {2}: {3}")
    @DisplayName("2.3: the further examples")
    @CsvSource({
        "/carts,               /streetcarts, /streetcarts/carts,         allow",
        "/carts,               /streetcarts, /streetcarts/carts/7,       deny",
        "/forecast/*,          /weather,     /weather/forecast/toronto,  allow",
        "/a/b/c,               /v1/x,        /v1/x/a/b/c/d,              deny",
        "/a/b/c,               /v1/x,        /v1/x/a/b/c,                allow",
        "/a/*/users/*,         /v1/x,        /v1/x/a/b/users/c,          allow",
        "/a/*/users/*,         /v1/x,        /v1/x/a/users/c/,           deny",
        "/*/2/**/,             /v1/x,        /v1/x/1/2/,                 deny",
        "/reports/*/forecasts, /,            /reports/toronto/forecasts, allow",
    })
    void coversWhatTheExamplesSay(String resource, String basePath, String path, String result) {
        assertThat(matches(resource, path, BasePaths.segments(basePath).size())).isEqualTo(result.equals("allow"));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @DisplayName("M3 to M9, E2 to E4: one case for each way to be right or wrong")
    @CsvSource({
        // M3: everything, whatever it looks like
        "/, '', true",
        "/, /, true",
        "/, //, true",
        "/, /a/b//c, true",
        // M4: whole segments, literally
        "/a.c, /a.c, true",
        "/a.c, /abc, false",
        "/a+, /aa, false",
        "/(a|b), /a, false",
        "/abc, /ab, false",
        "/ab, /abc, false",
        // M5: one segment that is not empty
        "/*, /a, true",
        "/*, '', false",
        "/*, /, false",
        "/*, //, false",
        "/*, /a/b, false",
        "/*/b, //b, false",
        "/a/*/c, /a/b/c, true",
        "/a/*/c, /a//c, false",
        // M6: any remainder at the end
        "/**, '', false",
        "/**, /, false",
        "/**, /a, true",
        "/**, //, true",
        "/**, /a//b/, true",
        "/a/**, /a, false",
        "/a/**, /a/, true",
        "/a/**, /a/b/c/, true",
        "/a/**, /b/c, false",
        "/*/**, /a/, true",
        "/*/**, //a, false",
        // M6: one or more segments inside
        "/a/**/z, /a/z, false",
        "/a/**/z, /a/b/z, true",
        "/a/**/z, /a/b/c/z, true",
        "/a/**/z, /a/z/z, true",
        "/a/**/z, /a/b//z, false",
        "/a/**/z, /a/b/c, false",
        "/**/z, /z, false",
        "/**/z, /a/z, true",
        "/**/**, /a, false",
        "/**/**, /a/, true",
        "/**/a/**/b, /x/a/y/b, true",
        "/**/a/**/b, /a/a/a/b, true",
        "/**/a/**/b, /a/b/a/b, false",
        "/**/a/**/b, /a/b, false",
        // M7: empty segments stay
        "/a/b, /a//b, false",
        "/a/b, //a/b, false",
        "/a//b, /a//b, true",
        "/a//b, /a/b, false",
        // M8: a slash at the end
        "/a, /a/, true",
        "/a, /a//, false",
        "/a/, /a, false",
        "/a/, /a/, true",
        "/a/, /a//, false",
        "/*, /a/, true",
        "/*/, /a, false",
        "/*/, /a/, true",
        "/a/**/z, /a/b/z/, true",
        "/a/**/z, /a/b/z//, false",
        "/a/**/z/, /a/b/z, false",
        "/a/**/z/, /a/b/z/, true",
        // M9: case
        "/a, /A, false",
        // E2: decoded once on both sides
        "/a, /%61, true",
        "/%61, /a, true",
        "/%6A, /%6a, true",
        "/%2561, /%61, false",
        "/%2561, /%2561, true",
        "/a+b, /a+b, true",
        "/a+b, /a%20b, false",
        "/%C3%A9, /%c3%a9, true",
        // E3: an encoded slash is data
        "/a/b, /a%2Fb, false",
        "/*, /a%2Fb, true",
        "/a%2fb, /a%2Fb, true",
        // E4: an encoded asterisk is one, and no wildcard
        "/%2A, /*, true",
        "/%2A, /a, false",
        "/%2A%2A, /a/b, false",
        "/%2a%2a, /**, true",
    })
    void follows(String resource, String suffix, boolean matches) {
        assertThat(matches(resource, "/v1" + suffix, 1)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} is more inclusive than {1}")
    @DisplayName("O2: / before /**, then segment by segment ** before * before a literal")
    @CsvSource({
        "/, /**",
        "/, /a",
        "/**, /*",
        "/**, /*/**",
        "/**, /a",
        "/*, /a",
        "/**/b, /*/b",
        "/*/a, /b/**",
        "/a/**, /a/*",
        "/a/*, /a/b",
        "/a/**, /a/b",
        "/a/*/c, /a/b/c",
        "/a/**, /a/**/b",
        "/a, /a/",
        "/*, /*/",
    })
    void ordersByInclusiveness(String more, String less) {
        var one = PathPattern.of(more, false);
        var other = PathPattern.of(less, false);

        assertThat(PathPattern.MOST_INCLUSIVE_FIRST.compare(one, other)).isNegative();
        assertThat(PathPattern.MOST_INCLUSIVE_FIRST.compare(other, one)).isPositive();
    }

    @Test
    void ordersTheSameKindsOfSegmentsAlike() {
        assertThat(PathPattern.MOST_INCLUSIVE_FIRST.compare(
                        PathPattern.of("/a/*/c", false), PathPattern.of("/x/*/z", false)))
                .isZero();
    }

    @Test
    void ordersAnyListTheSameWayWhateverItsOrderWas() {
        var resources = List.of("/a/b", "/**", "/a/*", "/", "/*/b", "/a/**", "/*");
        var sorted = List.of("/", "/**", "/*/b", "/*", "/a/**", "/a/*", "/a/b");

        var reversed = resources.reversed().stream()
                .sorted(comparing(resource -> PathPattern.of(resource, false), PathPattern.MOST_INCLUSIVE_FIRST));

        assertThat(reversed).containsExactlyElementsOf(sorted);
    }

    @ParameterizedTest(name = "/ and {0}: {1}")
    @DisplayName("DOC-REL14: the organization's switch narrows / to the base path")
    @CsvSource({"'', true", "/, true", "/x, false", "//, false", "/x/y, false"})
    void coversTheBasePathOnlyWhereTheOrganizationSaysSo(String suffix, boolean matches) {
        var path = RequestPath.parse("/p" + suffix);

        assertThat(PathPattern.of("/", true).matches(path, 1)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @DisplayName("DOC-REL14: the switch changes nothing else")
    @CsvSource({"/**, /a/b, true", "/*, /a, true", "/a, /a/, true", "/a/, /a, false", "/**, /, false"})
    void leavesOtherResourcesAloneUnderTheSwitch(String resource, String suffix, boolean matches) {
        var path = RequestPath.parse("/p" + suffix);

        assertThat(PathPattern.of(resource, true).matches(path, 1)).isEqualTo(matches);
    }

    private static boolean matches(String resource, String path, int basePathSegments) {
        return PathPattern.of(resource, false).matches(RequestPath.parse(path), basePathSegments);
    }
}
