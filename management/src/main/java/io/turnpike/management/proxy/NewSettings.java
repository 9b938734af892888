package io.turnpike.management.proxy;

import io.turnpike.model.ProxySettings;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Locale;
import java.util.Set;

/// Rules that settings are held to when they are written, and not when they are read: the first version stored
/// some that break them, and those still have to be readable.
final class NewSettings {
    /// Fields of framing, of one connection and of origin: what they hold is not the caller's to choose.
    private static final Set<String> NO_CREDENTIAL = Set.of(
            "host",
            "connection",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "expect",
            "max-forwards",
            "date",
            "via",
            "forwarded",
            "x-real-ip",
            "x-request-id");

    private NewSettings() {}

    /// @throws Refused with `InvalidField`
    static void check(ProxySettings settings) {
        settings.basePaths().forEach(NewSettings::checkBasePath);
        String header = settings.credentials().header().toLowerCase(Locale.ROOT).replace('_', '-');
        if (NO_CREDENTIAL.contains(header) || header.startsWith("x-forwarded-") || header.startsWith("turnpike-")) {
            throw Refused.invalid(
                    Kind.API_PROXY, "credentials.header", header, "must not be a field that the gateway itself uses");
        }
    }

    private static void checkBasePath(String path) {
        for (String segment : path.split("/")) {
            if (segment.equals(".") || segment.equals("..") || segment.startsWith("..;") || segment.startsWith(".;")) {
                throw Refused.invalid(Kind.API_PROXY, "basePath", path, "must hold no segment . or ..");
            }
        }
    }
}
