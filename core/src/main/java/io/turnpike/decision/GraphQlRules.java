package io.turnpike.decision;

import io.turnpike.model.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The GraphQL operations of a product on one proxy, in the order in which they are tried (runtime G5, G7). Immutable.
final class GraphQlRules {
    private static final Set<GraphQl.Type> ALL = Set.of(GraphQl.Type.QUERY, GraphQl.Type.MUTATION);

    private final List<Rule> rules;

    private GraphQlRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// @param namedFirst whether a rule with a name goes before one without, which includes it
    static GraphQlRules of(List<Rule> rules, boolean namedFirst) {
        Comparator<Rule> namelessFirst = Comparator.comparing(rule -> !rule.name.isEmpty());
        return new GraphQlRules(rules.stream()
                .sorted(namedFirst ? namelessFirst.reversed() : namelessFirst)
                .toList());
    }

    /// What covers each operation of a call, in their order; null if one is not covered: then none is (G8).
    @Nullable
    List<CompiledOperation> match(GraphQl.Operations asked) {
        List<CompiledOperation> matched = new ArrayList<>(asked.list().size());
        for (GraphQl.Operation operation : asked.list()) {
            CompiledOperation covering = match(operation);
            if (covering == null) {
                return null;
            }
            matched.add(covering);
        }
        return matched;
    }

    private @Nullable CompiledOperation match(GraphQl.Operation asked) {
        for (Rule rule : rules) {
            if (rule.covers(asked)) {
                return rule.operation;
            }
        }
        return null;
    }

    /// @param name empty for every name
    record Rule(Set<GraphQl.Type> types, String name, CompiledOperation operation) {
        static Rule of(Operation.GraphQl configured, CompiledOperation operation) {
            return new Rule(types(configured.types()), configured.name(), operation);
        }

        boolean covers(GraphQl.Operation asked) {
            return asked.type() == GraphQl.Type.PERSISTED
                    ? name.isEmpty() && types.equals(ALL)
                    : types.contains(asked.type()) && (name.isEmpty() || name.equals(asked.name()));
        }

        /// A name that is no type admits nothing.
        private static Set<GraphQl.Type> types(List<String> names) {
            if (names.isEmpty() || names.stream().anyMatch("ALL"::equalsIgnoreCase)) {
                return ALL;
            }
            Set<GraphQl.Type> types = EnumSet.noneOf(GraphQl.Type.class);
            for (String name : names) {
                ALL.stream()
                        .filter(type -> type.name().equals(name.toUpperCase(Locale.ROOT)))
                        .forEach(types::add);
            }
            return types;
        }
    }
}
