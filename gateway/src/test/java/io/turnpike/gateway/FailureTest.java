package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.turnpike.usage.Decided;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a bug of ours does to the call in which it shows, and to no other.
class FailureTest {
    private static final String GET = "GET /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n";

    @Test
    @DisplayName("Runtime 8.5: where nothing was sent yet, the client gets 500 with an id, and the connection ends")
    void answersABugWithAFault() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            gateway.usage.bug.set(new IllegalStateException("made by the test"));

            Wire.Answer answer = wire.send(GET).readAnswer();

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"fault\":{\"faultstring\":\"Internal Server Error\",\"detail\":{\"errorcode\":\"messaging.runtime.InternalServerError\"}}}");
            assertThat(answer.field("Connection")).isEqualTo("close");
            assertThat(wire.isEnded()).isTrue();
            assertThat(gateway.usage.decided)
                    .extracting(Decided::fault, entry -> entry.id().text())
                    .containsExactly(tuple("messaging.runtime.InternalServerError", answer.field("Turnpike-Decision")));
            assertThat(gateway.exchange(GET).status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("A bug behind the answer ends the connection and nothing else")
    void closesTheConnectionWhereTheCallHadEnded() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    kept.keep(wire.readRequest());
                    mayAnswer.await();
                    wire.send(RawTarget.OK);
                    wire.readRequest();
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(GET);
            target.request();
            gateway.usage.bug.set(new IllegalStateException("made by the test"));
            mayAnswer.countDown();

            wire.readAll();
            assertThat(gateway.exchange(GET).status()).isEqualTo(200);
        }
    }
}
