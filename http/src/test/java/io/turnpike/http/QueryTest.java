package io.turnpike.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.problem.Refused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    @ParameterizedTest(name = "{1} of ?{0}: {2}")
    @DisplayName("management-api 1.5 and 24.2: snake case, first wins, empty counts as absent")
    @CsvSource({
        "pageSize=5, pageSize, 5",
        "page_size=5, pageSize, 5",
        "pageSize=5, page_size, 5",
        "page_size=1&pageSize=2, pageSize, 1",
        "a=1&a=2, a, 1",
        "$.xgafv=2, $.xgafv, 2",
        "_a=1, _a, 1",
        "a_=1, a_, 1",
        "filter=appName=N, filter, appName=N",
        "a=x+y%2Bz%26, a, x y+z&",
        "n%61me=%C3%A9, name, é",
        "b=1&&a=2, a, 2",
    })
    void findsAValue(String raw, String name, String value) {
        var query = new Query(raw);

        query.requireValid();
        assertThat(query.value(name)).hasValue(value);
    }

    @ParameterizedTest(name = "{1} of ?{0}")
    @CsvSource({"'', a", "a, a", "a=, a", "a=&a=1, a", "b=1, a", "A=1, a"})
    void findsNothing(String raw, String name) {
        assertThat(new Query(raw).value(name)).isEmpty();
    }

    @Test
    void keepsWhatItCouldReadOfABrokenQuery() {
        var query = new Query("a=1&b=%zz&c=3");

        assertThat(query.value("a")).hasValue("1");
        assertThat(query.value("b")).isEmpty();
        assertThat(query.value("c")).hasValue("3");
        assertThatThrownBy(query::requireValid).isInstanceOf(Refused.class);
    }
}
