package io.turnpike.gateway.reserved;

import java.util.List;
import java.util.Map;

/// A whole call under `/.turnpike`, its body read.
///
/// @param path as sent, still encoded
/// @param query as sent, without the `?`; empty if there is none
/// @param clientAddress where the call comes from, as far as that can be trusted (PX4)
/// @param fields the values of each, by its name in lower case; `host` is the authority that was called,
///     `x-forwarded-proto` how: `http` or `https`
/// @param body is not copied
public record ReservedCall(
        String method, String path, String query, String clientAddress, Map<String, List<String>> fields, byte[] body) {
    /// Of a body, so many bytes are read.
    public static final int MAX_BODY = 64 * 1024;

    /// Without what may hold a secret.
    @Override
    public String toString() {
        return "ReservedCall[" + method + " " + path + "]";
    }
}
