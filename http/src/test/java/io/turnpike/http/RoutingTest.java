package io.turnpike.http;

import static io.turnpike.http.Served.open;
import static io.turnpike.http.Served.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutingTest {
    private static final String PRODUCT = "/v1/organizations/{org}/apiproducts/{name}";
    private Served served;

    @BeforeAll
    void start() {
        served = Served.with(
                open("GET", PRODUCT, call -> said("product " + call.path("name") + " of " + call.path("org"))),
                open("PUT", PRODUCT, call -> said("put")),
                open("PATCH", PRODUCT, call -> said("patch")),
                open("DELETE", PRODUCT, call -> said("delete")),
                open("POST", PRODUCT + ":move", call -> said("move " + call.path("name"))),
                open("GET", "/v1/organizations/{org}/apiproducts/count", call -> said("count")),
                open("POST", "/v1/organizations/{org}/apiproducts/copy", call -> said("copy")),
                open("GET", PRODUCT + "/attributes/{attribute}", call -> said(call.path("attribute"))),
                open("POST", "/v1/deployments:report", call -> said("report")),
                open("POST", "/v1/{any}/balance:credit", call -> said("credit " + call.path("any"))),
                open("GET", "/v1/organizations/{org}/keys/{key}", call -> said("key")),
                open("GET", "/v1/alias", call -> said(call.alias() + " " + call.path())));
    }

    @AfterAll
    void stop() {
        served.close();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "GET, /v1/organizations/o/apiproducts/gold, product gold of o",
        "GET, /v1/organizations/o/apiproducts/gold/, product gold of o",
        "GET, /v1/organizations/o/apiproducts/count, count",
        "PUT, /v1/organizations/o/apiproducts/gold, put",
        "PATCH, /v1/organizations/o/apiproducts/gold, patch",
        "DELETE, /v1/organizations/o/apiproducts/gold, delete",
        "GET, /v1/organizations/o/apiproducts/count/attributes/x, x",
        "GET, /v1/%6frganizations/o/apiproducts/gold, product gold of o",
    })
    void findsTheMostLiteralRoute(String method, String path, String answer) {
        assertThat(served.send(served.to(path).method(method, BodyPublishers.noBody()))
                        .body())
                .isEqualTo(answer);
    }

    @Test
    void takesAParameterWhereTheLiteralHasNotTheMethod() {
        assertThat(served.get("/v1/organizations/o/apiproducts/copy").body()).isEqualTo("product copy of o");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("management-api 1.8: a custom verb, with and without a slash before it")
    @CsvSource({
        "/v1/organizations/o/apiproducts/gold:move, move gold",
        "/v1/organizations/o/apiproducts/gold/:move, move gold",
        "/v1/organizations/o/apiproducts/a:b:move, move a:b",
        "/v1/organizations/o/apiproducts/a%3Ab:move, move a:b",
        "/v1/deployments:report, report",
        "/v1/deployments/:report, report",
        "/v1/x/balance:credit, credit x",
    })
    void findsCustomVerbs(String path, String answer) {
        assertThat(served.post(path, "").body()).isEqualTo(answer);
    }

    @Test
    void readsAnEscapedColonAsPartOfTheName() {
        assertThat(served.get("/v1/organizations/o/apiproducts/gold%3Amove").body())
                .isEqualTo("product gold:move of o");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("management-api 1.8: a segment is decoded once and never resolved")
    @CsvSource({
        "a%2Fb, a/b",
        "a%252Fb, a%2Fb",
        "%2e%2e, ..",
        "a+b, a+b",
        "ada%40example.org, ada@example.org",
        "ada@example.org, ada@example.org",
        "a;v=1, a;v=1",
        "%C3%A9, é",
    })
    void decodesASegmentOnce(String raw, String decoded) {
        assertThat(served.raw("GET /v1/organizations/o/apiproducts/" + raw + " HTTP/1.1\r\nHost: t\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\nproduct " + decoded + " of o");
    }

    @Test
    void doesNotResolveDotsBeforeRouting() {
        assertThat(served.raw("GET /v1/organizations/o/x/../apiproducts/gold HTTP/1.1\r\nHost: t\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
        assertThat(served.raw("GET /v1/organizations/o/apiproducts/.. HTTP/1.1\r\nHost: t\r\n\r\n"))
                .endsWith("product .. of o");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"%", "%4", "%zz", "%-1", "%ff", "%c0%af", "%ed%a0%80", "%00", "%0d%0a", "\u00e9", "a%7f"})
    void refusesASegmentThatIsNoText(String segment) {
        assertThat(served.raw("GET /v1/organizations/o/apiproducts/" + segment + " HTTP/1.1\r\nHost: t\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Type: application/json\r\n");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v2/organizations",
                "/v1/organizations/o/apiproducts",
                "/v1/organizations//apiproducts/gold",
                "/v1/organizations/o/apiproducts/gold//",
                "/v1/organizations/o/apiproducts/gold/attributes",
            })
    void answersUnknownPathsWith404(String path) {
        var answer = served.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).contains("NoSuchRoute");
    }

    @Test
    void masksWhatMayBeAKeyInAnUnknownPath() {
        assertThat(served.get("/v1/organizations/o/keys/s3cret/nothing").body())
                .contains("/v1/organizations/o/keys/****/nothing")
                .doesNotContain("s3cret");
    }

    @Test
    void answersAKnownPathWithAnotherMethodBy405AndAllow() {
        var answer = served.post("/v1/organizations/o/apiproducts/gold", "{}");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("DELETE, GET, HEAD, PATCH, PUT");
    }

    @Test
    void answersHeadAsGetWithoutTheBody() {
        String answer = served.raw("HEAD /v1/organizations/o/apiproducts/gold HTTP/1.1\r\nHost: t\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
        assertThat(answer).containsIgnoringCase("content-length: 17\r\n");
    }

    @Test
    void routesTheAbsoluteFormOfATarget() {
        assertThat(served.raw("GET http://t/v1/organizations/o/apiproducts/gold HTTP/1.1\r\nHost: t\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    @DisplayName("management-api 1.1: aliases are rewritten before routing")
    void routesTheRewrittenPathAndRemembersTheAlias() {
        assertThat(served.get("/alias/alias").body()).isEqualTo("alias /v1/alias");
    }

    @Test
    void refusesTwoRoutesForTheSameCalls() {
        var routes = List.of(
                open("GET", "/v1/a/{x}:move", call -> said("")), open("GET", "/v1/a/{y}/:move", call -> said("")));

        assertThatThrownBy(() -> new RouteTree(routes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/v1/a/{y}/:move");
    }
}
