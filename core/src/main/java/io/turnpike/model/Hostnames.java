package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What may stand among the host names of an environment group.
///
/// Source: management-api 5.1; RFC 1123 for names, RFC 3986 for addresses.
final class Hostnames {
    private static final int MAX = 253;
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern HOSTNAME =
            Pattern.compile("\\*|(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*|\\[[0-9a-f:.]{2,45}]");

    private Hostnames() {}

    /// The names in lower case.
    ///
    /// @throws Refused with `InvalidField` on `hostnames`
    static List<String> checked(List<String> hostnames) {
        var folded = hostnames.stream()
                .map(hostname -> hostname.toLowerCase(Locale.ROOT))
                .toList();
        for (String hostname : folded) {
            if (hostname.length() > MAX || !HOSTNAME.matcher(hostname).matches()) {
                throw invalid(
                        hostname, "must be host names such as api.example.com, *.example.com or *, without ports");
            }
        }
        if (new HashSet<>(folded).size() < folded.size()) {
            throw invalid(folded, "must name each host once");
        }
        return folded;
    }

    private static Refused invalid(Object given, String rule) {
        return Refused.invalid(Kind.ENVIRONMENT_GROUP, "hostnames", given, rule);
    }
}
