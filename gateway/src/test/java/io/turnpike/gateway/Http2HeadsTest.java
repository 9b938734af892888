package io.turnpike.gateway;

import static io.turnpike.gateway.fuzz.FrameCode.HEADERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.turnpike.gateway.fuzz.FrameCode;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// HTTP/2: how heads of answers are told.
class Http2HeadsTest {
    private static final String LONG = "v".repeat(30_000);

    @Test
    @DisplayName("RFC 9113 6.10: a head of an answer that is longer than a frame comes in several")
    void continuesLongHeads() throws Exception {
        try (RawTarget target =
                        RawTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Long: " + LONG + "\r\n\r\n");
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            client.get(1, "/api");
            Http2Headers head = head(client);

            assertThat(head.status()).hasToString("200");
            assertThat(head.get("x-long")).hasToString(LONG);
        }
    }

    @Test
    @DisplayName("RFC 7541: what a connection has heard twice is told by its place")
    void tellsWhatComesAgainInShort() throws Exception {
        assertThat(lengths()).satisfies(lengths -> assertThat(lengths[2]).isLessThan(lengths[0] - 100));
    }

    @Test
    @DisplayName("RFC 7541 4.2: a client that remembers nothing is told everything")
    void tellsAllToAClientThatRemembersNothing() throws Exception {
        assertThat(lengths(1, 0)).satisfies(lengths -> assertThat(lengths[2]).isEqualTo(lengths[1]));
    }

    /// Of the heads of three answers that are much alike.
    ///
    /// @param settings of the client
    private static int[] lengths(int... settings) throws Exception {
        String line = "X-Same: " + "s".repeat(150) + "\r\n";
        try (RawTarget target = RawTarget.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + line + "\r\n");
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port(), settings)) {
            int[] lengths = new int[3];
            for (int i = 0; i < 3; i++) {
                client.get(2 * i + 1, "/api");
                lengths[i] = client.next(HEADERS).payload().length;
                assertThat(client.answer(2 * i + 1).field("x-same")).hasSize(150);
            }
            return lengths;
        }
    }

    /// The next head, of as many frames as it takes.
    private static Http2Headers head(FrameWire client) throws Exception {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        FrameWire.Frame frame = client.next();
        while (frame.type() != HEADERS) {
            frame = client.next();
        }
        block.writeBytes(frame.payload());
        while ((frame.flags() & FrameCode.END_HEADERS) == 0) {
            frame = client.next();
            assertThat(frame.type()).isEqualTo(FrameCode.CONTINUATION);
            block.writeBytes(frame.payload());
        }
        return new DefaultHttp2HeadersDecoder(false, 1 << 20)
                .decodeHeaders(1, Unpooled.wrappedBuffer(block.toByteArray()));
    }
}
