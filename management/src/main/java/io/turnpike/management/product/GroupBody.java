package io.turnpike.management.product;

import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.View;
import io.turnpike.model.Attributes;
import io.turnpike.model.Operation;
import io.turnpike.model.OperationConfig;
import io.turnpike.model.OperationGroup;
import io.turnpike.model.Quota;
import io.turnpike.problem.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Operation groups on the wire; each type has a member of the product to itself.
///
/// Source: management-api 9.3.
final class GroupBody {
    private GroupBody() {}

    static Optional<OperationGroup> read(Fields product, OperationGroup.Type type) {
        return product.object(member(type), Kind.OPERATION).map(group -> {
            String source = group.text("operationConfigType");
            var configs = group.objects("operationConfigs", Kind.OPERATION).stream()
                    .map(config -> config(config, type))
                    .toList();
            return new OperationGroup(type, source.isEmpty() ? null : source, configs);
        });
    }

    static void write(OperationGroup group, Members product, View view) {
        OperationGroup.Type type = group.type();
        var configs = group.configs().stream()
                .map(config -> config(config, type, view))
                .toList();
        product.value(
                member(type),
                view.members()
                        .value("operationConfigs", configs)
                        .text("operationConfigType", group.source())
                        .toMap());
    }

    private static String member(OperationGroup.Type type) {
        return switch (type) {
            case REST -> "operationGroup";
            case GRAPHQL -> "graphqlOperationGroup";
            case GRPC -> "grpcOperationGroup";
            case LLM -> "llmOperationGroup";
            case PAYLOAD -> "payloadOperationGroup";
        };
    }

    private static String quotaMember(OperationGroup.Type type) {
        return type == OperationGroup.Type.LLM ? "llmTokenQuota" : "quota";
    }

    private static OperationConfig config(Fields config, OperationGroup.Type type) {
        var attributes = config.attributes("attributes");
        OurNames.OPERATION.check(attributes);
        return new OperationConfig(
                config.text("apiSource"),
                operations(config, type),
                QuotaBody.ofOperation(config, quotaMember(type)),
                attributes);
    }

    private static List<Operation> operations(Fields config, OperationGroup.Type type) {
        return switch (type) {
            case REST ->
                each(config, "operations", one -> new Operation.Rest(required(one, "resource"), one.list("methods")));
            case GRAPHQL -> each(config, "operations", one -> new Operation.GraphQl(types(one), one.text("operation")));
            case GRPC -> List.of(new Operation.Grpc(config.text("service"), config.list("methods")));
            case LLM ->
                each(
                        config,
                        "llmOperations",
                        one -> new Operation.Llm(
                                required(one, "resource"), required(one, "model"), one.list("methods")));
            case PAYLOAD -> each(config, "operations", one -> new Operation.Payload(required(one, "operation")));
        };
    }

    private static List<Operation> each(Fields config, String member, Function<Fields, Operation> read) {
        return config.objects(member, Kind.OPERATION).stream().map(read).toList();
    }

    private static List<String> types(Fields operation) {
        var types = operation.list("operationTypes");
        if (types.isEmpty()) {
            throw operation.invalid("operationTypes", "must be query, mutation or both");
        }
        return types;
    }

    private static String required(Fields operation, String member) {
        String text = operation.text(member);
        if (text.isEmpty()) {
            throw operation.invalid(member, "must not be empty");
        }
        return text;
    }

    private static Map<String, Object> config(OperationConfig config, OperationGroup.Type type, View view) {
        var members = view.members().text("apiSource", config.apiSource());
        if (type == OperationGroup.Type.GRPC) {
            config.operations().forEach(operation -> write(operation, members));
        } else {
            var operations = config.operations().stream()
                    .map(operation -> write(operation, view.members()).toMap())
                    .toList();
            members.list(type == OperationGroup.Type.LLM ? "llmOperations" : "operations", operations);
        }
        Quota quota = config.quota();
        if (quota != null) {
            members.value(quotaMember(type), QuotaBody.ofOperation(quota, view));
        }
        return members.list("attributes", members.attributeList(new Attributes(config.attributes())))
                .toMap();
    }

    private static Members write(Operation operation, Members members) {
        return switch (operation) {
            case Operation.Rest rest ->
                members.text("resource", rest.resource()).list("methods", rest.methods());
            case Operation.GraphQl graphQl ->
                members.list("operationTypes", graphQl.types()).text("operation", graphQl.name());
            case Operation.Grpc grpc -> members.text("service", grpc.service()).list("methods", grpc.methods());
            case Operation.Llm llm ->
                members.text("resource", llm.resource())
                        .list("methods", llm.methods())
                        .text("model", llm.model());
            case Operation.Payload payload -> members.text("operation", payload.operation());
        };
    }
}
