package io.turnpike.gateway.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Finds parameters in a raw query and takes them out, leaving every other byte as it is (HT4).
public final class Query {
    private Query() {}

    /// The first value under a name, percent-decoded; null if there is none.
    public static @Nullable String first(@Nullable String query, String name) {
        return first(query, name, false);
    }

    /// The first value under a name in whatever case.
    public static @Nullable String firstInAnyCase(@Nullable String query, String name) {
        return first(query, name, true);
    }

    private static @Nullable String first(@Nullable String query, String name, boolean anyCase) {
        int start = 0;
        while (query != null && start <= query.length()) {
            int end = end(query, start);
            int equals = equals(query, start, end);
            if (isNamed(query, start, equals, name, anyCase)) {
                return decoded(query, Math.min(equals + 1, end), end);
            }
            start = end + 1;
        }
        return null;
    }

    /// Whether more than one parameter has a name.
    public static boolean isRepeated(String query, String name) {
        int found = 0;
        for (int start = 0; start <= query.length(); start = end(query, start) + 1) {
            found += isNamed(query, start, equals(query, start, end(query, start)), name, false) ? 1 : 0;
        }
        return found > 1;
    }

    /// A query without every parameter of two names; null if nothing is left of it.
    ///
    /// @param field is met in any case
    public static @Nullable String without(String query, String name, String field) {
        StringBuilder kept = null;
        int start = 0;
        int keptUntil = 0;
        while (start <= query.length()) {
            int end = end(query, start);
            int equals = equals(query, start, end);
            if (isNamed(query, start, equals, name, false) || isNamed(query, start, equals, field, true)) {
                kept = kept == null ? new StringBuilder(query.length()) : kept;
                kept.append(query, keptUntil, start);
                keptUntil = Math.min(end + 1, query.length());
            }
            start = end + 1;
        }
        if (kept == null) {
            return query;
        }
        kept.append(query, keptUntil, query.length());
        boolean endsOpen = keptUntil == query.length() && !kept.isEmpty() && kept.charAt(kept.length() - 1) == '&';
        if (endsOpen) {
            kept.setLength(kept.length() - 1);
        }
        return kept.isEmpty() ? null : kept.toString();
    }

    private static int end(String query, int start) {
        int end = query.indexOf('&', start);
        return end < 0 ? query.length() : end;
    }

    private static int equals(String query, int start, int end) {
        int equals = query.indexOf('=', start, end);
        return equals < 0 ? end : equals;
    }

    private static boolean isNamed(String query, int start, int end, String name, boolean anyCase) {
        if (end - start == name.length() && query.regionMatches(anyCase, start, name, 0, name.length())) {
            return true;
        }
        if (end - start <= name.length() || query.indexOf('%', start, end) < 0) {
            return false;
        }
        String decoded = decoded(query, start, end);
        return anyCase ? decoded.equalsIgnoreCase(name) : decoded.equals(name);
    }

    /// Percent-decoded as UTF-8, where the escapes are good; `+` is a blank.
    private static String decoded(String query, int start, int end) {
        byte[] bytes = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            char c = query.charAt(i);
            int high = c == '%' && i + 2 < end ? Character.digit(query.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(query.charAt(i + 2), 16);
            if (low >= 0) {
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = (byte) (c == '+' ? ' ' : c);
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
