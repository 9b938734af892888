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
        var attributes =
                Optional.of(body).filter(sent -> sent.has("attributes")).map(sent -> sent.attributes("attributes"));
        attributes.ifPresent(OurNames.CREDENTIAL::check);
        return new KeyBody(
                body.list("apiProducts"),
                Optional.of(body).filter(sent -> sent.has("scopes")).map(sent -> sent.list("scopes")),
                attributes);
    }
}
