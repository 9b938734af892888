package io.turnpike.management.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.http.Json;
import io.turnpike.management.owner.OwnerPath;
import io.turnpike.management.owner.Owners;
import io.turnpike.management.wire.Fields;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys and secrets in what may reach a log.
class SecretsInTextTest {
    @Test
    void namesNoKeyInTheTextOfARecord() {
        var path = new KeyPath(
                new AppPath(new OwnerPath(Owners.DEVELOPERS, "acme", "ann@example.org"), "weather"), "hush-key");
        var body = NewKeyBody.read(fields("{\"consumerKey\":\"hush-key\",\"consumerSecret\":\"hush-secret\"}"));

        assertThat(path.toString()).contains("weather").doesNotContain("hush");
        assertThat(body.toString()).doesNotContain("hush");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"consumerKey\":\"hush/key\"}",
                "{\"consumerKey\":\"key\",\"consumerSecret\":\"hush/secret\"}",
                "{\"consumerKey\":\"key\",\"consumerSecret\":\"hush-secret\",\"expiresInSeconds\":0}",
            })
    void namesNoKeyInARefusal(String body) {
        assertThatThrownBy(() -> NewKeyBody.read(fields(body)))
                .isInstanceOf(Refused.class)
                .message()
                .doesNotContain("hush");
    }

    private static Fields fields(String json) {
        return Fields.of(Json.read(json.getBytes(StandardCharsets.UTF_8)), Kind.CREDENTIAL);
    }
}
