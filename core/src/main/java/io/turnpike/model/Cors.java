package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which pages of other origins may call a proxy from a browser, and see what of its answers.
///
/// @param origins such as `https://app.example`, at least one; `*` is every origin, and stands alone
/// @param methods beside GET, HEAD and POST, which need no leave; `*` is every method
/// @param headers request fields, in lower case; `*` is every field
/// @param expose fields of the answer that a page may read, in lower case; `*` is every field
/// @param credentials whether browsers send cookies and client certificates; never together with the origin `*`
/// @param maxAge how long a browser remembers; empty: as long as it likes
public record Cors(
        List<String> origins,
        List<String> methods,
        List<String> headers,
        List<String> expose,
        boolean credentials,
        Optional<Duration> maxAge) {
    public static final String ANY = "*";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final int MAX_ENTRIES = 100;

    public Cors {
        origins = origins.stream().map(Cors::origin).distinct().toList();
        methods = tokens("cors.methods", methods);
        headers = lowerCase(tokens("cors.headers", headers));
        expose = lowerCase(tokens("cors.expose", expose));
        if (origins.isEmpty() || origins.size() > MAX_ENTRIES) {
            throw invalid("cors.origins", origins.size(), "must be from 1 to 100 origins");
        }
        if (origins.contains(ANY) && (origins.size() > 1 || credentials)) {
            throw invalid("cors.origins", ANY, "must hold * alone, and not together with credentials");
        }
        maxAge.filter(age -> age.isNegative() || age.compareTo(Duration.ofDays(365)) > 0)
                .ifPresent(age -> {
                    throw invalid("cors.maxAge", age, "must be from 0s to one year");
                });
    }

    private static String origin(String text) {
        if (text.equals(ANY)) {
            return text;
        }
        try {
            URI origin = new URI(text.toLowerCase(Locale.ROOT));
            boolean bare = origin.getHost() != null
                    && origin.getRawUserInfo() == null
                    && origin.toString().equals(origin.getScheme() + "://" + origin.getRawAuthority());
            if (bare) {
                return origin.toString();
            }
        } catch (URISyntaxException _) {
            // Refused below.
        }
        throw invalid("cors.origins", text, "must be origins such as https://app.example, without a path, or *");
    }

    private static List<String> tokens(String field, List<String> texts) {
        boolean fits = texts.stream().allMatch(text -> TOKEN.matcher(text).matches());
        if (!fits || texts.size() > MAX_ENTRIES) {
            throw invalid(field, null, "must be at most 100 names, or *");
        }
        return texts.stream().distinct().toList();
    }

    private static List<String> lowerCase(List<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private static Refused invalid(String field, @Nullable Object given, String rule) {
        return Refused.invalid(Kind.API_PROXY, field, given, rule);
    }
}
