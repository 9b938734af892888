package io.turnpike.gateway;

import static io.turnpike.gateway.fuzz.FrameCode.END_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.gateway.fuzz.FrameCode;
import io.turnpike.model.Quota;
import io.turnpike.usage.Ended;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Clients that speak HTTP/2, targets that speak HTTP/1.1.
class Http2Test {
    private static final String CHUNKED = """
            HTTP/1.1 200 OK\r
            Transfer-Encoding: chunked\r
            \r
            3\r
            abc\r
            0\r
            x-sum: 3\r
            Set-Cookie: a=b\r
            \r
            """;

    @Test
    @DisplayName("RFC 9113 3.3: prior knowledge on the plain port; calls on streams share connections to the target")
    void carriesCallsOnStreams() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            FrameWire.Answer answer = client.get(1, "/api/y?a=b").answer(1);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("ok");
            assertThat(answer.field("content-length")).isEqualTo("2");
            assertThat(answer.field("turnpike-decision")).hasSize(26);
            assertThat(answer.field("x-request-id")).isEqualTo(answer.field("turnpike-decision"));
            assertThat(client.get(3, "/api/z").answer(3).body()).isEqualTo("ok");
            assertThat(target.connections()).isEqualTo(1);
            assertThat(target.request())
                    .startsWith("GET /y?a=b HTTP/1.1\r\nHost: 127.0.0.1:" + target.port() + "\r\n")
                    .contains("\r\nVia: 2 turnpike\r\n")
                    .contains("\r\nX-Forwarded-Host: a\r\n")
                    .doesNotContain("good-key")
                    .doesNotContainIgnoringCase("transfer-encoding");
        }
    }

    @Test
    @DisplayName("A preface that comes byte by byte is one; what only begins like it is HTTP/1.1")
    void readsAPrefaceInPieces() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.silent(gateway.port())) {
            for (byte each : "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII)) {
                client.bytes(each);
            }
            assertThat(client.settings().get(1, "/api").answer(1).status()).isEqualTo(200);
            assertThat(gateway.exchange("PRI * HTTP/2.0\r\n\r\nSX\r\n\r\n").status())
                    .isEqualTo(505);
            assertThat(gateway.exchange("PROPFIND /api HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("HT14: a body without a length goes on in chunks, with its trailers; those of the answer come back")
    void carriesBodiesAndTrailersBothWays() throws Exception {
        try (RawTarget target = RawTarget.answering(CHUNKED);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            client.headers(1, 0, FrameWire.call("POST", "/api", "cookie", "a=1", "cookie", "b=2"));
            client.data(1, 0, "he").data(1, 0, "llo");
            client.headers(1, END_STREAM, "x-check", "5", "authorization", "secret");
            FrameWire.Answer answer = client.answer(1);

            String request = target.request();
            assertThat(Expected.head(request))
                    .contains("\r\nTransfer-Encoding: chunked\r\n")
                    .contains("\r\ncookie: a=1; b=2\r\n");
            assertThat(Expected.joined(Expected.body(request))).isEqualTo("5\r\nhello\r\n0\r\nx-check: 5\r\n\r\n");
            assertThat(answer.body()).isEqualTo("abc");
            assertThat(answer.field("transfer-encoding")).isNull();
            assertThat(answer.trailer("x-sum")).isEqualTo("3");
            assertThat(answer.trailer("set-cookie")).isNull();
        }
    }

    @Test
    @DisplayName("A body with a length goes on with that length; one that differs is no body: the target never has it")
    void holdsABodyToItsLength() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            client.headers(1, 0, FrameWire.call("POST", "/api", "content-length", "5"));
            client.data(1, END_STREAM, "hello");
            assertThat(client.answer(1).status()).isEqualTo(200);
            assertThat(target.request()).contains("\r\nContent-Length: 5\r\n").endsWith("\r\n\r\nhello");

            client.headers(3, 0, FrameWire.call("POST", "/api", "content-length", "5"));
            client.data(3, END_STREAM, "hell");
            assertThat(client.answer(3).resetFor()).isEqualTo(1);

            client.headers(5, 0, FrameWire.call("POST", "/api", "content-length", "5"));
            client.data(5, END_STREAM, "hello!");
            assertThat(client.answer(5).resetFor()).isEqualTo(1);
            assertThat(client.get(7, "/api").answer(7).status()).isEqualTo(200);
            assertThat(target.request()).startsWith("GET ");
        }
    }

    @Test
    @DisplayName("HT33: a client that ends its side gets the answers to its whole calls, and waits for no others")
    void endsCallsThatCannotBecomeWhole() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            client.headers(1, 0, FrameWire.call("POST", "/api")).endOutput();

            assertThat(client.outcome()).isEqualTo("reset 8");
            assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.CLIENT_GONE);
        }
    }

    @Test
    @DisplayName("HT33: a reset stream is a client that is gone: its target's connection closes, the others go on")
    void takesAResetForAClientThatIsGone() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (RawTarget target = RawTarget.scripted((wire, kept, number) -> {
                    if (kept.keep(wire.readRequest()).startsWith("GET /slow")
                            && wire.readRequest().isEmpty()) {
                        gone.countDown();
                    } else {
                        wire.send(RawTarget.OK);
                        wire.readRequest();
                    }
                });
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            client.get(1, "/api/slow");
            target.request();
            client.frame(FrameCode.RST_STREAM, 0, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 8);

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.CLIENT_GONE);
            assertThat(client.get(3, "/api/fast").answer(3).status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("HT23: an answer that its target cuts is reset, never ended")
    void resetsAnAnswerThatIsCut() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    kept.keep(wire.readRequest());
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
                });
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            FrameWire.Answer answer = client.get(1, "/api").answer(1);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.resetFor()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("HT24: a refused call with a body is answered in whole, and told to stop where much is left")
    void refusesACallWithABody() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            client.headers(1, 0, ":method", "POST", ":scheme", "http", ":path", "/api", ":authority", "a");
            client.data(1, END_STREAM, "short");
            FrameWire.Answer small = client.answer(1);
            assertThat(small.status()).isEqualTo(401);
            assertThat(small.resetFor()).isEqualTo(-1);
            assertThat(small.body()).isEqualTo("""
                    {"fault":{"faultstring":"Failed to resolve API Key variable request.header.x-api-key",\
                    "detail":{"errorcode":"steps.oauth.v2.FailedToResolveAPIKey"}}}""");
            assertThat(small.field("www-authenticate")).isEqualTo("ApiKey realm=\"test\"");

            client.headers(
                    3,
                    0,
                    ":method",
                    "POST",
                    ":scheme",
                    "http",
                    ":path",
                    "/api",
                    ":authority",
                    "a",
                    "content-length",
                    "1000000");
            assertThat(client.answer(3).status()).isEqualTo(401);
            assertThat(client.next(FrameCode.RST_STREAM).payload()).isEqualTo(new byte[4]);
        }
    }

    @Test
    @DisplayName("HT22: HEAD, 204 and 304 end with their heads")
    void endsAnswersWithoutABody() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    while (true) {
                        String request = kept.keep(wire.readRequest());
                        wire.send(
                                request.startsWith("HEAD")
                                        ? "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"
                                        : "HTTP/1.1 204 No Content\r\n\r\n");
                    }
                });
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            FrameWire.Answer head = client.headers(1, END_STREAM, FrameWire.call("HEAD", "/api"))
                    .answer(1);
            assertThat(head.field("content-length")).isEqualTo("7");
            assertThat(head.body()).isEmpty();
            assertThat(client.get(3, "/api").answer(3).status()).isEqualTo(204);
        }
    }

    @Test
    @DisplayName("HT21, HT25: interim answers come before the final one; a client that asks is told to go on")
    void passesInterimAnswers() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    kept.keep(wire.readHead());
                    wire.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
                    kept.keep(wire.read(5));
                    wire.send(RawTarget.OK);
                });
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            client.headers(1, 0, FrameWire.call("POST", "/api", "content-length", "5", "expect", "100-continue"));
            assertThat(target.request()).contains("\r\nexpect: 100-continue\r\n");
            client.next(FrameCode.HEADERS);
            client.next(FrameCode.HEADERS);
            client.data(1, END_STREAM, "hello");

            FrameWire.Answer answer = client.answer(1);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.interims()).containsOnlyKeys(103, 100);
            assertThat(target.request()).isEqualTo("hello");
        }
    }

    @Test
    @DisplayName("P8: streams are charged one by one, and what is too much is refused like anywhere")
    void chargesEachStream() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway =
                        Running.of(new Setup().quota(2, 1, Quota.Unit.HOUR).proxy("/api", target.port()));
                FrameWire client = FrameWire.to(gateway.port())) {
            client.get(1, "/api").get(3, "/api").get(5, "/api");

            assertThat(client.answer(1).status()).isEqualTo(200);
            assertThat(client.answer(3).status()).isEqualTo(200);
            assertThat(client.answer(5).status()).isEqualTo(429);
            assertThat(client.answer(5).field("x-ratelimit-remaining")).isEqualTo("0");
        }
    }

    @Test
    @DisplayName("HT1 to HT8 hold for heads of HTTP/2 too")
    void holdsHeadsToTheSameRules() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            assertThat(client.get(1, "/api/../x").answer(1).status()).isEqualTo(400);
            assertThat(client.get(3, "/api/" + "x".repeat(9_000)).answer(3).status())
                    .isEqualTo(414);
            assertThat(client.headers(5, END_STREAM, FrameWire.call("TRACE", "/api"))
                            .answer(5)
                            .status())
                    .isEqualTo(405);
            assertThat(client.headers(7, END_STREAM, ":method", "CONNECT", ":authority", "a:443")
                            .answer(7)
                            .status())
                    .isEqualTo(405);
            assertThat(client.headers(9, END_STREAM, ":method", "GET", ":scheme", "http", ":path", "/api")
                            .answer(9)
                            .status())
                    .isEqualTo(400);
            assertThat(client.headers(11, END_STREAM, FrameWire.call("GET", "/api", manyFields(101)))
                            .answer(11)
                            .status())
                    .isEqualTo(431);
            assertThat(client.headers(13, END_STREAM, FrameWire.call("GET", "/api", "expect", "the moon"))
                            .answer(13)
                            .status())
                    .isEqualTo(417);
            assertThat(client.headers(15, END_STREAM, FrameWire.call("GET", "/api", "host", "a"))
                            .answer(15)
                            .status())
                    .isEqualTo(200);
            assertThat(client.headers(17, END_STREAM, FrameWire.call("GET", "/api", "host", "b"))
                            .answer(17)
                            .resetFor())
                    .isEqualTo(1);
            assertThat(client.get(19, "http://b/api").answer(19).resetFor()).isEqualTo(1);
            assertThat(target.request()).startsWith("GET / ");
            assertThat(target.unasked()).isZero();
        }
    }

    @Test
    @DisplayName("HT8: a head that is too large to be read is refused, in whole, and the connection goes on")
    void refusesAHeadThatIsTooLarge() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            byte[] block = FrameWire.block(FrameWire.call("GET", "/api", "x-large", "x".repeat(50_000)));
            client.frame(FrameCode.HEADERS, END_STREAM, 1, Arrays.copyOf(block, 16_384));
            client.frame(FrameCode.CONTINUATION, 0, 1, Arrays.copyOfRange(block, 16_384, 32_768));
            client.frame(FrameCode.CONTINUATION, 0, 1, Arrays.copyOfRange(block, 32_768, 49_152));
            client.frame(
                    FrameCode.CONTINUATION, FrameCode.END_HEADERS, 1, Arrays.copyOfRange(block, 49_152, block.length));

            FrameWire.Answer answer = client.answer(1);
            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.body()).contains("protocol.http.TooBigHeaders");
            assertThat(answer.field("turnpike-decision")).hasSize(26);
            assertThat(client.get(3, "/api").answer(3).status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("On SIGTERM a connection is told first, takes what crossed with the word, answers it and closes")
    void drains() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
            kept.keep(wire.readRequest());
            gate.await(10, TimeUnit.SECONDS);
            wire.send(RawTarget.OK);
        })) {
            Running gateway = Running.before(target);
            try (FrameWire client = FrameWire.to(gateway.port())) {
                client.get(1, "/api");
                target.request();
                Thread closing = Thread.ofVirtual().start(gateway::close);
                assertThat(client.next(FrameCode.GOAWAY).payload()).startsWith(0x7f, 0xff, 0xff, 0xff);
                client.get(3, "/api");
                target.request();
                gate.countDown();

                assertThat(client.answer(1).status()).isEqualTo(200);
                assertThat(client.answer(3).status()).isEqualTo(200);
                gateway.pass(Duration.ofSeconds(2));
                assertThat(client.next(FrameCode.GOAWAY).payload()).startsWith(0, 0, 0, 3);
                assertThat(client.next()).isNull();
                closing.join();
            }
        }
    }

    @Test
    @DisplayName("HT32: heads and bodies that do not come, and connections without a call, end in bounded time")
    void endsWhatIsSlow() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                FrameWire half = FrameWire.to(gateway.port());
                FrameWire open = FrameWire.to(gateway.port());
                FrameWire slow = FrameWire.to(gateway.port());
                FrameWire idle = FrameWire.to(gateway.port())) {
            half.get(1, "/api").answer(1);
            half.bytes((byte) 0, (byte) 0, (byte) 9, (byte) FrameCode.HEADERS);
            half.bytes((byte) 4, (byte) 0, (byte) 0, (byte) 0, (byte) 3, (byte) 0);
            open.frame(FrameCode.HEADERS, END_STREAM, 1, FrameWire.block(FrameWire.call("GET", "/api")));
            slow.headers(1, 0, FrameWire.call("POST", "/api"));
            idle.get(1, "/api").answer(1);
            target.request();
            gateway.awaitTick();
            gateway.pass(Duration.ofSeconds(11));

            assertThat(half.outcome()).isEqualTo("goAway 11");
            assertThat(slow.answer(1).status()).isEqualTo(408);
            gateway.pass(Duration.ofSeconds(75));
            assertThat(idle.outcome()).isEqualTo("goAway 0");
        }
    }

    private static String[] manyFields(int count) {
        String[] fields = new String[count * 2];
        for (int i = 0; i < count; i++) {
            fields[2 * i] = "x-" + i;
            fields[2 * i + 1] = "1";
        }
        return fields;
    }

    @Test
    @DisplayName("HT8: trailers that are too large to be read end their call, and its target hears of it")
    void endsACallWithLargeTrailers() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (RawTarget target = RawTarget.scripted((wire, _, _) -> {
                    heard.add(wire.readHead());
                    heard.add(wire.readSome());
                });
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            client.headers(1, 0, FrameWire.call("POST", "/api"));
            assertThat(heard.poll(30, TimeUnit.SECONDS)).startsWith("POST / ");
            ByteArrayOutputStream trailers = new ByteArrayOutputStream();
            byte[] field = FrameWire.block("x-large", "a".repeat(4_000));
            field[0] = 0x40; // enters the table
            trailers.writeBytes(field);
            trailers.writeBytes("\u00be".repeat(12).getBytes(StandardCharsets.ISO_8859_1)); // its newest field

            client.frame(FrameCode.HEADERS, FrameCode.END_HEADERS | END_STREAM, 1, trailers.toByteArray());

            assertThat(client.answer(1).resetFor()).isEqualTo(1);
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    @DisplayName("HT13: trailers that cannot be read end their call too where they come before it is entered")
    void refusesTrailersThatComeEarly() throws Exception {
        String[] fields = new String[202];
        Arrays.fill(fields, "x");
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            gateway.usage.holding = true;
            client.headers(1, 0, FrameWire.call("POST", "/api")).headers(1, END_STREAM, fields);
            gateway.usage.awaitHeld(1);
            gateway.awaitTick();
            gateway.usage.letGo();

            assertThat(client.answer(1).status()).isEqualTo(400);
            assertThat(target.connections()).isZero();
            assertThat(gateway.usage.nextEnded().fault()).isEqualTo("protocol.http.BadRequest");
        }
    }
}
