package io.turnpike.management.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {
    @ParameterizedTest(name = "alias {0}, {1}: {2}, google {3} → {4}")
    @DisplayName("1.1: the first sign that is there decides; none decides nothing")
    @CsvSource({
        "X, Authorization, Basic eA==, false, X",
        "EDGE, Accept, application/json, true, EDGE",
        "'', Content-Type, text/xml; charset=utf-8, true, EDGE",
        "'', Accept, application/xml, true, EDGE",
        "'', Authorization, Basic eA==, true, X",
        "'', Authorization, basic eA==, false, EDGE",
        "'', Authorization, Bearer eA==, false, ''",
        "'', X-GOOG-API-FORMAT-VERSION, 2, false, X",
        "'', Accept, '*/*', false, ''",
    })
    void isToldByTheFirstSign(String alias, String header, String value, boolean google, String expected) {
        var headers = Map.of(header, value);

        var dialect = Dialect.of(alias, name -> Optional.ofNullable(headers.get(name)), google);

        assertThat(dialect.map(Dialect::name).orElse("")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @DisplayName("ruling 5: XML must rank above JSON and above anything; browsers get JSON")
    @CsvSource(
            delimiter = '|',
            value = {
                "application/xml | true",
                "text/xml;q=0.5 | true",
                "application/json, application/xml | false",
                "application/json;q=0.8, application/xml;q=0.9 | true",
                "application/xml;q=0.9, */*;q=0.8 | true",
                "*/*, application/xml | false",
                "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8 | false",
                "application/xml;q=0 | false",
            })
    void ranksXml(String accept, boolean preferred) {
        assertThat(MediaTypes.prefersXml(accept)).isEqualTo(preferred);
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @DisplayName("1.1: prefixes and short names of Edge")
    @CsvSource({
        "/x/v1/organizations/a, /v1/organizations/a, X",
        "/edge/v1/organizations/a, /v1/organizations/a, EDGE",
        "/v1/o/a/e/test/apis, /v1/organizations/a/environments/test/apis, EDGE",
        "/v1/organizations/a/e/test, /v1/organizations/a/environments/test, EDGE",
        "/x/v1/o/a, /v1/organizations/a, X",
        "/v1/organizations/o/apiproducts/e, /v1/organizations/o/apiproducts/e, ''",
        "/v1/organizations/a/apiproducts/o/e, /v1/organizations/a/apiproducts/o/e, ''",
        "/health/live, /health/live, ''",
    })
    void readsThePath(String path, String rewritten, String alias) {
        var result = new DialectPaths().rewrite(path);

        assertThat(result.path()).isEqualTo(rewritten);
        assertThat(result.alias()).isEqualTo(alias);
    }
}
