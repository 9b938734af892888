package io.turnpike.http;

import java.util.List;
import java.util.function.Function;

/// A request without its body, as the web server hands it over.
///
/// @param target path and query as on the wire
/// @param remoteAddress the peer's IP address
/// @param headers the values of a field, a line each; empty where there is none
record Head(String method, Target target, String remoteAddress, Function<String, List<String>> headers) {
    record Target(String rawPath, String rawQuery) {}
}
