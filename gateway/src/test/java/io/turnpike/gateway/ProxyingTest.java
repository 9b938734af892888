package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A call that is let through, and what each side sees of it.
class ProxyingTest {
    @Test
    void carriesACallToItsTargetAndTheAnswerBack() throws Exception {
        try (RawTarget target = RawTarget.answering(RawTarget.OK);
                Running gateway = Running.before(target)) {
            var answer = gateway.exchange(
                    "GET /api/items?x=1 HTTP/1.1\r\nHost: shop.example:8080\r\nx-api-key: good-key\r\nAccept: */*\r\n\r\n");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("ok");
            assertThat(target.request())
                    .startsWith("GET /items?x=1 HTTP/1.1\r\nHost: 127.0.0.1:" + target.port())
                    .doesNotContain("good-key");
            System.out.println(answer);
        }
    }
}
