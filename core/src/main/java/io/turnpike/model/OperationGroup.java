package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operations of one kind that a product bundles.
///
/// @param source `proxy` or `remoteservice` as it was sent; null where it was not, which means `proxy`
public record OperationGroup(Type type, @Nullable String source, List<OperationConfig> configs) {
    public OperationGroup {
        configs = List.copyOf(configs);
        for (OperationConfig config : configs) {
            if (type != Type.PAYLOAD && config.operations().size() > 1) {
                throw Refused.invalid(
                        Kind.OPERATION,
                        "operations",
                        config.operations().size(),
                        "must hold exactly one operation in each configuration");
            }
            if (!config.operations().stream().allMatch(type.operations::isInstance)) {
                throw Refused.invalid(Kind.OPERATION, "operations", null, "must fit the group " + type);
            }
        }
        if (source != null && !source.equals("proxy") && !source.equals("remoteservice")) {
            throw Refused.invalid(Kind.OPERATION, "operationConfigType", source, "must be proxy or remoteservice");
        }
    }

    /// This group in the place of the one among `others` that has its type, if there is one: attributes of ours survive
    /// on the operations that both have.
    public OperationGroup replacing(List<OperationGroup> others) {
        var former = others.stream()
                .filter(other -> other.type == type)
                .flatMap(other -> other.configs.stream())
                .toList();
        return new OperationGroup(
                type,
                source,
                configs.stream().map(config -> config.replacing(former)).toList());
    }

    public boolean isRemoteService() {
        return "remoteservice".equals(source);
    }

    /// Which protocol the operations of a group speak of.
    public enum Type {
        REST(Operation.Rest.class),
        GRAPHQL(Operation.GraphQl.class),
        GRPC(Operation.Grpc.class),
        LLM(Operation.Llm.class),
        PAYLOAD(Operation.Payload.class);

        private final Class<? extends Operation> operations;

        Type(Class<? extends Operation> operations) {
            this.operations = operations;
        }
    }
}
