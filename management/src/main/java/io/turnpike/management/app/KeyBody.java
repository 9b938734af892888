package io.turnpike.management.app;

import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.wire.Fields;
import io.turnpike.model.Attribute;
import io.turnpike.model.Status;
import io.turnpike.problem.Kind;
import java.util.List;
import java.util.Optional;

/// A change of a key.
///
/// Source: management-api 12.1: products are added to those that the key holds; scopes and attributes replace what
/// was there, where they are sent.
///
/// @param products names
/// @param status of the key itself
record KeyBody(
        List<String> products,
        Optional<List<String>> scopes,
        Optional<List<Attribute>> attributes,
        Optional<Status> status) {
    /// Source: management-api 14: clients of app groups may put an `action` beside the products, and the rest into
    /// `appGroupAppKey`.
    static KeyBody read(Fields body) {
        var key = body.object("appGroupAppKey", Kind.CREDENTIAL).orElse(body);
        return new KeyBody(
                KeyRequest.products(body),
                key.has("scopes") ? Optional.of(key.list("scopes")) : Optional.empty(),
                attributes(key, OurNames.CREDENTIAL),
                body.optionalText("action").filter(word -> !word.isEmpty()).map(word -> Verdict.of("action", word)));
    }

    KeyBody withStatus(Status other) {
        return new KeyBody(products, scopes, attributes, Optional.of(other));
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
