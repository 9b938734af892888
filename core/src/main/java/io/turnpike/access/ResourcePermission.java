package io.turnpike.access;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;

/// Verbs on a path of an organization and on all below it.
///
/// Source: Apigee Edge "Permissions reference": `*` stands for one segment, and proxies are called `applications`
/// there.
///
/// @param path begins with `/` and does not end so, unless it is `/`, the organization itself
/// @param verbs may be empty: then it takes away what a broader one gives
public record ResourcePermission(String path, Set<Verb> verbs) {
    /// The more specific one is the greater: the longer one, then the one with a name where the other has a `*`.
    static final Comparator<ResourcePermission> BY_SPECIFICITY = Comparator.comparingInt(
                    (ResourcePermission each) -> each.segments().size())
            .thenComparing(each -> each.path().replaceAll("[^/*]+", "~"));

    private static final int MAX_LENGTH = 1_000;

    public ResourcePermission {
        boolean isPath = path.startsWith("/")
                && !path.contains("//")
                && path.length() <= MAX_LENGTH
                && path.chars().noneMatch(each -> each < ' ' || each == '?' || each == '#');
        if (!isPath) {
            throw Refused.invalid(
                    Kind.ROLE, "path", null, "must be a path below the organization, such as /developers/*/apps");
        }
        path = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        verbs = verbs.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(verbs));
    }

    /// @param same whether a name of this path and a segment are one
    boolean covers(List<String> asked, BiPredicate<String, String> same) {
        var segments = segments();
        if (segments.size() > asked.size()) {
            return false;
        }
        for (int index = 0; index < segments.size(); index++) {
            String segment = segments.get(index);
            boolean fits = segment.equals("*") || same.test(resource(segment, index), asked.get(index));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /// Whether the path itself says so, not only a `*` in it.
    boolean names(String segment) {
        return segments().contains(segment);
    }

    /// Whether clients may mean one thing by both: a blank is also written as `+`, some escape twice, and addresses
    /// of e-mail are found in any case.
    static boolean mayBeSame(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private List<String> segments() {
        return path.length() == 1 ? List.of() : List.of(path.substring(1).split("/"));
    }

    private static String resource(String segment, int index) {
        return index == 0 && segment.equals("applications") ? "apis" : segment;
    }

    private static String plain(String text) {
        String decoded;
        try {
            decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            decoded = text; // a lone percent sign
        }
        return decoded.contains("@") ? decoded.toLowerCase(Locale.ROOT) : decoded;
    }
}
