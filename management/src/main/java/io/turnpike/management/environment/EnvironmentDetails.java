package io.turnpike.management.environment;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.UpdateMask;
import io.turnpike.management.wire.View;
import io.turnpike.model.Environment;
import io.turnpike.model.Environment.ApiProxyType;
import io.turnpike.model.Environment.ClientIp;
import io.turnpike.model.Environment.DeploymentType;
import io.turnpike.model.Environment.Details;
import io.turnpike.model.Environment.NodeConfig;
import io.turnpike.problem.Kind;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What Apigee knows of an environment and nothing here depends on, on the wire.
///
/// Source: management-api 4 and 24.1 rule 2: no default appears in an answer.
final class EnvironmentDetails {
    private static final String ALGORITHM = "headerIndexAlgorithm";

    private EnvironmentDetails() {}

    static Details read(Fields body) {
        return new Details(
                body.choice("type", Environment.Type.class).orElse(null),
                body.choice("deploymentType", DeploymentType.class).orElse(null),
                body.choice("apiProxyType", ApiProxyType.class).orElse(null),
                body.optionalText("forwardProxyUri").orElse(null),
                body.flag("hasAttachedFlowHooks").orElse(null),
                body.object("nodeConfig", Kind.ENVIRONMENT)
                        .map(each -> new NodeConfig(number(each, "minNodeCount"), number(each, "maxNodeCount")))
                        .orElse(null),
                body.object("clientIpResolutionConfig", Kind.ENVIRONMENT)
                        .flatMap(each -> each.object(ALGORITHM, Kind.ENVIRONMENT))
                        .map(each -> new ClientIp(
                                each.optionalText("ipHeaderName").orElse(null), number(each, "ipHeaderIndex")))
                        .orElse(null));
    }

    static void write(Details details, Members members, View view) {
        members.text("type", name(details.type()))
                .text("deploymentType", name(details.deploymentType()))
                .text("apiProxyType", name(details.apiProxyType()))
                .text("forwardProxyUri", details.forwardProxyUri());
        if (details.hasAttachedFlowHooks() != null) {
            members.value("hasAttachedFlowHooks", details.hasAttachedFlowHooks());
        }
        if (details.nodeConfig() != null) {
            var nodes = view.members();
            number(nodes, "minNodeCount", details.nodeConfig().minNodeCount());
            number(nodes, "maxNodeCount", details.nodeConfig().maxNodeCount());
            members.value("nodeConfig", nodes.toMap());
        }
        if (details.clientIp() != null) {
            var algorithm =
                    view.members().text("ipHeaderName", details.clientIp().headerName());
            // An int32: a number in both dialects.
            if (details.clientIp().headerIndex() != null) {
                algorithm.value("ipHeaderIndex", details.clientIp().headerIndex());
            }
            members.value(
                    "clientIpResolutionConfig",
                    view.members().value(ALGORITHM, algorithm.toMap()).toMap());
        }
    }

    static Details replaced(Details former, Details given) {
        return new Details(
                given(given.type(), former.type()),
                given(given.deploymentType(), former.deploymentType()),
                given(given.apiProxyType(), former.apiProxyType()),
                given.forwardProxyUri(),
                given(given.hasAttachedFlowHooks(), former.hasAttachedFlowHooks()),
                given(given.nodeConfig(), former.nodeConfig()),
                given.clientIp());
    }

    static Details patched(Details former, Details given, UpdateMask mask) {
        return new Details(
                mask.names("type") ? given.type() : former.type(),
                mask.names("deploymentType") ? given.deploymentType() : former.deploymentType(),
                mask.names("apiProxyType") ? given.apiProxyType() : former.apiProxyType(),
                mask.names("forwardProxyUri") ? given.forwardProxyUri() : former.forwardProxyUri(),
                mask.names("hasAttachedFlowHooks") ? given.hasAttachedFlowHooks() : former.hasAttachedFlowHooks(),
                mask.names("nodeConfig") ? given.nodeConfig() : former.nodeConfig(),
                mask.names("clientIpResolutionConfig") ? given.clientIp() : former.clientIp());
    }

    private static <T> @Nullable T given(@Nullable T given, @Nullable T former) {
        return given == null ? former : given;
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static @Nullable Long number(Fields fields, String name) {
        OptionalLong number = fields.number(name);
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static void number(Members members, String name, @Nullable Long value) {
        if (value != null) {
            members.number(name, value);
        }
    }
}
