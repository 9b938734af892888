package io.turnpike.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("issue: a page on the management port shows the API and can send a call")
class DocsPageTest {
    private static final Pattern OWN_FILE = Pattern.compile("\"(/docs/[a-z.]+)\"");

    private static ApiServer api;

    @BeforeAll
    static void start(@TempDir Path folder) {
        api = ApiServer.start(folder);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/docs, text/html; charset=utf-8",
        "/docs/, text/html; charset=utf-8",
        "/docs/docs.css, text/css; charset=utf-8",
        "/docs/docs.js, text/javascript; charset=utf-8",
        "/docs/page.js, text/javascript; charset=utf-8",
        "/docs/description.js, text/javascript; charset=utf-8",
        "/docs/schema.js, text/javascript; charset=utf-8",
        "/docs/credentials.js, text/javascript; charset=utf-8",
        "/docs/call.js, text/javascript; charset=utf-8",
        "/docs/icon.svg, image/svg+xml",
    })
    void isServedToAnyoneAndLoadsNothingFromElsewhere(String path, String type) {
        var file = api.get(path, "Authorization", "").mustBe(200);

        assertThat(file.header("Content-Type")).isEqualTo(type);
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(file.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(file.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                        + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(file.body().replace("http://www.w3.org/2000/svg", ""))
                .doesNotContainPattern("(?i)https?://|innerHTML|eval\\(|localStorage|sessionStorage|document\\.cookie")
                .doesNotContainPattern("<script>|<style| style=| on[a-z]+=\"");
        OWN_FILE.matcher(file.body())
                .results()
                .map(found -> found.group(1))
                .forEach(used -> api.get(used, "Authorization", "").mustBe(200));
    }

    @Test
    void isSentOnce() {
        String tag = api.get("/docs").header("ETag");

        assertThat(tag).matches("\"[0-9a-f]{24}\"");
        var known = api.get("/docs", "If-None-Match", tag).mustBe(304);
        assertThat(known.body()).isEmpty();
        assertThat(known.header("ETag")).isEqualTo(tag);
        assertThat(known.header("Content-Security-Policy")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/moon.js", "/docs/..%2fapi.json", "/docs/index.html", "/docs/a/b"})
    void servesNothingElse(String path) {
        api.get(path).mustBe(404);
    }

    @Test
    @DisplayName("extensions 1: what the page sends is taken, the same from another site is 403")
    void sendsForItsOwnSiteOnly() {
        String product = "{\"name\":\"sent\",\"displayName\":\"d\"}";

        api.post("apiproducts", product, "Sec-Fetch-Site", "cross-site").mustBe(403);
        api.post("apiproducts", product, "Origin", "https://elsewhere.example").mustBe(403);
        api.get("apiproducts/sent").mustBe(404);
        api.post("apiproducts", product, "Sec-Fetch-Site", "same-origin").mustBe(201);
    }
}
