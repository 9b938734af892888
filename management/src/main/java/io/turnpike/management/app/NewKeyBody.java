package io.turnpike.management.app;

import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.wire.Fields;
import io.turnpike.model.Attribute;
import io.turnpike.model.Credential;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key that a client brings along.
///
/// Source: management-api 12; its `apiProducts` and its `status` are ignored.
///
/// @param consumerSecret null where one is to be generated
/// @param lifetime null means for ever
record NewKeyBody(
        String consumerKey,
        @Nullable String consumerSecret,
        @Nullable Duration lifetime,
        List<String> scopes,
        List<Attribute> attributes) {
    static NewKeyBody read(Fields body) {
        String key = checked(body, "consumerKey");
        if (key.equals("create")) {
            throw body.invalid("consumerKey", "must not be create, which names a resource");
        }
        var attributes = body.attributes("attributes");
        OurNames.CREDENTIAL.check(attributes);
        return new NewKeyBody(
                key,
                body.text("consumerSecret").isEmpty() ? null : checked(body, "consumerSecret"),
                KeyRequest.lifetime(body, "expiresInSeconds", ChronoUnit.SECONDS),
                body.list("scopes"),
                attributes);
    }

    private static String checked(Fields body, String member) {
        String text = body.text(member);
        if (!Credential.isKeyOrSecret(text)) {
            throw body.invalid(member, "must be 1 to 2048 letters, digits, - and _");
        }
        return text;
    }

    @Override
    public String toString() {
        return "NewKeyBody[]";
    }
}
