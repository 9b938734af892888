package io.turnpike.http;

import java.util.Locale;

/// Whether a browser sent a request on behalf of a page of another site.
///
/// Source: extensions.md section 1. Requests without `Origin` and `Sec-Fetch-Site` come from no browser.
final class Origin {
    private Origin() {}

    static boolean isForeign(Call call) {
        boolean elsewhere = call.header("Sec-Fetch-Site")
                .filter(site -> !site.equals("same-origin") && !site.equals("none"))
                .isPresent();
        return elsewhere
                || call.header("Origin").filter(origin -> !names(origin, call)).isPresent();
    }

    private static boolean names(String origin, Call call) {
        int scheme = origin.indexOf("://");
        if (scheme < 0) {
            return false;
        }
        String host = call.header("Host").orElse("").toLowerCase(Locale.ROOT);
        String port = origin.startsWith("https:") ? ":443" : ":80";
        String given = origin.substring(scheme + 3).toLowerCase(Locale.ROOT);
        return without(port, given).equals(without(port, host));
    }

    private static String without(String port, String authority) {
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }
}
