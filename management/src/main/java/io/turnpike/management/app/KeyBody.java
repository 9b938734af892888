package io.turnpike.management.app;

import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.wire.Fields;
import io.turnpike.model.Attribute;
import java.util.List;
import java.util.Optional;

/// A change of a key.
///
/// Source: management-api 12.1: products are added to those that the key holds; scopes and attributes replace what
/// was there, where they are sent.
///
/// @param products names
record KeyBody(List<String> products, Optional<List<String>> scopes, Optional<List<Attribute>> attributes) {
    static KeyBody read(Fields body) {
        return new KeyBody(
                body.names("apiProducts", "apiproduct"),
                body.has("scopes") ? Optional.of(body.list("scopes")) : Optional.empty(),
                attributes(body, OurNames.CREDENTIAL));
    }

    /// @param ours those of ours that may be among them
    /// @return empty where they were not sent
    static Optional<List<Attribute>> attributes(Fields body, OurNames ours) {
        if (!body.has("attributes")) {
            return Optional.empty();
        }
        var attributes = body.attributes("attributes");
        ours.check(attributes);
        return Optional.of(attributes);
    }
}
