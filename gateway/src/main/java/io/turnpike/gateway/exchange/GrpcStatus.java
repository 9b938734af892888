package io.turnpike.gateway.exchange;

import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.wire.HeadWriter;
import java.nio.charset.StandardCharsets;

/// Tells a gRPC client why its call is refused (runtime K4).
///
/// Source: gRPC over HTTP/2, "Responses"; gRPC status codes. What K4 does not name follows the nearest that it does.
final class GrpcStatus {
    private static final int DEADLINE_EXCEEDED = 4;
    private static final int PERMISSION_DENIED = 7;
    private static final int RESOURCE_EXHAUSTED = 8;
    private static final int UNIMPLEMENTED = 12;
    private static final int INTERNAL = 13;
    private static final int UNAVAILABLE = 14;
    private static final int UNAUTHENTICATED = 16;

    private GrpcStatus() {}

    static void write(Fault fault, HeadWriter out) {
        out.field("grpc-status", of(fault.status()));
        out.write("grpc-message: ");
        writeEncoded(fault.text(), out);
        out.endLine().field("turnpike-errorcode", fault.code());
    }

    private static int of(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 413, 429, 431 -> RESOURCE_EXHAUSTED;
            case 404, 405, 501 -> UNIMPLEMENTED;
            case 408, 504 -> DEADLINE_EXCEEDED;
            case 502, 503 -> UNAVAILABLE;
            default -> INTERNAL;
        };
    }

    /// Percent-encoded but for visible ASCII and blanks.
    private static void writeEncoded(String text, HeadWriter out) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                out.write((char) b);
            } else {
                out.write("%%%02X".formatted(b));
            }
        }
    }
}
