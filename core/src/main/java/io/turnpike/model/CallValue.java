package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Locale;
import java.util.regex.Pattern;

/// Something of a call that tells callers apart.
///
/// @param name of the header field in lower case, or of the query parameter; empty for the client's address
public record CallValue(Place place, String name) {
    private static final Pattern FIELD = Pattern.compile("[a-z0-9!#$&'*+.^_|~-]{1,64}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9._~-]{1,64}");
    private static final String ADDRESS = "client.ip";

    public CallValue {
        boolean fits = switch (place) {
            case HEADER -> FIELD.matcher(name).matches();
            case QUERY -> PARAMETER.matcher(name).matches();
            case ADDRESS -> name.isEmpty();
        };
        if (!fits) {
            throw invalid(name);
        }
    }

    /// @param text `request.header.{name}`, `request.queryparam.{name}` or `client.ip`
    public static CallValue of(String text) {
        if (text.equals(ADDRESS)) {
            return new CallValue(Place.ADDRESS, "");
        }
        for (Place place : Place.values()) {
            if (!place.prefix.isEmpty() && text.startsWith(place.prefix)) {
                String name = text.substring(place.prefix.length());
                return new CallValue(place, place == Place.HEADER ? name.toLowerCase(Locale.ROOT) : name);
            }
        }
        throw invalid(text);
    }

    /// As `of` reads it.
    public String text() {
        return place == Place.ADDRESS ? ADDRESS : place.prefix + name;
    }

    private static Refused invalid(String given) {
        return Refused.invalid(
                Kind.API_PROXY,
                "spikeArrest.by",
                given,
                "must be request.header.NAME, request.queryparam.NAME or client.ip");
    }

    public enum Place {
        HEADER("request.header."),
        QUERY("request.queryparam."),
        ADDRESS("");

        private final String prefix;

        Place(String prefix) {
            this.prefix = prefix;
        }
    }
}
