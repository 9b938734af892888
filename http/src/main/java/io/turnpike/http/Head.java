package io.turnpike.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A request without its body, as the web server hands it over.
///
/// @param target path and query as on the wire
/// @param remoteAddress the peer's IP address
/// @param headers first value of a field, or null
record Head(String method, Target target, String remoteAddress, Function<String, @Nullable String> headers) {
    record Target(String rawPath, String rawQuery) {}
}
