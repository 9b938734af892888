package io.turnpike.gateway.wire.http2;

import io.turnpike.gateway.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// What gives away who calls: told without a place in any table, since those of a connection to a target serve all
/// callers (RFC 7541 7.1.3).
final class Secrets {
    private static final byte[][] NAMES = Stream.of(
                    "authorization",
                    "cookie",
                    "set-cookie",
                    "proxy-authorization",
                    "x-api-key",
                    "x-apikey",
                    "apikey",
                    "x-apigee-accesstoken")
            .map(name -> name.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private Secrets() {}

    /// Whether a line holds one: under such a name, or maybe in the query of a `:path`.
    static boolean has(byte[] line, int from, int nameEnd, int to) {
        if (line[from] == ':') {
            return Octets.find(line, nameEnd, to, '?') < to;
        }
        for (byte[] name : NAMES) {
            if (Octets.equals(line, from, nameEnd, name)) {
                return true;
            }
        }
        return false;
    }
}
