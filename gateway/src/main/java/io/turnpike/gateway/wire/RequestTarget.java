package io.turnpike.gateway.wire;

import org.jspecify.annotations.Nullable;

/// The target of a request, taken apart (HT2, HT5).
///
/// @param authority of the absolute form; null in the others
/// @param path raw; `/` where an absolute target has none
/// @param query raw, without its question mark; null if there is none
public record RequestTarget(
        @Nullable String authority, String path, @Nullable String query) {
    /// What the asterisk form looks like.
    public static final String ASTERISK = "*";

    /// @param text of origin or absolute form
    /// @return null unless it is one of these, of good bytes, and with a valid authority without user info
    public static @Nullable RequestTarget parse(String text) {
        if (!isText(text)) {
            return null;
        }
        if (text.startsWith("/")) {
            return split(null, text, 0);
        }
        int start = text.regionMatches(true, 0, "http://", 0, 7)
                ? 7
                : text.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
        if (start < 0) {
            return null;
        }
        int end = start;
        while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '?') {
            end++;
        }
        String authority = text.substring(start, end);
        return Authority.isValid(authority) ? split(authority, text, end) : null;
    }

    private static RequestTarget split(@Nullable String authority, String text, int start) {
        int mark = text.indexOf('?', start);
        String path = mark < 0 ? text.substring(start) : text.substring(start, mark);
        return new RequestTarget(authority, path.isEmpty() ? "/" : path, mark < 0 ? null : text.substring(mark + 1));
    }

    private static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= 0x20 || c > 0x7e || c == '#') {
                return false;
            }
        }
        return true;
    }
}
