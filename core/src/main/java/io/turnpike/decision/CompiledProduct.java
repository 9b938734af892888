package io.turnpike.decision;

import io.turnpike.model.Attribute;
import io.turnpike.model.OperationGroup;
import io.turnpike.model.Product;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A product, ready to be matched against calls. Immutable.
public final class CompiledProduct {
    private static final String GRPC = "application/grpc";

    private final UUID id;
    private final String name;
    private final long version;
    private final List<Attribute> attributes;
    private final Set<String> environments;
    private final Map<String, OperationTable> byProxy;
    private final OperationTable onAnyProxy;
    private final Map<String, Set<OperationGroup.Type>> unenforced;
    private final boolean isUnbounded;

    /// @param unenforced which groups of protocols that are not enforced name a proxy
    CompiledProduct(
            Product product,
            Map<String, OperationTable> byProxy,
            OperationTable onAnyProxy,
            Map<String, Set<OperationGroup.Type>> unenforced,
            boolean isUnbounded) {
        this.id = product.id();
        this.name = product.name();
        this.version = product.version();
        this.attributes = product.terms().attributes().list();
        this.environments = Set.copyOf(product.terms().environments());
        this.byProxy = byProxy;
        this.onAnyProxy = onAnyProxy;
        this.unenforced = unenforced;
        this.isUnbounded = isUnbounded;
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public List<Attribute> attributes() {
        return attributes;
    }

    long version() {
        return version;
    }

    /// The operation of this product that covers a call (runtime 1.4, 1.5).
    ///
    /// @return null if none does; `recorder` was told why
    @Nullable
    CompiledOperation match(Route route, Call call, Recorder recorder) {
        if (!environments.isEmpty()
                && !environments.contains(route.environment().name())) {
            return ruledOut(recorder, RuledOut.WRONG_ENVIRONMENT);
        }
        if (isUnbounded && route.organization().switches().forbidsUnbounded()) {
            return ruledOut(recorder, RuledOut.UNBOUNDED);
        }
        Set<OperationGroup.Type> others = unenforced.isEmpty() ? null : unenforced.get(route.proxy());
        if (others != null && decideAlone(others, call)) {
            return ruledOut(recorder, RuledOut.WRONG_OPERATION);
        }
        OperationTable operations = byProxy.getOrDefault(route.proxy(), onAnyProxy);
        if (operations.isEmpty()) {
            return ruledOut(recorder, others == null ? RuledOut.WRONG_PROXY : RuledOut.WRONG_OPERATION);
        }
        return match(operations, route, call, recorder);
    }

    /// Whether path rules do not hold beside such groups: a GraphQL group decides every call of its proxy, a gRPC
    /// group those that are gRPC (rulings 2 and 3).
    private static boolean decideAlone(Set<OperationGroup.Type> groups, Call call) {
        return groups.contains(OperationGroup.Type.GRAPHQL)
                || (groups.contains(OperationGroup.Type.GRPC) && isGrpc(call.field("content-type")));
    }

    /// `application/grpc`, alone or followed by a format or parameters (K1).
    private static boolean isGrpc(@Nullable String contentType) {
        if (contentType == null || !contentType.regionMatches(true, 0, GRPC, 0, GRPC.length())) {
            return false;
        }
        return contentType.length() == GRPC.length() || "+; \t".indexOf(contentType.charAt(GRPC.length())) >= 0;
    }

    private @Nullable CompiledOperation match(OperationTable operations, Route route, Call call, Recorder recorder) {
        RuledOut reason = RuledOut.WRONG_PATH;
        for (CompiledOperation operation : operations.candidates(call.path(), route.basePathSegments())) {
            if (operation.pattern().matches(call.path(), route.basePathSegments())) {
                if (operation.methods().allows(call.method())) {
                    recorder.matched(this, operation);
                    return operation;
                }
                reason = RuledOut.WRONG_METHOD;
            }
        }
        return ruledOut(recorder, reason);
    }

    private @Nullable CompiledOperation ruledOut(Recorder recorder, RuledOut reason) {
        recorder.ruledOut(this, reason);
        return null;
    }

    @Override
    public String toString() {
        return "CompiledProduct[" + name + "]";
    }
}
