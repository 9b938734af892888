package io.turnpike.management.wire;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;

/// Finds things by a segment of the path as clients escape it: some write a blank as `+`, some escape twice.
///
/// Source: management-api 1.8 and 24.2.
public final class Segments {
    private Segments() {}

    /// @param segment decoded once
    /// @param find asks for one name; asked with the likeliest name first
    public static <T> Optional<T> find(String segment, Function<String, Optional<T>> find) {
        return readings(segment).stream().map(find).flatMap(Optional::stream).findFirst();
    }

    /// Whether the segment may stand for the name.
    public static boolean mayMean(String segment, String name) {
        return readings(segment).contains(name);
    }

    /// For a change of a thing that the path names: the body names no other one.
    ///
    /// @param sent what the body calls it; may be empty
    /// @throws Refused with `InvalidField`
    public static void requireSame(String sent, String name) {
        if (!sent.isEmpty() && !sent.equals(name)) {
            throw Refused.invalid(Kind.REQUEST, "name", null, "in the URL does not match the payload");
        }
    }

    /// What the segment may mean, the likeliest first.
    static SequencedSet<String> readings(String segment) {
        var readings = new LinkedHashSet<String>();
        readings.add(segment);
        readings.add(segment.replace('+', ' '));
        if (segment.indexOf('%') >= 0) {
            try {
                readings.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
                readings.add(URLDecoder.decode(segment, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException _) {
                // A lone percent sign is part of a name.
            }
        }
        return readings;
    }
}
