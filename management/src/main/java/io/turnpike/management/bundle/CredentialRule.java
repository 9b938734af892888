package io.turnpike.management.bundle;

import io.turnpike.model.CallValue;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.CredentialPlaces.Mode;
import io.turnpike.problem.Refused;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the policies of a bundle ask of callers: a key, a token, or nothing.
///
/// Source: extensions.md PX5.
final class CredentialRule {
    private boolean keys;
    private boolean tokens;
    private @Nullable String header;
    private @Nullable String query;

    void takeKeys(Use use) {
        keys = true;
        use.applied();
        use.noteUnknown(Set.of("APIKey", "Properties"));
        String place =
                use.xml().child("APIKey").map(key -> key.attribute("ref")).orElse("");
        var value = value(place);
        if (value.isEmpty()) {
            use.note(
                    "KeyPlaceUnknown",
                    "takes the key from %s; here it is taken from the usual places"
                            .formatted(place.isEmpty() ? "its text" : place));
        } else if (value.get().place() == CallValue.Place.HEADER) {
            header = first(header, value.get().name(), use);
        } else {
            query = first(query, value.get().name(), use);
        }
    }

    void takeTokens(Use use) {
        tokens = true;
        use.applied();
        use.noteUnknown(Set.of(
                "Operation",
                "AccessToken",
                "AccessTokenPrefix",
                "ExternalAuthorization",
                "GenerateResponse",
                "RFCCompliantRequestResponse"));
        String place = use.xml().textOf("AccessToken");
        boolean isUsual = place.isEmpty() || place.equalsIgnoreCase("request.header.authorization");
        if (!isUsual || use.xml().isTrue("ExternalAuthorization")) {
            use.note(
                    "TokenPlaceUnknown",
                    "takes the token from %s; here it is taken from Authorization: Bearer"
                            .formatted(isUsual ? "an authorization of its own" : place));
        }
    }

    /// @param open whether a proxy whose policies ask for nothing asks for nothing here
    CredentialPlaces places(boolean open, String file, Findings findings) {
        var standard = CredentialPlaces.DEFAULT;
        if (!keys && !tokens) {
            findings.add(
                    file,
                    "NoCredential",
                    open
                            ? "No policy checks a key or a token; the proxy takes every call, as the import says"
                            : "No policy checks a key or a token; here calls need one. Import with ?open=true to let"
                                    + " every call in");
        }
        return new CredentialPlaces(
                mode(open),
                header == null ? standard.header() : header,
                query == null ? standard.query() : query,
                standard.forward());
    }

    private Mode mode(boolean open) {
        if (keys == tokens) {
            return !keys && open ? Mode.OPEN : Mode.KEY_OR_TOKEN;
        }
        return keys ? Mode.KEY : Mode.TOKEN;
    }

    private static String first(@Nullable String former, String name, Use use) {
        if (former != null && !former.equals(name)) {
            use.note("KeyPlaceUnknown", "takes the key from %s; here it is taken from %s".formatted(name, former));
            return former;
        }
        return name;
    }

    private static Optional<CallValue> value(String place) {
        try {
            return Optional.of(CallValue.of(place)).filter(value -> value.place() != CallValue.Place.ADDRESS);
        } catch (Refused _) {
            return Optional.empty();
        }
    }
}
