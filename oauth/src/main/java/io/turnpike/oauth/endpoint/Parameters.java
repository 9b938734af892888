package io.turnpike.oauth.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.http.Call;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The parameters of a form or a query. None may be sent twice, an empty one counts as absent, unknown ones are
/// ignored (RFC 6749 3.1, 3.2).
public final class Parameters {
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();

    private Parameters(String text) {
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (values.putIfAbsent(name, value) != null) {
                repeated.add(name);
            }
        }
    }

    /// @throws OAuthError if the body is no form
    public static Parameters ofForm(Call call) {
        String type = call.header("Content-Type").orElse("").split(";", 2)[0].strip();
        if (!type.toLowerCase(Locale.ROOT).equals("application/x-www-form-urlencoded")) {
            throw OAuthError.invalidRequest("The body must be application/x-www-form-urlencoded");
        }
        return new Parameters(new String(call.body(), ISO_8859_1));
    }

    /// @throws OAuthError if an escape in it is broken
    public static Parameters ofQuery(Call call) {
        return new Parameters(call.rawQuery());
    }

    /// @throws OAuthError if it was sent twice
    public Optional<String> find(String name) {
        if (repeated.contains(name)) {
            throw OAuthError.invalidRequest("Parameter sent twice : " + name);
        }
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /// @throws OAuthError if it is missing, or was sent twice
    public String require(String name) {
        return find(name).orElseThrow(() -> OAuthError.invalidRequest("Required param : " + name));
    }

    /// Decodes one part of a form, or of a client's name and secret (RFC 6749 2.3.1).
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException _) {
            throw OAuthError.invalidRequest("A percent sign must be followed by two hexadecimal digits");
        }
    }
}
