package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations of one API with what holds for them: a quota of their own instead of the product's, and attributes.
///
/// @param apiSource name of the proxy, or of the remote service
/// @param quota null where the product's quota applies
public record OperationConfig(
        String apiSource,
        List<Operation> operations,
        @Nullable Quota quota,
        List<Attribute> attributes) {
    private static final int MAX_ATTRIBUTES = 3;

    public OperationConfig {
        operations = List.copyOf(operations);
        attributes = List.copyOf(attributes);
        if (apiSource.isEmpty()) {
            throw Refused.invalid(Kind.OPERATION, "apiSource", apiSource, "must not be empty");
        }
        if (attributes.stream().filter(attribute -> !attribute.isOurs()).count() > MAX_ATTRIBUTES) {
            throw Refused.invalid(Kind.OPERATION, "attributes", attributes.size(), "must be at most " + MAX_ATTRIBUTES);
        }
    }

    /// This configuration in the place of the one among `others` that has the same operations, if there is one:
    /// attributes of ours survive.
    OperationConfig replacing(List<OperationConfig> others) {
        Attributes held = others.stream()
                .filter(other -> other.apiSource.equals(apiSource) && other.operations.equals(operations))
                .findFirst()
                .map(other -> new Attributes(other.attributes))
                .orElse(Attributes.NONE);
        return new OperationConfig(
                apiSource, operations, quota, held.replacedBy(attributes).list());
    }
}
