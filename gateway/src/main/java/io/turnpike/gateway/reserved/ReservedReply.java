package io.turnpike.gateway.reserved;

import java.util.Map;

/// The answer to a call under `/.turnpike`.
///
/// @param fields all but those that frame the answer
/// @param body is not copied
public record ReservedReply(int status, Map<String, String> fields, byte[] body) {
    @Override
    public String toString() {
        return "ReservedReply[" + status + "]";
    }
}
