package io.turnpike.decision;

import io.turnpike.model.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The gRPC operations of a product on one proxy (runtime K1 to K3). Immutable.
record GrpcRules(List<Rule> rules) {
    private static final String MEDIA_TYPE = "application/grpc";
    /// `/{package.Service}/{Method}`.
    private static final int SEGMENTS = 2;

    GrpcRules {
        rules = List.copyOf(rules);
    }

    static boolean isMediaType(String type) {
        return type.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length())
                && (type.length() == MEDIA_TYPE.length() || "+; \t".indexOf(type.charAt(MEDIA_TYPE.length())) >= 0);
    }

    /// The first operation that covers a call; null if none does.
    @Nullable
    CompiledOperation match(RequestPath path) {
        for (Rule rule : rules) {
            if (rule.covers(path)) {
                return rule.operation;
            }
        }
        return null;
    }

    /// @param methods decoded names; empty for every one
    record Rule(byte[] service, List<byte[]> methods, CompiledOperation operation) {
        static Rule of(Operation.Grpc configured, CompiledOperation operation) {
            return new Rule(
                    bytes(configured.service()),
                    configured.methods().stream().map(Rule::bytes).toList(),
                    operation);
        }

        boolean covers(RequestPath path) {
            return path.segments() == SEGMENTS
                    && path.equals(0, service)
                    && (methods.isEmpty() || methods.stream().anyMatch(method -> path.equals(1, method)));
        }

        private static byte[] bytes(String name) {
            return name.getBytes(StandardCharsets.UTF_8);
        }
    }
}
