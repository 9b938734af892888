package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.usage.Ended;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Clients that wait to be told to send their body (http HT25).
class ExpectTest {
    private static final String POST = "POST /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n";
    private static final String BAD = POST.replace("good", "bad");

    @Test
    @DisplayName("HT25: a refused call gets its answer and no 100")
    void sendsNoContinueToARefusedCall() throws Exception {
        try (RawTarget target = RawTarget.echoing();
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            Wire.Answer answer = wire.send(BAD + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")
                    .readAnswer();

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.field("Connection")).isEqualTo("close");
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    @DisplayName("HT25: the target's 100 is relayed, and only to those who asked")
    void relaysTheTargetsContinue() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    while (!kept.keep(wire.readHead()).isEmpty()) {
                        wire.send("HTTP/1.1 100 Continue\r\n\r\n");
                        kept.keep(wire.read(3));
                        wire.send(RawTarget.OK);
                    }
                });
                Running gateway = Running.before(target)) {
            try (Wire wire = gateway.connect()) {
                wire.send(POST + "Expect: 100-Continue\r\nContent-Length: 3\r\n\r\n");
                assertThat(wire.readAnswer().status()).isEqualTo(100);
                assertThat(wire.send("abc").readAnswer().body()).isEqualTo("ok");
                assertThat(target.request()).contains("Expect: 100-Continue\r\n");
                assertThat(target.request()).isEqualTo("abc");
            }
            assertThat(gateway.exchange(POST + "Content-Length: 3\r\n\r\nabc").status())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("HT25: where the target says nothing for a second, the client is told to go on by us")
    void tellsTheClientToGoOn() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    kept.keep(wire.readHead());
                    kept.keep(wire.read(3));
                    wire.send(RawTarget.OK);
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            wire.send(POST + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            target.request();
            gateway.pass(Duration.ofSeconds(1));

            assertThat(wire.readAnswer().status()).isEqualTo(100);
            assertThat(wire.send("abc").readAnswer().body()).isEqualTo("ok");
        }
    }

    @Test
    @DisplayName("HT25: a final answer in place of the 100 is relayed, and no body is waited for")
    void relaysAFinalAnswerInPlaceOfTheContinue() throws Exception {
        try (RawTarget target = RawTarget.scripted((wire, kept, _) -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 417 No\r\nContent-Length: 2\r\n\r\nno");
                    kept.keep("closed" + wire.readHead());
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            Wire.Answer answer = wire.send(POST + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")
                    .readAnswer();

            assertThat(answer.status()).isEqualTo(417);
            assertThat(answer.body()).isEqualTo("no");
            assertThat(answer.field("Connection")).isEqualTo("close");
            assertThat(wire.isEnded()).isTrue();
            assertThat(target.request()).isEqualTo("closed");
            assertThat(gateway.usage.nextEnded().outcome()).isEqualTo(Ended.Outcome.COMPLETE);
        }
    }

    @Test
    @DisplayName("HT25: HTTP/1.0 is told nothing before its answer, and no other expectation is met")
    void ignoresExpectationsOfOldClients() throws Exception {
        try (RawTarget target = RawTarget.echoing();
                Running gateway = Running.before(target)) {
            String old = POST.replace("1.1", "1.0") + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc";
            assertThat(gateway.exchange(old).body()).isEqualTo("POST /x");
            assertThat(target.request()).doesNotContain("Expect");
            assertThat(gateway.exchange(POST + "Expect: tea\r\nContent-Length: 0\r\n\r\n")
                            .status())
                    .isEqualTo(417);
        }
    }
}
