package io.turnpike.management.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.http.Json;
import io.turnpike.management.wire.Fields;
import io.turnpike.model.App;
import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import io.turnpike.problem.Kind;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AppBodyTest {
    private static final App.Details FORMER = new App.Details(
            "http://example.com", "phones", List.of(), new Attributes(List.of(new Attribute("a", "1"))));

    @Test
    @DisplayName("11.2: a new app is of the family default")
    void fillsANewApp() {
        assertThat(body("{\"name\":\"n\"}").details())
                .isEqualTo(new App.Details(null, "default", List.of(), Attributes.NONE));
    }

    @Test
    @DisplayName("1.9: an update clears what is absent, an empty list included; the family stays")
    void replacesTheWhole() {
        var cleared = new App.Details(null, "phones", List.of(), Attributes.NONE);

        assertThat(body("{}").replacing(FORMER)).isEqualTo(cleared);
        assertThat(body("{\"attributes\":[],\"callbackUrl\":\"\"}").replacing(FORMER))
                .isEqualTo(cleared);
        assertThat(body("{\"appFamily\":\"tablets\"}").replacing(FORMER).appFamily())
                .isEqualTo("tablets");
    }

    @Test
    @DisplayName("20 #16: beside a new key an empty list changes no attribute, an absent one clears them")
    void keepsAttributesBesideANewKey() {
        assertThat(body("{\"attributes\":[]}").besideNewKey(FORMER).attributes())
                .isEqualTo(FORMER.attributes());
        assertThat(body("{}").besideNewKey(FORMER).attributes()).isEqualTo(Attributes.NONE);
        assertThat(body("{\"attributes\":[{\"name\":\"b\",\"value\":\"2\"}]}")
                        .besideNewKey(FORMER)
                        .attributes()
                        .list())
                .containsExactly(new Attribute("b", "2"));
        assertThat(body("{\"attributes\":[]}").besideNewKey(FORMER).callbackUrl())
                .isNull();
    }

    private static AppBody body(String json) {
        return AppBody.read(Fields.of(Json.read(json.getBytes(StandardCharsets.UTF_8)), Kind.APP), ChronoUnit.MILLIS);
    }
}
