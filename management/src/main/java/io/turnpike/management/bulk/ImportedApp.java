package io.turnpike.management.bulk;

import io.turnpike.http.Json;
import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.wire.Fields;
import io.turnpike.model.App;
import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import io.turnpike.model.Status;
import io.turnpike.problem.Kind;
import java.util.List;
import java.util.Optional;

/// An app with its keys as one line holds it, in the form in which lists of apps show it; what is not read there
/// (ids, times) is ignored.
///
/// @param owner who owns it
/// @param keys may be none
record ImportedApp(ImportedOwner owner, String name, Status status, App.Details details, List<ImportedKey> keys) {
    /// @throws io.turnpike.problem.Refused with `Malformed` or `InvalidField`
    static ImportedApp read(byte[] line) {
        var body = Fields.of(Json.read(line), Kind.APP);
        String callbackUrl = body.text("callbackUrl");
        String family = body.text("appFamily");
        var details = new App.Details(
                callbackUrl.isEmpty() ? null : callbackUrl,
                family.isEmpty() ? "default" : family,
                body.list("scopes"),
                attributes(body, OurNames.APP));
        return new ImportedApp(
                ImportedOwner.read(body),
                body.text("name"),
                status(body).orElse(Status.APPROVED),
                details,
                body.objects("credentials", Kind.CREDENTIAL).stream()
                        .map(ImportedKey::read)
                        .toList());
    }

    static Attributes attributes(Fields body, OurNames ours) {
        List<Attribute> attributes = body.attributes("attributes");
        ours.check(attributes);
        return Attributes.NONE.replacedBy(attributes);
    }

    /// Approved or revoked; empty where nothing is said.
    static Optional<Status> status(Fields body) {
        return body.choice("status", Status.class).map(status -> {
            if (status == Status.PENDING) {
                throw body.invalid("status", "must be approved or revoked");
            }
            return status;
        });
    }
}
