package io.turnpike.gateway.wire;

import java.util.Set;

/// Which trailers may pass (HT14, RFC 9110 6.5.1): none that frames, routes, identifies or changes
/// how the message is read.
public final class TrailerRules {
    private static final Set<String> FORBIDDEN = Set.of(
            "age",
            "authorization",
            "cache-control",
            "content-encoding",
            "content-range",
            "content-type",
            "cookie",
            "expires",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "location",
            "pragma",
            "proxy-authenticate",
            "proxy-authorization",
            "range",
            "retry-after",
            "set-cookie",
            "vary",
            "warning",
            "www-authenticate");

    private TrailerRules() {}

    /// Writes those trailers that may pass as lines.
    ///
    /// @param head of the same message
    /// @param credential name of a field that holds a credential, in lower case
    public static void write(Trailers trailers, Head head, String credential, HeadWriter out) {
        for (int i = 0; i < trailers.fields(); i++) {
            boolean passes = trailers.known(i) == null
                    && !trailers.isNamed(i, credential)
                    && !head.isNamedByConnection(trailers, i)
                    && !isForbidden(trailers, i);
            if (passes) {
                trailers.writeField(i, out);
            }
        }
    }

    private static boolean isForbidden(Trailers trailers, int field) {
        for (String name : FORBIDDEN) {
            if (trailers.isNamed(field, name)) {
                return true;
            }
        }
        return false;
    }
}
