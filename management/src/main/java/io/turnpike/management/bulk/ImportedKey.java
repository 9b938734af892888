package io.turnpike.management.bulk;

import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.wire.Fields;
import io.turnpike.model.Attributes;
import io.turnpike.model.Credential;
import io.turnpike.model.Status;
import io.turnpike.problem.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A key of an imported app. It shows neither itself nor its secret.
///
/// @param issuedAt empty means now
/// @param expiresAt null means never
record ImportedKey(
        String key,
        String secret,
        Status status,
        Optional<Instant> issuedAt,
        @Nullable Instant expiresAt,
        Held held) {
    static ImportedKey read(Fields body) {
        return new ImportedKey(
                checked(body, "consumerKey"),
                checked(body, "consumerSecret"),
                ImportedApp.status(body).orElse(Status.APPROVED),
                time(body, "issuedAt"),
                time(body, "expiresAt").orElse(null),
                new Held(products(body), body.list("scopes"), ImportedApp.attributes(body, OurNames.CREDENTIAL)));
    }

    private static String checked(Fields body, String member) {
        String text = body.text(member);
        if (!Credential.isKeyOrSecret(text) || text.equals("create")) {
            throw body.invalid(member, "must be 1 to 2048 letters, digits, - and _, and not create");
        }
        return text;
    }

    private static List<HeldProduct> products(Fields body) {
        if (body.has("apiProducts") && !body.holdsObjects("apiProducts")) {
            return body.list("apiProducts").stream()
                    .map(name -> new HeldProduct(name, Optional.empty()))
                    .toList();
        }
        return body.objects("apiProducts", Kind.GRANT).stream()
                .map(each -> new HeldProduct(each.text("apiproduct"), each.choice("status", Status.class)))
                .toList();
    }

    /// Milliseconds since the epoch; -1, 0 and absent mean that there is none.
    private static Optional<Instant> time(Fields body, String member) {
        OptionalLong millis = body.number(member);
        return millis.isEmpty() || millis.getAsLong() <= 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(millis.getAsLong()));
    }

    @Override
    public String toString() {
        return "ImportedKey[]";
    }

    /// What a key holds.
    record Held(List<HeldProduct> products, List<String> scopes, Attributes attributes) {}

    /// @param status empty means as the product's approval says
    record HeldProduct(String name, Optional<Status> status) {}
}
