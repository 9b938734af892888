package io.turnpike.decision;

import io.turnpike.model.Attribute;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.Product;
import io.turnpike.model.UnusableProduct;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A product, ready to be matched against calls. Immutable.
public final class CompiledProduct {
    private final UUID id;
    private final String name;
    private final long version;
    private final List<Attribute> attributes;
    private final List<String> scopes;
    private final Set<String> environments;
    private final Map<String, ProxyRules> byProxy;
    private final ProxyRules onAnyProxy;
    private final boolean isUnbounded;
    private final Ceilings ceilings;
    private final @Nullable String fault;

    CompiledProduct(
            Product product,
            Map<String, ProxyRules> byProxy,
            ProxyRules onAnyProxy,
            boolean isUnbounded,
            Ceilings ceilings) {
        this.id = product.id();
        this.name = product.name();
        this.version = product.version();
        this.attributes = product.terms().attributes().list();
        this.scopes = product.terms().scopes();
        this.environments = Set.copyOf(product.terms().environments());
        this.byProxy = byProxy;
        this.onAnyProxy = onAnyProxy;
        this.isUnbounded = isUnbounded;
        this.ceilings = ceilings;
        this.fault = null;
    }

    /// One that matches nothing.
    CompiledProduct(UnusableProduct product) {
        this.id = product.id();
        this.name = product.name();
        this.version = product.version();
        this.attributes = List.of();
        this.scopes = List.of();
        this.environments = Set.of();
        this.byProxy = Map.of();
        this.onAnyProxy = ProxyRules.NONE;
        this.isUnbounded = false;
        this.ceilings = Ceilings.NONE;
        this.fault = product.fault();
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

    /// Every limit that a call through the product can meet there, whichever operation it holds for.
    public List<Ceiling> ceilings(HostedEnvironment place) {
        return ceilings.on(place.organization().apis(place.environment()).stream()
                .filter(this::covers)
                .toList());
    }

    /// Whether calls of a proxy can come through this product; of an open one none do.
    private boolean covers(ServedApi api) {
        return api.settings().credentials().mode() != CredentialPlaces.Mode.OPEN
                && !rules(api.proxy()).equals(ProxyRules.NONE);
    }

    public boolean isIn(String environment) {
        return environments.isEmpty() || environments.contains(environment);
    }

    /// What a token needs beside this product's match: one of the product's scopes (T5), all of those of each
    /// operation (T8).
    ///
    /// @return empty if the token has it
    List<String> missingScopes(List<CompiledOperation> operations, List<String> held) {
        if (!scopes.isEmpty() && scopes.stream().noneMatch(held::contains)) {
            return scopes;
        }
        for (CompiledOperation operation : operations) {
            if (!held.containsAll(operation.scopes())) {
                return operation.scopes();
            }
        }
        return List.of();
    }

    /// Why it matches nothing; empty of one that is enforced.
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /// Names of those in which it holds; empty for all.
    public Set<String> environments() {
        return environments;
    }

    long version() {
        return version;
    }

    /// Whether what covers a call depends on the GraphQL that it carries.
    boolean readsGraphQl(Route route) {
        return rules(route).graphQl() != null;
    }

    /// The operations of this product that cover a call (runtime 1.4, 1.5): one, or for a GraphQL batch one for each
    /// of its operations.
    ///
    /// @return null if none does; `recorder` was told why, and of a match nothing
    @Nullable
    List<CompiledOperation> match(Route route, Call call, Recorder recorder) {
        if (!isIn(route.environment().name())) {
            return ruledOut(recorder, RuledOut.WRONG_ENVIRONMENT);
        }
        if (isUnbounded && route.organization().switches().forbidsUnbounded()) {
            return ruledOut(recorder, RuledOut.UNBOUNDED);
        }
        ProxyRules rules = rules(route);
        if (rules.graphQl() != null) {
            return match(rules.graphQl(), call, recorder);
        }
        if (rules.grpc() != null && call.isGrpc()) {
            CompiledOperation operation = rules.grpc().match(call.path());
            return operation == null ? ruledOut(recorder, RuledOut.WRONG_OPERATION) : operation.alone();
        }
        if (rules.paths().isEmpty()) {
            return ruledOut(
                    recorder, byProxy.containsKey(route.proxy()) ? RuledOut.WRONG_OPERATION : RuledOut.WRONG_PROXY);
        }
        return match(rules.paths(), route, call, recorder);
    }

    private ProxyRules rules(Route route) {
        return rules(route.proxy());
    }

    private ProxyRules rules(String proxy) {
        return byProxy.getOrDefault(proxy, onAnyProxy);
    }

    private @Nullable List<CompiledOperation> match(GraphQlRules rules, Call call, Recorder recorder) {
        if (!(call.graphQl() instanceof GraphQl.Operations asked)) {
            return ruledOut(recorder, RuledOut.NOT_GRAPH_QL);
        }
        List<CompiledOperation> operations = rules.match(asked);
        return operations == null ? ruledOut(recorder, RuledOut.WRONG_OPERATION) : operations;
    }

    private @Nullable List<CompiledOperation> match(OperationTable table, Route route, Call call, Recorder recorder) {
        RuledOut reason = RuledOut.WRONG_PATH;
        for (PathRule rule : table.candidates(call.path(), route.basePathSegments())) {
            if (rule.pattern().matches(call.path(), route.basePathSegments())) {
                if (rule.methods().allows(call.method())) {
                    return rule.operation().alone();
                }
                reason = RuledOut.WRONG_METHOD;
            }
        }
        return ruledOut(recorder, reason);
    }

    private @Nullable List<CompiledOperation> ruledOut(Recorder recorder, RuledOut reason) {
        recorder.ruledOut(this, reason);
        return null;
    }

    @Override
    public String toString() {
        return "CompiledProduct[" + name + "]";
    }
}
