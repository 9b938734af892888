package io.turnpike.management.wire;

import io.turnpike.http.Call;
import java.util.Optional;
import java.util.function.Function;

/// The two spellings of Apigee's API. One resource tree serves both; only answers differ.
///
/// Source: management-api 1.1.
public enum Dialect {
    /// Apigee X and hybrid: int64 as strings, unset members left out.
    X,
    /// Apigee Edge: numbers, empty lists, `createdBy`; members in alphabetical order.
    EDGE;

    /// The dialect of a call; `fallback` where the call shows none.
    public static Dialect of(Call call, Dialect fallback) {
        return of(call.alias(), call::header, call.query("$.xgafv").isPresent()).orElse(fallback);
    }

    /// @param alias what the path's spelling tells, see `DialectPaths`
    /// @param googleFormat whether the query asks for one of Google's error formats
    static Optional<Dialect> of(String alias, Function<String, Optional<String>> header, boolean googleFormat) {
        if (!alias.isEmpty()) {
            return Optional.of(valueOf(alias));
        }
        boolean sendsXml =
                header.apply("Content-Type").filter(MediaTypes::isXml).isPresent();
        if (sendsXml || header.apply("Accept").filter(MediaTypes::prefersXml).isPresent()) {
            return Optional.of(EDGE);
        }
        if (googleFormat || header.apply("X-GOOG-API-FORMAT-VERSION").isPresent()) {
            return Optional.of(X);
        }
        boolean basic = header.apply("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                .isPresent();
        return basic ? Optional.of(EDGE) : Optional.empty();
    }
}
