package io.turnpike.decision;

import io.turnpike.model.CredentialPlaces;
import org.jspecify.annotations.Nullable;

/// Where a call carries its credential, in the order in which the places are tried (runtime 1.3).
public enum CredentialPlace {
    AUTHORIZATION,
    HEADER,
    QUERY,
    /// A query parameter with the name of the header; like that, in any case.
    QUERY_BY_HEADER_NAME;

    static final CredentialPlace[] OF_KEYS = {HEADER, QUERY, QUERY_BY_HEADER_NAME};

    /// The key of a call that is allowed by one, as it was sent; null if it sent none.
    public static @Nullable String key(Call call, CredentialPlaces places) {
        for (CredentialPlace place : OF_KEYS) {
            String text = place.value(call, places);
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    /// What stands there; null if nothing does.
    @Nullable
    String value(Call call, CredentialPlaces places) {
        return switch (this) {
            case AUTHORIZATION -> call.field("authorization");
            case HEADER -> call.field(places.header());
            case QUERY -> call.parameter(places.query());
            case QUERY_BY_HEADER_NAME -> call.parameterInAnyCase(places.header());
        };
    }
}
