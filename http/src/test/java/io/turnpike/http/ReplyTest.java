package io.turnpike.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
    @Test
    void isNotChangedByWhatIsMadeOfIt() {
        var plain = Reply.json(200, Map.of());
        var marked = plain.with("content-type", "application/json; charset=utf-8");

        assertThat(plain.header("Content-Type")).hasValue("application/json");
        assertThat(marked.header("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(marked.headers()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a\r\nSet-Cookie: x", "a\nb", "a\u0000", "\u00e9"})
    void refusesAValueThatCouldEndTheField(String value) {
        var reply = Reply.empty(204);

        assertThatThrownBy(() -> reply.with("X", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reply.with(value, "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
