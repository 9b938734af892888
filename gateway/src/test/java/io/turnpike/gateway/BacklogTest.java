package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Connections that the kernel accepted and the gateway did not yet, when it stops.
class BacklogTest {
    private static final String GET = "GET /api/x HTTP/1.1\r\nHost: a\r\nx-api-key: good-key\r\n\r\n";

    @Test
    @DisplayName("A stop answers the calls of those who wait to be accepted: more of them than one look takes in")
    void answersThoseInTheBacklog() throws Exception {
        List<Wire> clients = new ArrayList<>();
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target)) {
            Thread stopping = Thread.ofPlatform().unstarted(gateway::close);
            gateway.still(() -> {
                for (int i = 0; i < 100; i++) {
                    clients.add(gateway.connect().send(GET));
                }
                stopping.start();
                while (stopping.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            });

            for (Wire client : clients) {
                assertThat(client.readAnswer().status()).isEqualTo(200);
            }
            clients.forEach(Wire::close); // else the stop waits for what more they may send
            stopping.join();
        } finally {
            clients.forEach(Wire::close);
        }
    }
}
