package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.IndexedToken;
import io.turnpike.decision.Trust;
import io.turnpike.decision.Verification;
import io.turnpike.model.Quota;
import io.turnpike.model.SigningKey;
import io.turnpike.secret.KeyDigest;
import io.turnpike.usage.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// GraphQL calls through the gateway: held until they are decided, then sent on as they came (runtime 3.2).
class GraphQlTest {
    private static final String HEAD = "Host: a\r\nx-api-key: good-key\r\n";
    private static final String POST = "POST /api HTTP/1.1\r\n" + HEAD;
    private static final String ALLOWED = "{\"query\":\"query allowed { x }\"}";
    private static final String OTHER = "{\"query\":\"query other { x }\"}";

    @Test
    void sendsOnWhatIsAllowedByteForByte() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(new Setup().graphQl("allowed").proxy("/api", target.port()))) {
            assertThat(gateway.exchange(json(ALLOWED)).status()).isEqualTo(200);
            assertThat(target.request()).endsWith("\r\n\r\n" + ALLOWED);

            assertThat(gateway.exchange(POST + "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n"
                                    + "5\r\n" + ALLOWED.substring(0, 5) + "\r\n"
                                    + Integer.toHexString(ALLOWED.length() - 5) + ";x=y\r\n" + ALLOWED.substring(5)
                                    + "\r\n0\r\nX-Checksum: 7\r\n\r\n")
                            .status())
                    .isEqualTo(200);
            assertThat(Expected.joined(Expected.body(target.request())))
                    .isEqualTo(Integer.toHexString(ALLOWED.length()) + "\r\n" + ALLOWED
                            + "\r\n0\r\nX-Checksum: 7\r\n\r\n");

            assertThat(gateway.exchange("GET /api?query=query+allowed{x} HTTP/1.1\r\n" + HEAD + "\r\n")
                            .status())
                    .isEqualTo(200);
            assertThat(target.request()).startsWith("GET /?query=query+allowed{x} HTTP/1.1\r\n");
        }
    }

    @Test
    @DisplayName(
            "Extensions 6: the record names what was asked for, let through or not; other calls have nothing there")
    void recordsWhatWasAskedFor() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(new Setup()
                        .graphQl("allowed")
                        .proxy("/api", target.port())
                        .proxy("/rest", target.port()))) {
            gateway.exchange(json("[" + ALLOWED + ",{\"query\":\"mutation allowed { x }\"}]"));
            gateway.exchange(json(OTHER));
            gateway.exchange(json("{\"query\":\"{ x }\"}"));
            gateway.exchange("GET /rest HTTP/1.1\r\n" + HEAD + "\r\n");

            assertThat(gateway.usage.decided)
                    .extracting(decided -> decided.request().graphQl())
                    .containsExactly("QUERY allowed + MUTATION allowed", "QUERY other", "QUERY", null);
        }
    }

    @Test
    @DisplayName("G2, G5, G9, rulings 4 and 21: each refusal has its status and code, and reaches no target")
    void refusesTheRest() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(new Setup().graphQl("allowed").proxy("/api", target.port()))) {
            expect(gateway.exchange(json(OTHER)), 401, "oauth.v2.InvalidApiKeyForGivenResource");
            expect(gateway.exchange(json("{}")), 400, "turnpike.graphql.InvalidRequest");
            expect(gateway.exchange("GET /api HTTP/1.1\r\n" + HEAD + "\r\n"), 400, "turnpike.graphql.InvalidRequest");
            expect(
                    gateway.exchange(POST + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"),
                    415,
                    "turnpike.graphql.UnsupportedMediaType");
            expect(
                    gateway.exchange(POST + "Content-Type: application/json\r\nContent-Type: text/plain\r\n"
                            + "Content-Length: 2\r\n\r\n{}"),
                    415,
                    "turnpike.graphql.UnsupportedMediaType");
            Wire.Answer mutation = gateway.exchange("GET /api?query=mutation+allowed{x} HTTP/1.1\r\n" + HEAD + "\r\n");
            expect(mutation, 405, "turnpike.graphql.MutationOverGet");
            assertThat(mutation.field("Allow")).isEqualTo("POST");
            assertThat(target.connections()).isZero();
            assertThat(gateway.usage.decided).hasSize(6);
        }
    }

    @Test
    @DisplayName("G12, ruling 21: a body over 1 MiB is refused at once, or where it gets too long")
    void refusesLongBodies() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(new Setup().graphQl("allowed").proxy("/api", target.port()))) {
            expect(gateway.exchange(POST + "Content-Length: 1048577\r\n\r\n"), 413, "protocol.http.TooBigBody");
            try (Wire wire = gateway.connect()) {
                wire.send(POST + "Transfer-Encoding: chunked\r\n\r\n100001\r\n" + " ".repeat(0x100001) + "\r\n");
                expect(wire.readAnswer(), 413, "protocol.http.TooBigBody");
            }
            String longest = " ".repeat((1 << 20) - ALLOWED.length()) + ALLOWED;
            assertThat(gateway.exchange(json(longest)).status()).isEqualTo(200);
            assertThat(target.request()).endsWith(longest);
        }
    }

    @Test
    @DisplayName("HT34: bodies under decision take 64 MiB in all; beyond that it is 503, until one of them is decided")
    void holdsSoMuchOfAllBodies() throws Exception {
        String longest = " ".repeat((1 << 20) - ALLOWED.length()) + ALLOWED;
        String call = json(longest);
        List<Wire> clients = new ArrayList<>();
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(new Setup().graphQl("allowed").proxy("/api", target.port()))) {
            for (int i = 0; i < 70; i++) {
                Wire client = gateway.connect();
                clients.add(client);
                client.sendAll(List.of(bytes(call.substring(0, call.length() - 1))));
            }
            for (int i = 0; answered(clients) < 6; i++) {
                assertThat(i).as("looks at those who are answered").isLessThan(2_000);
                gateway.awaitTick();
            }
            List<Integer> statuses = new ArrayList<>();
            for (Wire client : clients) {
                client.sendAll(List.of(bytes(call.substring(call.length() - 1))));
                Wire.Answer answer = client.readAnswer();
                statuses.add(answer.status());
                if (answer.status() != 200) {
                    expect(answer, 503, "messaging.adaptors.http.flow.ServiceUnavailable");
                }
            }
            assertThat(statuses).filteredOn(status -> status == 200).hasSizeBetween(1, 64);
            assertThat(gateway.exchange(call).status()).isEqualTo(200);
            clients.forEach(Wire::close); // else the stop waits for what more they may send
        } finally {
            clients.forEach(Wire::close);
        }
    }

    private static int answered(List<Wire> clients) throws IOException {
        int answered = 0;
        for (Wire client : clients) {
            answered += client.hasNothing() ? 0 : 1;
        }
        return answered;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    @DisplayName("HT25: a client that waits is told to go on once its body is all that is missing")
    void asksForTheBody() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(new Setup().graphQl("allowed").proxy("/api", target.port()));
                Wire wire = gateway.connect()) {
            String head = "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ";
            wire.send("POST /api HTTP/1.1\r\nHost: a\r\nx-api-key: bad\r\n" + head + "9\r\n\r\n");
            assertThat(wire.readAnswer().status()).isEqualTo(401);
            try (Wire good = gateway.connect()) {
                good.send(POST + head + ALLOWED.length() + "\r\n\r\n");
                assertThat(good.readAnswer().status()).isEqualTo(100);
                assertThat(good.send(ALLOWED).readAnswer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    @DisplayName("HT26: calls behind one that is held keep their order and their bodies")
    void keepsPipelinedCallsApart() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(new Setup().graphQl("allowed").proxy("/api", target.port()));
                Wire wire = gateway.connect()) {
            wire.send(json(ALLOWED) + json(OTHER) + json(ALLOWED));

            assertThat(wire.readAnswer().status()).isEqualTo(200);
            assertThat(wire.readAnswer().status()).isEqualTo(401);
            assertThat(wire.readAnswer().status()).isEqualTo(200);
            assertThat(target.request()).endsWith(ALLOWED);
            assertThat(target.request()).endsWith(ALLOWED);
        }
    }

    @Test
    @DisplayName("HT32: a body that stands still is given up")
    void doesNotWaitForever() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(new Setup().graphQl("allowed").proxy("/api", target.port()));
                Wire wire = gateway.connect()) {
            wire.send(POST + "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
            gateway.awaitTick();
            gateway.pass(Duration.ofSeconds(31));

            expect(wire.readAnswer(), 408, "protocol.http.RequestTimeout");
            assertThat(target.connections()).isZero();
        }
    }

    @Test
    @DisplayName("HT33: a client that leaves while its body is read leaves one record")
    void recordsAClientThatLeaves() throws Exception {
        try (Running gateway = Running.of(new Setup().graphQl("allowed").proxy("/api", 1))) {
            try (Wire wire = gateway.connect()) {
                wire.send(POST + "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
                gateway.awaitTick();
            }
            assertThat(gateway.usage.nextEnded().status()).isZero();
            assertThat(gateway.usage.decided).hasSize(1);
        }
    }

    @Test
    @DisplayName("HT33: one that leaves while its call waits for the log leaves one record too")
    void recordsAClientThatLeavesDecided() throws Exception {
        try (Running gateway = Running.of(new Setup().graphQl("allowed").proxy("/api", 1))) {
            gateway.usage.holding = true;
            Wire wire = gateway.connect().send(json(ALLOWED));
            gateway.usage.awaitHeld(1);
            wire.reset();
            gateway.awaitTick();
            gateway.usage.letGo();

            assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.CLIENT_GONE);
            gateway.awaitTick();
            assertThat(gateway.usage.decided).hasSize(1);
            assertThat(gateway.usage.ended).isEmpty();
        }
    }

    @Test
    @DisplayName("Ruling 16: a body that came while the signature of the token was checked is read then")
    void readsABodyThatCameBeforeItWasWanted() throws Exception {
        CompletableFuture<Verification> checked = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        Setup setup = verifying(checked, asked);
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(setup.proxy("/api", target.port()));
                Wire wire = gateway.connect()) {
            wire.send(json(ALLOWED).replace("x-api-key: good-key", "Authorization: Bearer head.claims.signature"));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            gateway.awaitTick();
            checked.complete(good(setup));

            assertThat(wire.readAnswer().status()).isEqualTo(200);
            assertThat(target.request()).endsWith(ALLOWED);
        }
    }

    @Test
    @DisplayName("Ruling 16: a client that left while the signature of its token was checked is recorded once")
    void recordsAClientThatLeftWhileItsTokenWasVerified() throws Exception {
        CompletableFuture<Verification> checked = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        Setup setup = verifying(checked, asked);
        try (Running gateway = Running.of(setup.proxy("/api", 1))) {
            try (Wire wire = gateway.connect()) {
                wire.send(json(ALLOWED).replace("x-api-key: good-key", "Authorization: Bearer head.claims.signature"));
                assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
                wire.reset();
            }
            gateway.awaitTick();
            checked.complete(good(setup));

            assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.CLIENT_GONE);
            assertThat(gateway.usage.decided).hasSize(1);
        }
    }

    /// Has signatures checked when the test says so.
    private static Setup verifying(CompletableFuture<Verification> checked, CountDownLatch asked) {
        Setup setup = new Setup().graphQl("allowed");
        setup.trust = new Trust(List.of(new SigningKey.Public("kid", SigningKey.Algorithm.RS256, "")), List.of());
        setup.verifier = (_, _) -> {
            asked.countDown();
            return checked;
        };
        return setup;
    }

    private static Verification good(Setup setup) {
        KeyDigest id = new KeyDigest(5, 5);
        return new Verification.Good(
                setup.indexed(id, IndexedToken.Use.OWN, Running.START.plusSeconds(3600)), null, null);
    }

    @Test
    @DisplayName("G8: a batch is charged all or nothing, each operation once")
    void chargesBatches() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.of(new Setup()
                        .quota(3, 1, Quota.Unit.HOUR)
                        .graphQl("allowed")
                        .proxy("/api", target.port()))) {
            assertThat(gateway.exchange(json(batch(2))).field("X-RateLimit-Remaining"))
                    .isEqualTo("1");
            expect(gateway.exchange(json(batch(2))), 429, "policies.ratelimit.QuotaViolation");
            assertThat(gateway.exchange(json(ALLOWED)).field("X-RateLimit-Remaining"))
                    .isEqualTo("0");
        }
    }

    private static String batch(int size) {
        return IntStream.range(0, size).mapToObj(_ -> ALLOWED).toList().toString();
    }

    private static String json(String body) {
        return POST + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void expect(Wire.Answer answer, int status, String code) throws IOException {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains("\"errorcode\":\"" + code + "\"");
    }
}
