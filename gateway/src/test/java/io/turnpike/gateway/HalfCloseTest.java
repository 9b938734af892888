package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.gateway.exchange.Patience;
import io.turnpike.gateway.reserved.ReservedReply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clients that send many calls ahead, end their side, and read late (HT26, HT33).
class HalfCloseTest {
    @ParameterizedTest(name = "{0} calls with {1} bytes in each head, {2} in each body, {3} in each answer")
    @DisplayName("HT33: every whole call is answered, however late its answer is read")
    @CsvSource({
        "1080, 0, 0, 0",
        "400, 7000, 0, 0",
        "400, 0, 0, 20000",
        "200, 100, 3000, 5000",
        "60, 7000, 70000, 100",
        "20, 0, 0, 1000000"
    })
    void answersAllCallsOfAClientThatEndedItsSide(int calls, int headBytes, int bodyBytes, int answerBytes)
            throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + answerBytes + "\r\n\r\n" + "a".repeat(answerBytes);
        String call = "POST /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\nX-Filler: " + "f".repeat(headBytes)
                + "\r\nContent-Length: " + bodyBytes + "\r\n\r\n" + "b".repeat(bodyBytes);
        try (RawTarget target = RawTarget.scripted((wire, _, _) -> {
                    while (!wire.readRequest().isEmpty()) {
                        wire.send(answer);
                    }
                });
                Running gateway = Running.before(target);
                Wire wire = gateway.connect()) {
            Thread sender = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < calls; i++) {
                    wire.send(call);
                }
                wire.endOutput();
            });
            sender.join(Duration.ofMillis(300));

            for (int i = 0; i < calls; i++) {
                assertThat(wire.readAnswer().body().length()).as("answer %d", i).isEqualTo(answerBytes);
            }
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    @DisplayName("HT24: the answer behind which a connection closes is whole, however late it is read")
    void cutsNoAnswerThatIsReadLate() throws Exception {
        int size = 20_000_000; // more than the sockets take
        Setup setup = new Setup();
        setup.reserved = _ -> new ReservedReply(200, Map.of(), new byte[size]);
        try (Running gateway = Running.of(setup);
                Wire wire = gateway.connect()) {
            wire.send("GET /.turnpike/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nmore");
            gateway.usage.nextEnded();
            gateway.pass(Patience.DEFAULT.linger());
            gateway.awaitTick();

            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 OK");
            assertThat(wire.readAll().length()).isEqualTo(size);
        }
    }

    @Test
    @DisplayName("A gateway that stops cuts no answer that is read late")
    void cutsNoAnswerWhenItStops() throws Exception {
        int size = 20_000_000; // more than the sockets take
        Setup setup = new Setup();
        setup.reserved = _ -> new ReservedReply(200, Map.of(), new byte[size]);
        try (Running gateway = Running.of(setup);
                Wire idle = gateway.connect();
                Wire wire = gateway.connect()) {
            wire.send("GET /.turnpike/x HTTP/1.1\r\nHost: a\r\n\r\n");
            gateway.usage.nextEnded();
            Thread stop = Thread.ofVirtual().start(gateway::close);
            gateway.awaitDraining(idle);
            gateway.awaitTick();

            assertThat(wire.readHead()).startsWith("HTTP/1.1 200 OK");
            assertThat(wire.readAll().length()).isEqualTo(size);
            stop.join();
        }
    }
}
