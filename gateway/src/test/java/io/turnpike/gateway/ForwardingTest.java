package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Timeouts;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a target sees of a call.
class ForwardingTest {
    private static RawTarget target;
    private static Running gateway;

    @BeforeAll
    static void start() {
        target = RawTarget.answering(RawTarget.OK);
        String url = "http://127.0.0.1:" + target.port();
        gateway = Running.of(new Setup()
                .proxy("/api", target.port())
                .proxy(Setup.settings("/based", url + "/base"))
                .proxy(Setup.settings("/slashed", url + "/base/"))
                .proxy(Setup.settings("/rooted", url + "/"))
                .proxy(open("/open", url, false))
                .proxy(open("/host", url, true))
                .proxy(Setup.settings(
                        "/all", url, new CredentialPlaces(CredentialPlaces.Mode.KEY, "x-api-key", "apikey", true)))
                .proxy(Setup.settings(
                        "/keys", url, new CredentialPlaces(CredentialPlaces.Mode.KEY, "X-Shop-Key", "k", false))));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        target.close();
    }

    @ParameterizedTest(name = "PX1 {0} goes to {1}")
    @CsvSource({
        "/api, /",
        "/api/, /",
        "/api/x, /x",
        "/api?a, /?a",
        "/api//x, //x",
        "/based, /base",
        "/based/, /base/",
        "/based/x/, /base/x/",
        "/slashed, /base/",
        "/slashed/, /base/",
        "/slashed/x, /base/x",
        "/slashed//x, /base//x",
        "/rooted, /",
        "/rooted/x, /x",
    })
    void writesTheTargetsPathAndTheSuffix(String path, String seen) throws Exception {
        assertThat(forwarded("GET " + path + " HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n"))
                .startsWith("GET " + seen + " HTTP/1.1\r\nHost: 127.0.0.1:" + target.port() + "\r\n");
    }

    @ParameterizedTest(name = "HT4 {0} becomes {1}")
    @CsvSource({
        "?apikey=good-key, ''",
        "?apikey=good-key&a=1, ?a=1",
        "?a=1&apikey=good-key, ?a=1",
        "?a=1&apikey=good-key&b=2, ?a=1&b=2",
        "?a=1&apikey=good-key&apikey=other&b, ?a=1&b",
        "?x-api-key=good-key&&a=%20+, ?&a=%20+",
        "?%61pikey=good-key&a, ?a",
        "?apikey=good%2Dkey&APIKEY=1, ?APIKEY=1",
        "?apikey=good-key&apikeys=1&apike=2, ?apikeys=1&apike=2",
    })
    void takesTheKeyOutOfTheQuery(String query, String seen) throws Exception {
        assertThat(forwarded("GET /api/x" + query + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("GET /x" + seen + " HTTP/1.1\r\n");
    }

    @ParameterizedTest(name = "HT17 {0}")
    @ValueSource(strings = {"x-api-key: good-key", "X_API_KEY: something", "X-Api-Key: good-key"})
    void takesOutTheKeysField(String line) throws Exception {
        assertThat(forwarded("GET /api/x?apikey=good-key HTTP/1.1\r\nHost: a\r\n" + line + "\r\n\r\n")
                        .toLowerCase(Locale.ROOT))
                .doesNotContain("good-key", "something");
    }

    @Test
    @DisplayName("HT17: what a proxy does not take goes on, and so does everything under credentials.forward")
    void leavesOtherCredentials() throws Exception {
        assertThat(forwarded(
                        "GET /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\nAuthorization: Basic YTpi\r\n\r\n"))
                .contains("Authorization: Basic YTpi\r\n");
        assertThat(
                        forwarded(
                                "GET /keys/x?k=good-key&apikey=1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer t\r\nx-shop-key: good-key\r\nx-api-key: 1\r\n\r\n"))
                .contains("GET /x?apikey=1 ", "Authorization: Bearer t\r\n", "x-api-key: 1\r\n")
                .doesNotContain("good-key");
        assertThat(forwarded("GET /all/x?apikey=good-key HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n"))
                .contains("GET /x?apikey=good-key ", "x-api-key: good-key\r\n");
        assertThat(forwarded(
                        "GET /open/x?apikey=1 HTTP/1.1\r\nHost: a\r\nx-api-key: 1\r\nAuthorization: Bearer t\r\n\r\n"))
                .contains("GET /x?apikey=1 ", "x-api-key: 1\r\n", "Authorization: Bearer t\r\n");
    }

    @Test
    @DisplayName("HT17: a Bearer with nothing behind it is no credential, and stays here")
    void takesOutAnEmptyBearer() throws Exception {
        assertThat(forwarded("GET /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\nAuthorization: bearer\r\n\r\n"))
                .doesNotContainIgnoringCase("authorization");
    }

    @ParameterizedTest(name = "HT15 {0}")
    @ValueSource(
            strings = {
                "Connection: x-mine",
                "Keep-Alive: 5",
                "Proxy-Connection: keep-alive",
                "Upgrade: h2c",
                "TE: gzip",
                "keep_alive: 5"
            })
    void removesWhatEndsAtThisHop(String line) throws Exception {
        assertThat(call(line + "\r\nConnection: close, X-Mine\r\nX-Mine: 1\r\nX-Other: 2\r\n"))
                .doesNotContainIgnoringCase(line.substring(0, line.indexOf(':')) + ":")
                .doesNotContainIgnoringCase("x-mine")
                .contains("X-Other: 2\r\n");
    }

    @Test
    @DisplayName("HT15: Connection cannot name what frames, routes or is ours")
    void ignoresConnectionsThatNameOurFields() throws Exception {
        assertThat(
                        forwarded(
                                "POST /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\nConnection: host, content-length, x-forwarded-for, via, x-request-id\r\nContent-Length: 1\r\n\r\nx"))
                .contains(
                        "Host: 127.0.0.1",
                        "Content-Length: 1\r\n",
                        "X-Forwarded-For: 127.0.0.1\r\n",
                        "Via: 1.1 turnpike\r\n",
                        "x-request-id: ");
    }

    @Test
    @DisplayName("HT15: TE with trailers goes on as Connection: TE")
    void announcesThatTrailersAreWelcome() throws Exception {
        assertThat(call("TE: gzip, trailers\r\nConnection: TE\r\n"))
                .contains("TE: trailers\r\nConnection: TE\r\n")
                .doesNotContain("gzip");
    }

    @Test
    @DisplayName("HT16: Via is appended with the version that was received")
    void appendsVia() throws Exception {
        assertThat(call("Via: 1.0 before\r\n")).containsSubsequence("Via: 1.0 before\r\n", "Via: 1.1 turnpike\r\n");
        assertThat(forwarded("GET /api/x HTTP/1.0\r\nx-api-key: good-key\r\n\r\n"))
                .contains("Via: 1.0 turnpike\r\n");
    }

    @Test
    @DisplayName("PX4: where a call came from is said by us alone")
    void replacesWhatTheClientSaysOfItsOrigin() throws Exception {
        String seen = call(String.join(
                "\r\n",
                "X-Forwarded-For: 1.2.3.4",
                "X_Forwarded_For: 1.2.3.4",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil",
                "X-Forwarded-Port: 1",
                "X-Forwarded-Prefix: /evil",
                "X-Real-IP: 1.2.3.4",
                "Forwarded: for=evil",
                ""));

        assertThat(seen)
                .contains(
                        "X-Forwarded-For: 127.0.0.1\r\n",
                        "X-Real-IP: 127.0.0.1\r\n",
                        "X-Forwarded-Proto: http\r\n",
                        "X-Forwarded-Host: shop.example:81\r\n",
                        "X-Forwarded-Prefix: /api\r\n",
                        "Forwarded: for=127.0.0.1;proto=http;host=\"shop.example:81\"\r\n")
                .doesNotContain("evil", "1.2.3.4", "https");
    }

    @Test
    @DisplayName("Runtime 1.7: context fields of a client never pass")
    void removesContextFields() throws Exception {
        assertThat(
                        call(
                                "x-apigee-application: evil\r\nX-Apigee-Authorized: true\r\nx_apigee_scope: a\r\nx-apigee-other: kept\r\nturnpike-decision: evil\r\n"))
                .doesNotContain("evil", "uthorized", "scope")
                .contains("x-apigee-other: kept\r\n");
    }

    @Test
    @DisplayName("HT5: the authority of an absolute target takes the place of Host")
    void routesByTheAuthorityOfAnAbsoluteTarget() throws Exception {
        assertThat(forwarded("GET http://real.example/host/x HTTP/1.1\r\nHost: other.example\r\n\r\n"))
                .startsWith("GET /x HTTP/1.1\r\nHost: real.example\r\n")
                .contains("X-Forwarded-Host: real.example\r\n")
                .doesNotContain("other.example");
    }

    @Test
    @DisplayName(
            "Extensions 4: a good request id of the client is kept, echoed and forwarded; another is replaced by the decision's")
    void handlesRequestIds() throws Exception {
        var good = gateway.exchange("GET /open/x HTTP/1.1\r\nHost: a\r\nX-Request-Id: a.b_C-1\r\n\r\n");
        assertThat(target.request()).contains("x-request-id: a.b_C-1\r\n");
        assertThat(good.field("x-request-id")).isEqualTo("a.b_C-1");

        var bad = gateway.exchange("GET /open/x HTTP/1.1\r\nHost: a\r\nX-Request-Id: a b\r\n\r\n");
        assertThat(target.request()).contains("x-request-id: " + bad.field("Turnpike-Decision") + "\r\n");
        assertThat(bad.field("x-request-id")).isEqualTo(bad.field("Turnpike-Decision"));
    }

    @ParameterizedTest(name = "HT6 Max-Forwards {0} on OPTIONS goes on as {1}")
    @CsvSource({"5, 4", "1, 0"})
    void countsForwardsDown(String sent, String seen) throws Exception {
        assertThat(forwarded("OPTIONS /open/x HTTP/1.1\r\nHost: a\r\nMax-Forwards: " + sent + "\r\n\r\n"))
                .contains("Max-Forwards: " + seen + "\r\n");
    }

    @Test
    @DisplayName("HT6: OPTIONS with Max-Forwards 0 is answered here")
    void answersTheLastForward() throws Exception {
        assertThat(gateway.exchange("OPTIONS /open/x HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n\r\n")
                        .status())
                .isEqualTo(200);
        assertThat(target.unasked()).isZero();
    }

    private static String call(String lines) throws Exception {
        return forwarded("GET /api/x HTTP/1.1\r\nHost: shop.example:81\r\nx-api-key: good-key\r\n" + lines + "\r\n");
    }

    private static String forwarded(String bytes) throws Exception {
        assertThat(gateway.exchange(bytes).status()).isEqualTo(200);
        return target.request();
    }

    private static ProxySettings open(String basePath, String url, boolean preserveHost) {
        CredentialPlaces places = new CredentialPlaces(CredentialPlaces.Mode.OPEN, "x-api-key", "apikey", false);
        return Setup.settings(basePath, url, places, Timeouts.DEFAULT, OptionalLong.empty(), preserveHost);
    }
}
