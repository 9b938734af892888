package io.turnpike.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.turnpike.gateway.reserved.ReservedCall;
import io.turnpike.gateway.reserved.ReservedReply;
import io.turnpike.usage.Decided;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The paths that the gateway answers itself (extensions 1).
class ReservedPathsTest {
    private static final String HOST = " HTTP/1.1\r\nHost: a.example:81\r\n";
    private static final String TOO_BIG =
            "{\"fault\":{\"faultstring\":\"Request body too large\",\"detail\":{\"errorcode\":\"protocol.http.TooBigBody\"}}}";

    private final List<ReservedCall> calls = new CopyOnWriteArrayList<>();
    private final Setup setup = new Setup();
    private Running gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void start() {
        setup.reserved = call -> {
            calls.add(call);
            return new ReservedReply(200, Map.of("Content-Type", "text/plain"), "ours".getBytes(UTF_8));
        };
        gateway = Running.of(setup);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/.turnpike/test/oauth/token",
                "/%2eturnpike/test/x",
                "/%2E%74urnpike",
                "/.turnpike",
                "http://a.example:81/.turnpike/x"
            })
    @DisplayName("Extensions 1: reserved paths are compared decoded, before any base path, `/` and `*` too")
    void goesBeforeEveryBasePath(String target) throws Exception {
        setup.proxy("/", 1).proxy("/*", 1);
        start();

        Wire.Answer answer = gateway.exchange("GET " + target + HOST + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ours");
        assertThat(answer.head()).startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/.turnpikes/x", "/x/.turnpike", "/.Turnpike/x", "/turnpike"})
    void leavesOtherPathsToProxies(String target) throws Exception {
        start();

        assertThat(gateway.exchange("GET " + target + HOST + "\r\n").status()).isEqualTo(404);
        assertThat(calls).isEmpty();
    }

    @Test
    @DisplayName("Extensions 4: every answer carries the decision's id and the request's; the record has no decision")
    void isRecordedLikeAnyCall() throws Exception {
        start();

        Wire.Answer answer = gateway.exchange("GET /.turnpike/test/x?a=secret" + HOST + "x-request-id: mine\r\n\r\n");

        assertThat(answer.field("x-request-id")).isEqualTo("mine");
        assertThat(gateway.usage.decided)
                .extracting(
                        entry -> entry.id().text(),
                        Decided::decision,
                        Decided::fault,
                        entry -> entry.request().path())
                .containsExactly(tuple(answer.field("Turnpike-Decision"), null, null, "/.turnpike/test/x"));
        assertThat(gateway.usage.nextEnded().status()).isEqualTo(200);
    }

    @Test
    void handsOverTheWholeCall() throws Exception {
        start();
        try (Wire wire = gateway.connect()) {
            String head = "POST /.turnpike/test/x?a=1&b" + HOST
                    + "X-Thing: one\r\nX-Thing: two\r\nX-Forwarded-Proto: https\r\n";
            wire.send(head + "Content-Length: 5\r\n\r\nhello").readAnswer();
            wire.send(head + "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n")
                    .send("2\r\nlo\r\n0\r\n\r\n")
                    .readAnswer();
        }

        assertThat(calls).hasSize(2).allSatisfy(call -> {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.path()).isEqualTo("/.turnpike/test/x");
            assertThat(call.query()).isEqualTo("a=1&b");
            assertThat(call.clientAddress()).isEqualTo("127.0.0.1");
            assertThat(call.fields()).containsEntry("x-thing", List.of("one", "two"));
            assertThat(call.fields()).containsEntry("host", List.of("a.example:81"));
            assertThat(call.fields()).containsEntry("x-forwarded-proto", List.of("http"));
            assertThat(call.body()).asString().isEqualTo("hello");
            assertThat(call).hasToString("ReservedCall[POST /.turnpike/test/x]");
        });
    }

    @Test
    @DisplayName("HT26: a call that waits for its answer holds back those behind it, in their order")
    void keepsTheOrderOfPipelinedCalls() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        setup.reserved = call -> {
            awaitQuietly(mayAnswer);
            return new ReservedReply(200, Map.of(), call.query().getBytes(UTF_8));
        };
        gateway = Running.of(setup);
        try (Wire wire = gateway.connect()) {
            wire.send("GET /.turnpike/x?1" + HOST + "\r\nGET /nothing" + HOST + "\r\nHEAD /.turnpike/x?2" + HOST
                    + "\r\n");
            gateway.awaitTick();
            mayAnswer.countDown();

            assertThat(wire.readAnswer().body()).isEqualTo("1");
            assertThat(wire.readAnswer().status()).isEqualTo(404);
            assertThat(wire.readHead()).contains("Content-Length: 1\r\n");
        }
    }

    @Test
    @DisplayName("HT25: a client that waits to be told to send its body is told")
    void tellsTheClientToGoOn() throws Exception {
        start();
        try (Wire wire = gateway.connect()) {
            wire.send("POST /.turnpike/x" + HOST + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");

            assertThat(wire.readAnswer().status()).isEqualTo(100);
            assertThat(wire.send("hi").readAnswer().body()).isEqualTo("ours");
        }
    }

    @Test
    @DisplayName("a body of more than 64 KiB is 413, announced or not, and nobody is asked")
    void refusesLargeBodies() throws Exception {
        start();
        String post = "POST /.turnpike/x" + HOST;

        Wire.Answer announced = gateway.exchange(post + "Content-Length: 65537\r\n\r\n");
        Wire.Answer grown = gateway.exchange(
                post + "Transfer-Encoding: chunked\r\n\r\n10001\r\n" + "x".repeat(0x10001) + "\r\n0\r\n\r\n");
        Wire.Answer largest = gateway.exchange(post + "Content-Length: 65536\r\n\r\n" + "x".repeat(65_536));

        assertThat(List.of(announced, grown)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo(TOO_BIG);
            assertThat(answer.field("Turnpike-Decision")).hasSize(26);
        });
        assertThat(largest.status()).isEqualTo(200);
        assertThat(calls).extracting(call -> call.body().length).containsExactly(65_536);
    }

    @Test
    @DisplayName("Runtime 8.5: a bug behind a reserved path is 500 and tells nothing")
    void answersABugWithAFault() throws Exception {
        setup.reserved = _ -> {
            throw new IllegalStateException("made by the test");
        };
        gateway = Running.of(setup);

        Wire.Answer answer = gateway.exchange("GET /.turnpike/x" + HOST + "\r\n");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"fault\":{\"faultstring\":\"Internal Server Error\",\"detail\":{\"errorcode\":\"messaging.runtime.InternalServerError\"}}}");
    }

    @Test
    @DisplayName("a client that leaves before the answer hurts nobody")
    void survivesAClientThatLeaves() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        setup.reserved = _ -> {
            asked.countDown();
            awaitQuietly(mayAnswer);
            return new ReservedReply(204, Map.of(), new byte[0]);
        };
        gateway = Running.of(setup);
        try (Wire wire = gateway.connect()) {
            wire.send("GET /.turnpike/x" + HOST + "\r\n");
            asked.await();
            wire.reset();
            assertThat(gateway.usage.nextEnded().status()).isZero();
        }
        mayAnswer.countDown();

        assertThat(gateway.exchange("GET /.turnpike/x" + HOST + "\r\n").status())
                .isEqualTo(204);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
