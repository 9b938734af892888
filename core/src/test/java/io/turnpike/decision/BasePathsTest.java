package io.turnpike.decision;

import static io.turnpike.decision.OrganizationBuilder.bare;
import static io.turnpike.decision.OrganizationBuilder.organization;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.ProxySettingsBuilder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasePathsTest {
    private static final String HOST = "test.localhost";

    @ParameterizedTest(name = "{0} goes to {1} with suffix ''{2}''")
    @DisplayName("R1, R6, M9: whole segments, slash at the end, case")
    @CsvSource({
        "/v1/weather, weather, ''",
        "/v1/weather/, weather, /",
        "/v1/weather/x, weather, /x",
        "/v1/weather//x, weather, //x",
        "/%76%31/weather/x, weather, /x",
        "/v1/weatherx, , ",
        "/v1/Weather, , ",
        "/v1, , ",
        "/v1/, , ",
        "/v1//weather, , ",
        "//v1/weather, , ",
        "/v1%2Fweather, , ",
        "/, , ",
    })
    void matchesWholeSegments(String path, String proxy, String suffix) {
        var catalogue = organization().deploy("weather", "test", "/v1/weather/").catalogue();
        var parsed = RequestPath.parse(path);

        var route = catalogue.route(HOST, parsed);

        assertThat(route == null ? null : route.proxy()).isEqualTo(proxy);
        assertThat(route == null ? null : parsed.suffix(route.basePathSegments()))
                .isEqualTo(suffix);
    }

    @ParameterizedTest(name = "{0} goes to {1}")
    @DisplayName("R2, R3, R5: most segments, then the first literal; * is one segment that is not empty; / is the rest")
    @CsvSource({
        "/a, a",
        "/a/b, a-b",
        "/a/b/c, a-b-c",
        "/a/b/d, a-b",
        "/a/x/c, a-any-c",
        "/a/x/d, a",
        "/x/b/c, any-b-c",
        "/x/b/d, root",
        "/a//c, a",
        "//b/c, root",
        "/, root",
        "/nothing, root",
    })
    void prefersTheLongestThenTheMostLiteral(String path, String proxy) {
        var catalogue = organization()
                .deploy("root", "test", "/")
                .deploy("any-b-c", "test", "/*/b/c")
                .deploy("a-any-c", "test", "/a/*/c")
                .deploy("a-b-c", "test", "/a/b/c")
                .deploy("a-b", "test", "/a/b")
                .deploy("a", "test", "/a")
                .catalogue();

        assertThat(catalogue.route(HOST, RequestPath.parse(path)).proxy()).isEqualTo(proxy);
    }

    @Test
    @DisplayName("R2: a longer path through * beats a shorter one of literals")
    void prefersLengthToLiterals() {
        var catalogue = organization()
                .deploy("literal", "test", "/a/b")
                .deploy("long", "test", "/*/*/c")
                .catalogue();

        assertThat(catalogue.route(HOST, RequestPath.parse("/a/b/c/d")).proxy()).isEqualTo("long");
        assertThat(catalogue.route(HOST, RequestPath.parse("/a/b/x")).proxy()).isEqualTo("literal");
    }

    @Test
    void findsEachOfAThousandSiblings() {
        var builder = organization();
        IntStream.range(0, 1000).forEach(i -> builder.deploy("p" + i, "test", "/v1/p" + i));
        var catalogue = builder.catalogue();

        assertThat(IntStream.range(0, 1000))
                .allSatisfy(i -> assertThat(catalogue
                                .route(HOST, RequestPath.parse("/v1/p" + i + "/x"))
                                .proxy())
                        .isEqualTo("p" + i));
        assertThat(catalogue.route(HOST, RequestPath.parse("/v1/p1000"))).isNull();
    }

    @Test
    @DisplayName("PX2: of two environments in one group the earlier deployment keeps the path")
    void leavesAContestedBasePathToTheEarlierDeployment() {
        var settings = ProxySettingsBuilder.under("/v1").build();
        var catalogue = bare(UUID.randomUUID())
                .environment("one")
                .environment("two")
                .group("both", "one", "two")
                .group("second", "two")
                .deploy("api", "two", settings, Instant.ofEpochSecond(20))
                .deploy("api", "one", settings, Instant.ofEpochSecond(10))
                .catalogue();

        assertThat(environment(catalogue, "both", "/v1")).isEqualTo("one");
        assertThat(environment(catalogue, "second", "/v1")).isEqualTo("two");
    }

    @Test
    @DisplayName("R7: the environment follows from host and base path alone")
    void takesTheEnvironmentFromTheRoute() {
        var catalogue = bare(UUID.randomUUID())
                .environment("one")
                .environment("two")
                .group("both", "one", "two")
                .deploy("api", "one", "/v1")
                .deploy("api", "two", "/v2")
                .catalogue();

        assertThat(environment(catalogue, "both", "/v1/x")).isEqualTo("one");
        assertThat(environment(catalogue, "both", "/v2/x")).isEqualTo("two");
    }

    @ParameterizedTest(name = "{0} leads to {1}")
    @DisplayName("management-api 5.1: exact, then the longest wildcard, then the catch-all")
    @CsvSource({
        "api.example.com, exact",
        "www.example.com, wide",
        "a.b.example.com, wide",
        "x.api.example.com, narrow",
        "a.x.api.example.com, narrow",
        "example.com, all",
        "notexample.com, all",
        "other, all",
        "*, all",
        "'', all",
    })
    void matchesHosts(String host, String environment) {
        var catalogue = bare(UUID.randomUUID())
                .environment("exact")
                .environment("wide")
                .environment("narrow")
                .environment("all")
                .group(List.of("API.example.com"), "exact")
                .group(List.of("*.Example.com"), "wide")
                .group(List.of("*.api.example.com"), "narrow")
                .group(List.of("*"), "all")
                .deploy("api", "exact", "/")
                .deploy("api", "wide", "/")
                .deploy("api", "narrow", "/")
                .deploy("api", "all", "/")
                .catalogue();

        assertThat(environment(catalogue, host, "/")).isEqualTo(environment);
    }

    @Test
    @DisplayName("P2: a host that is longer than names can be is looked for in no domain")
    void looksForNoEndlessHostInDomains() {
        var catalogue = bare(UUID.randomUUID())
                .environment("wide")
                .group(List.of("*.example.com"), "wide")
                .deploy("api", "wide", "/")
                .catalogue();
        String longest = "a.".repeat(121) + "example.com";

        assertThat(longest).hasSize(253);
        assertThat(environment(catalogue, longest, "/")).isEqualTo("wide");
        assertThat(catalogue.route("a" + longest, RequestPath.parse("/"))).isNull();
    }

    @Test
    @DisplayName("P2: one host belongs to one group; another group's paths do not show through")
    void doesNotFallThroughToTheCatchAll() {
        var catalogue = bare(UUID.randomUUID())
                .environment("one")
                .environment("two")
                .group("named", "one")
                .group("*", "two")
                .deploy("first", "one", "/first")
                .deploy("second", "two", "/second")
                .catalogue();

        assertThat(catalogue.route("named", RequestPath.parse("/second"))).isNull();
        assertThat(environment(catalogue, "else", "/second")).isEqualTo("two");
    }

    @Test
    void answersNowhereWithoutACatchAll() {
        var catalogue = organization().deploy("api", "test", "/").catalogue();

        assertThat(catalogue.route("elsewhere", RequestPath.parse("/"))).isNull();
        assertThat(Catalogue.EMPTY.route(HOST, RequestPath.parse("/"))).isNull();
    }

    @Test
    void servesSeveralOrganizations() {
        var one = bare(new UUID(0, 1)).environment("a").group("one", "a").deploy("api", "a", "/");
        var two = bare(new UUID(0, 2)).environment("b").group("two", "b").deploy("api", "b", "/");

        var catalogue = Catalogue.EMPTY
                .with(OrganizationCatalogue.of(one.contents(), null), 7)
                .with(OrganizationCatalogue.of(two.contents(), null), 8);

        assertThat(environment(catalogue, "one", "/")).isEqualTo("a");
        assertThat(environment(catalogue, "two", "/")).isEqualTo("b");
        assertThat(catalogue.revision()).isEqualTo(8);
    }

    private static String environment(Catalogue catalogue, String host, String path) {
        return catalogue.route(host, RequestPath.parse(path)).environment().name();
    }
}
