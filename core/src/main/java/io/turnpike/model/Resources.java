package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.regex.Pattern;

/// The spelling of resource paths and base paths (runtime M4, M11).
final class Resources {
    private static final int MAX_SEGMENTS = 60;
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private Resources() {}

    /// The path with a leading slash.
    static String checked(String path) {
        if (path.isEmpty()) {
            throw Refused.invalid(Kind.OPERATION, "resource", path, "must not be empty; / covers everything");
        }
        String resource = path.startsWith("/") ? path : "/" + path;
        String[] segments = resource.substring(1).split("/", -1);
        if (segments.length > MAX_SEGMENTS) {
            throw Refused.invalid(Kind.OPERATION, "resource", path, "must have at most " + MAX_SEGMENTS + " segments");
        }
        for (String segment : segments) {
            if (segment.contains("*") && !segment.equals("*") && !segment.equals("**")) {
                throw Refused.invalid(Kind.OPERATION, "resource", path, "must hold * and ** as whole segments only");
            }
        }
        if (BROKEN_ESCAPE.matcher(resource).find()) {
            throw Refused.invalid(Kind.OPERATION, "resource", path, "must hold % only before two hexadecimal digits");
        }
        if (!isVisibleAscii(resource)) {
            throw Refused.invalid(
                    Kind.OPERATION, "resource", path, "must be a path of visible ASCII without ?, # and \\");
        }
        return resource;
    }

    private static boolean isVisibleAscii(String path) {
        return path.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '?' && c != '#' && c != '\\');
    }
}
