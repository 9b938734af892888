package io.turnpike.gateway;

import static io.turnpike.gateway.fuzz.FrameCode.END_STREAM;
import static io.turnpike.model.ProxySettingsBuilder.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.gateway.fuzz.FrameCode;
import io.turnpike.model.Quota;
import io.turnpike.model.TargetTls;
import io.turnpike.secret.Certificates;
import io.turnpike.usage.Ended;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// gRPC end to end, and targets that speak HTTP/2 (runtime 3.3).
class GrpcTest {
    private static final String PATH = "/shop.Orders/Place";

    @TempDir
    private Path folder;

    private final BlockingQueue<FrameWire.Answer> requests = new LinkedBlockingQueue<>();

    @Test
    @DisplayName("K1, HT14: a call goes on by HTTP/2, with its deadline, and its status comes back in the trailers")
    void carriesAUnaryCall() throws Exception {
        try (FrameTarget target = FrameTarget.scripted(this::answerEach);
                Running gateway = before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            call(client, 1).data(1, END_STREAM, "question");
            FrameWire.Answer answer = client.answer(1);
            call(client, 3).data(3, END_STREAM, "question");
            client.answer(3);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("content-type")).isEqualTo("application/grpc");
            assertThat(answer.body()).isEqualTo("answer");
            assertThat(answer.trailer("grpc-status")).isEqualTo("0");
            assertThat(answer.trailer("grpc-message")).isEqualTo("fine");
            FrameWire.Answer request = requests.poll(10, TimeUnit.SECONDS);
            assertThat(request.head().method()).hasToString("POST");
            assertThat(request.head().path()).hasToString(PATH);
            assertThat(request.head().scheme()).hasToString("http");
            assertThat(request.head().authority()).hasToString("127.0.0.1:" + target.port());
            assertThat(request.field("te")).isEqualTo("trailers");
            assertThat(request.field("grpc-timeout")).isEqualTo("5S");
            assertThat(request.field("x-api-key")).isNull();
            assertThat(request.field("via")).isEqualTo("2 turnpike");
            assertThat(request.body()).isEqualTo("question");
            assertThat(request.resetFor()).isEqualTo(-1);
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("K5: messages pass both ways while the stream is open, and the stream costs one")
    void streamsBothWays() throws Exception {
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    int stream = wire.next(FrameCode.HEADERS).stream();
                    wire.headers(stream, 0, ":status", "200", "content-type", "application/grpc");
                    for (int i = 0; i < 3; i++) {
                        wire.data(stream, 0, wire.next(FrameCode.DATA).text().toUpperCase(Locale.ROOT));
                    }
                    wire.headers(stream, END_STREAM, "grpc-status", "0");
                    wire.next(FrameCode.DATA);
                });
                Running gateway =
                        Running.of(new Setup().quota(1, 1, Quota.Unit.HOUR).proxy("/", target.port()));
                FrameWire client = FrameWire.to(gateway.port())) {
            call(client, 1);
            client.next(FrameCode.HEADERS);
            for (String word : new String[] {"one", "two", "three"}) {
                client.data(1, 0, word);
                assertThat(client.next(FrameCode.DATA).text()).isEqualTo(word.toUpperCase(Locale.ROOT));
            }
            client.data(1, END_STREAM, "");
            assertThat(client.answer(1).trailer("grpc-status")).isEqualTo("0");

            call(client, 3).data(3, END_STREAM, "");
            assertThat(client.answer(3).field("grpc-status")).isEqualTo("8");
            assertThat(client.answer(3).field("turnpike-errorcode")).isEqualTo("policies.ratelimit.QuotaViolation");
        }
    }

    @Test
    @DisplayName("An answer of trailers alone passes as it is")
    void passesTrailersOnly() throws Exception {
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    int stream = wire.next(FrameCode.HEADERS).stream();
                    wire.headers(
                            stream,
                            END_STREAM,
                            ":status",
                            "200",
                            "content-type",
                            "application/grpc",
                            "grpc-status",
                            "5");
                    wire.next(FrameCode.GOAWAY);
                });
                Running gateway = before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            call(client, 1).data(1, END_STREAM, "");

            assertThat(client.answer(1).field("grpc-status")).isEqualTo("5");
            assertThat(client.answer(1).body()).isEmpty();
        }
    }

    @Test
    @DisplayName("K4: a refusal is trailers alone: status 200, gRPC's own status, message and our code")
    void refusesInTrailers() throws Exception {
        try (FrameTarget target = FrameTarget.scripted(this::answerEach);
                Running gateway = Running.of(new Setup()
                        .proxy("/shop.Orders", target.port())
                        .proxy(Setup.settings("/dead", "http://127.0.0.1:1")));
                FrameWire client = FrameWire.to(gateway.port())) {
            client.headers(
                    1,
                    END_STREAM,
                    ":method",
                    "POST",
                    ":scheme",
                    "http",
                    ":path",
                    PATH,
                    ":authority",
                    "a",
                    "content-type",
                    "application/grpc+proto");
            FrameWire.Answer noKey = client.answer(1);
            assertThat(noKey.status()).isEqualTo(200);
            assertThat(noKey.field("content-type")).isEqualTo("application/grpc");
            assertThat(noKey.field("grpc-status")).isEqualTo("16");
            assertThat(noKey.field("grpc-message"))
                    .isEqualTo("Failed to resolve API Key variable request.header.x-api-key");
            assertThat(noKey.field("turnpike-errorcode")).isEqualTo("steps.oauth.v2.FailedToResolveAPIKey");
            assertThat(noKey.body()).isEmpty();

            client.headers(3, END_STREAM, grpc("/nobody%C3%A9/Do"));
            FrameWire.Answer noRoute = client.answer(3);
            assertThat(noRoute.field("grpc-status")).isEqualTo("12");
            assertThat(noRoute.field("grpc-message"))
                    .isEqualTo("Unable to identify proxy for host: a and url: /nobody%25C3%25A9/Do");

            client.headers(5, END_STREAM, grpc("/dead/Do"));
            assertThat(client.answer(5).field("grpc-status")).isEqualTo("14");
        }
    }

    @Test
    @DisplayName("A target that resets a stream: status 14 before its answer, a reset behind it; the others go on")
    void tellsOfAResetStream() throws Exception {
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    int first = wire.next(FrameCode.HEADERS).stream();
                    wire.frame(FrameCode.RST_STREAM, 0, first, (byte) 0, (byte) 0, (byte) 0, (byte) 2);
                    int second = wire.next(FrameCode.HEADERS).stream();
                    wire.headers(second, 0, ":status", "200", "content-type", "application/grpc");
                    wire.data(second, 0, "half");
                    wire.frame(FrameCode.RST_STREAM, 0, second, (byte) 0, (byte) 0, (byte) 0, (byte) 2);
                    answerEach(wire);
                });
                Running gateway = before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            call(client, 1).data(1, END_STREAM, "");
            assertThat(client.answer(1).field("grpc-status")).isEqualTo("14");
            call(client, 3).data(3, END_STREAM, "");
            assertThat(client.answer(3).status()).isEqualTo(200);
            assertThat(client.answer(3).resetFor()).isEqualTo(2);
            call(client, 5).data(5, END_STREAM, "");
            assertThat(client.answer(5).trailer("grpc-status")).isEqualTo("0");
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("HT33: a client that gives up its stream gives up that of the target, and no other")
    void passesAResetOn() throws Exception {
        BlockingQueue<Integer> resets = new LinkedBlockingQueue<>();
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    wire.next(FrameCode.HEADERS);
                    requests.add(wire.known(3));
                    resets.add((int) wire.next(FrameCode.RST_STREAM).payload()[3]);
                    answerEach(wire);
                });
                Running gateway = before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            call(client, 1);
            requests.poll(10, TimeUnit.SECONDS);
            client.frame(FrameCode.RST_STREAM, 0, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 8);

            assertThat(resets.poll(10, TimeUnit.SECONDS)).isEqualTo(8);
            assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.CLIENT_GONE);
            call(client, 3).data(3, END_STREAM, "");
            assertThat(client.answer(3).trailer("grpc-status")).isEqualTo("0");
        }
    }

    @Test
    @DisplayName("Calls that come at once share the connection that the first of them opens, in their order")
    void opensOneConnectionForABurst() throws Exception {
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    for (int answered = 0; answered < 10; ) {
                        FrameWire.Frame data = wire.next(FrameCode.DATA);
                        if ((data.flags() & END_STREAM) != 0) {
                            wire.headers(data.stream(), END_STREAM, ":status", "200", "grpc-status", "0");
                            answered++;
                        }
                    }
                    for (int stream = 3; stream < 22; stream += 2) {
                        requests.add(wire.known(stream));
                    }
                    wire.next(FrameCode.GOAWAY);
                });
                Running gateway = before(target);
                FrameWire client = FrameWire.to(gateway.port())) {
            client.bytes(burst());

            for (int stream = 1; stream < 20; stream += 2) {
                assertThat(client.answer(stream).field("grpc-status")).isEqualTo("0");
                assertThat(requests.poll(10, TimeUnit.SECONDS).head().path()).hasToString(PATH + stream);
            }
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("Calls that wait for a connection hear that there will be none")
    void tellsABurstThatThereIsNoTarget() throws Exception {
        try (Running gateway = Running.of(new Setup().proxy("/", 1));
                FrameWire client = FrameWire.to(gateway.port())) {
            client.bytes(burst());

            for (int stream = 1; stream < 20; stream += 2) {
                assertThat(client.answer(stream).field("grpc-status")).isEqualTo("14");
            }
        }
    }

    /// Ten whole calls in one piece.
    private static byte[] burst() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int stream = 1; stream < 20; stream += 2) {
            byte[] head = FrameWire.block(
                    FrameWire.call("POST", PATH + stream, "content-type", "application/grpc", "te", "trailers"));
            bytes.writeBytes(FrameWire.encoded(FrameCode.HEADERS, FrameCode.END_HEADERS, stream, head));
            bytes.writeBytes(FrameWire.encoded(FrameCode.DATA, END_STREAM, stream, new byte[] {'q'}));
        }
        return bytes.toByteArray();
    }

    @Test
    @DisplayName("A target with TLS is spoken to by HTTP/2 where ALPN says so")
    void speaksHttp2ByAlpn() throws Exception {
        Certificates certificates = Certificates.of(folder, "dns:localhost");
        try (FrameTarget target = FrameTarget.scripted(certificates.listen(), this::answerEach);
                Running gateway = Running.of(new Setup()
                        .proxy(under("/")
                                .target("https://localhost:" + target.port())
                                .tls(new TargetTls(true, Optional.of(certificates.pem()), Optional.empty()))
                                .build()));
                FrameWire client = FrameWire.to(gateway.port())) {
            call(client, 1).data(1, END_STREAM, "");

            assertThat(client.answer(1).trailer("grpc-status")).isEqualTo("0");
            assertThat(requests.poll(10, TimeUnit.SECONDS).head().scheme()).hasToString("https");
        }
    }

    @Test
    @DisplayName("h2c: calls of HTTP/1.1 go to a target that speaks HTTP/2, and its trailers come back in chunks")
    void carriesCallsOfHttp1() throws Exception {
        try (FrameTarget target = FrameTarget.scripted(this::answerEach);
                Running gateway =
                        Running.of(new Setup().proxy(Setup.settings("/api", "h2c://127.0.0.1:" + target.port())));
                Wire client = gateway.connect()) {
            client.send("POST /api/x?a=b HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\nContent-Length: 5\r\n\r\nhello");

            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("\r\nTransfer-Encoding: chunked\r\n");
            assertThat(client.readChunks())
                    .isEqualTo("6\r\nanswer\r\n0\r\ngrpc-status: 0\r\ngrpc-message: fine\r\n\r\n");
            FrameWire.Answer request = requests.poll(10, TimeUnit.SECONDS);
            assertThat(request.head().path()).hasToString("/x?a=b");
            assertThat(request.field("content-length")).isEqualTo("5");
            assertThat(request.body()).isEqualTo("hello");
        }
    }

    @Test
    @DisplayName("HT31: a stream that the target refuses unread is sent once more")
    void repeatsARefusedCall() throws Exception {
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    wire.headers(wire.next(FrameCode.HEADERS).stream(), END_STREAM, ":status", "204");
                    int refused = wire.next(FrameCode.HEADERS).stream();
                    wire.frame(FrameCode.RST_STREAM, 0, refused, (byte) 0, (byte) 0, (byte) 0, (byte) 7);
                    wire.headers(wire.next(FrameCode.HEADERS).stream(), END_STREAM, ":status", "204");
                    wire.next(FrameCode.GOAWAY);
                });
                Running gateway =
                        Running.of(new Setup().proxy(Setup.settings("/api", "h2c://127.0.0.1:" + target.port())));
                FrameWire client = FrameWire.to(gateway.port())) {
            assertThat(client.get(1, "/api").answer(1).status()).isEqualTo(204);
            assertThat(client.get(3, "/api").answer(3).status()).isEqualTo(204);
        }
    }

    @Test
    @DisplayName("HT31: and no third time, whatever the target refuses")
    void repeatsARefusedCallOnce() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        try (FrameTarget target = FrameTarget.scripted(wire -> {
                    wire.headers(wire.next(FrameCode.HEADERS).stream(), END_STREAM, ":status", "204");
                    while (true) {
                        int stream = wire.next(FrameCode.HEADERS).stream();
                        refused.incrementAndGet();
                        wire.frame(FrameCode.RST_STREAM, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 7);
                    }
                });
                Running gateway =
                        Running.of(new Setup().proxy(Setup.settings("/api", "h2c://127.0.0.1:" + target.port())));
                FrameWire client = FrameWire.to(gateway.port())) {
            assertThat(client.get(1, "/api").answer(1).status()).isEqualTo(204);
            assertThat(client.get(3, "/api").answer(3).status()).isEqualTo(502);
            assertThat(refused).hasValue(2);
        }
    }

    private static Running before(FrameTarget target) {
        return Running.of(new Setup().proxy("/", target.port()));
    }

    /// Answers every call when it is whole.
    private void answerEach(FrameWire wire) {
        while (true) {
            int stream = wire.next(FrameCode.HEADERS).stream();
            requests.add(wire.answer(stream));
            wire.headers(stream, 0, ":status", "200", "content-type", "application/grpc");
            wire.data(stream, 0, "answer");
            wire.headers(stream, END_STREAM, "grpc-status", "0", "grpc-message", "fine");
        }
    }

    /// The head of a call.
    private static FrameWire call(FrameWire client, int stream) {
        return client.headers(stream, 0, grpc(PATH));
    }

    private static String[] grpc(String path) {
        return FrameWire.call("POST", path, "content-type", "application/grpc", "te", "trailers", "grpc-timeout", "5S");
    }
}
