package io.turnpike.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RequestHeadTest {
    private final RequestHead head = new RequestHead();

    @Test
    @DisplayName("Texts of one message serve the next, as long as they are short: a connection may live for days")
    void keepsShortTexts() {
        String kept = "a".repeat(1023);
        String dropped = "a".repeat(1024);

        assertThat(read("/" + kept, "b", 0).target())
                .isSameAs(read("/" + kept, "b", 0).target());
        assertThat(read("/" + dropped, "b", 0).target())
                .isNotSameAs(read("/" + dropped, "b", 0).target());
        assertThat(read("/", "a" + kept, 0).host())
                .isSameAs(read("/", "a" + kept, 0).host());
        assertThat(read("/", "a" + dropped, 0).host())
                .isNotSameAs(read("/", "a" + dropped, 0).host());
    }

    @Test
    @DisplayName("and few")
    void keepsFewTexts() {
        assertThat(read("/", "b", 64).value(1)).isSameAs(read("/", "b", 64).value(1));
        assertThat(read("/", "b", 65).value(1)).isNotSameAs(read("/", "b", 65).value(1));
    }

    /// @param fields how many there are
    private RequestHead read(String target, String host, int fields) {
        head.clear();
        String lines =
                "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + "c: d\r\n".repeat(Math.max(0, fields - 1));
        head.read(Unpooled.wrappedBuffer((lines + "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(head.isComplete()).isTrue();
        return head;
    }
}
