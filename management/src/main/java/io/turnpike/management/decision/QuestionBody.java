package io.turnpike.management.decision;

import io.turnpike.explanation.Question;
import io.turnpike.explanation.Question.Credential;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What somebody asks about.
///
/// @param host empty where any host that leads to the environment will do
/// @param at empty for now
record QuestionBody(
        Credential credential,
        String method,
        String host,
        String path,
        Map<String, String> headers,
        String body,
        Optional<Instant> at) {
    private static final Set<String> MEMBERS =
            Set.of("key", "token", "method", "host", "path", "headers", "body", "time");

    static QuestionBody read(Fields fields) {
        fields.onlyKnown(MEMBERS);
        String path = fields.text("path");
        if (!path.startsWith("/")) {
            throw fields.invalid("path", "must start with a slash");
        }
        return new QuestionBody(
                credential(fields),
                fields.optionalText("method").orElse("GET"),
                fields.text("host"),
                path,
                fields.texts("headers"),
                fields.text("body"),
                Rfc3339.read(fields, "time"));
    }

    Question about(UUID environment, String anyHost, Instant now) {
        return new Question(
                environment,
                credential,
                method,
                host.isEmpty() ? anyHost : host,
                path,
                headers,
                Optional.of(body.getBytes(StandardCharsets.UTF_8)),
                at.orElse(now).toEpochMilli());
    }

    private static Credential credential(Fields fields) {
        String key = fields.text("key");
        String token = fields.text("token");
        if (!key.isEmpty() && !token.isEmpty()) {
            throw fields.invalid("token", "must be absent beside a key");
        }
        if (!token.isEmpty()) {
            return new Credential.Token(token);
        }
        return key.isEmpty() ? new Credential.None() : new Credential.Key(key);
    }
}
