package io.turnpike.management.app;

import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.App;
import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An app as a client sends it.
///
/// Source: management-api 11.2; `status` and `credentials` are ignored.
///
/// @param name empty where it was not sent
/// @param appFamily empty where it was not sent
/// @param attributes empty where they were not sent
/// @param key of the credential that is made along with it
record AppBody(
        String name,
        @Nullable String callbackUrl,
        String appFamily,
        Optional<List<Attribute>> attributes,
        KeyRequest key) {
    /// @param unit of `keyExpiresIn`
    static AppBody read(Fields body, ChronoUnit unit) {
        String callbackUrl = body.text("callbackUrl");
        return new AppBody(
                body.text("name"),
                callbackUrl.isEmpty() ? null : callbackUrl,
                body.text("appFamily"),
                KeyBody.attributes(body, OurNames.APP),
                KeyRequest.read(body, unit));
    }

    /// What a new app holds.
    App.Details details() {
        return replacing(new App.Details(null, "default", List.of(), Attributes.NONE));
    }

    /// What an app holds once this body has replaced it as a whole.
    App.Details replacing(App.Details former) {
        return changed(former, former.attributes().replacedBy(attributes.orElse(List.of())));
    }

    /// What an app holds once this body has asked for a further credential. An empty list of attributes changes none,
    /// as some clients always send one (management-api 11.1).
    App.Details besideNewKey(App.Details former) {
        boolean keepsAttributes = attributes.filter(List::isEmpty).isPresent();
        return keepsAttributes ? changed(former, former.attributes()) : replacing(former);
    }

    /// @throws io.turnpike.problem.Refused with `InvalidField` where the body names another app
    void requireName(String actual) {
        Segments.requireSame(name, actual);
    }

    private App.Details changed(App.Details former, Attributes attributes) {
        String family = appFamily.isEmpty() ? former.appFamily() : appFamily;
        return new App.Details(callbackUrl, family, former.scopes(), attributes);
    }
}
