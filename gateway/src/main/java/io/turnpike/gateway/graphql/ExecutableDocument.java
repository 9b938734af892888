package io.turnpike.gateway.graphql;

import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.SelectionSetContainer;
import io.turnpike.decision.GraphQl;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An executable GraphQL document within the bounds of runtime G12.
///
/// @param operations at least one; a name stands for one of them only
record ExecutableDocument(List<OperationDefinition> operations) {
    private static final int MAX_DEPTH = 20;

    static ExecutableDocument read(String text, DocumentParser parser) throws NotGraphQl {
        Document document = parser.read(text);
        List<OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class);
        List<FragmentDefinition> fragments = document.getDefinitionsOfType(FragmentDefinition.class);
        boolean isDeep = Stream.<SelectionSetContainer<?>>concat(operations.stream(), fragments.stream())
                .anyMatch(definition -> isDeeper(definition, MAX_DEPTH));
        if (isDeep
                || operations.size() + fragments.size()
                        < document.getDefinitions().size()) {
            throw new NotGraphQl();
        }
        requireDistinct(operations);
        return new ExecutableDocument(operations);
    }

    /// @param name null or empty where the document has one operation (runtime G3)
    GraphQl.Operation select(@Nullable String name) throws NotGraphQl {
        List<OperationDefinition> selected = name == null || name.isEmpty()
                ? operations
                : operations.stream()
                        .filter(operation -> name.equals(operation.getName()))
                        .toList();
        if (selected.size() != 1) {
            throw new NotGraphQl();
        }
        OperationDefinition one = selected.getFirst();
        return new GraphQl.Operation(type(one), one.getName() == null ? "" : one.getName());
    }

    private static boolean isDeeper(SelectionSetContainer<?> container, int levels) {
        SelectionSet selections = container.getSelectionSet();
        if (selections == null) {
            return false;
        }
        if (levels == 0) {
            return true;
        }
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof SelectionSetContainer<?> inner && isDeeper(inner, levels - 1)) {
                return true;
            }
        }
        return false;
    }

    /// An anonymous operation stands alone; names stand once.
    private static void requireDistinct(List<OperationDefinition> operations) throws NotGraphQl {
        Set<String> names = new HashSet<>();
        for (OperationDefinition operation : operations) {
            if (operation.getName() == null ? operations.size() > 1 : !names.add(operation.getName())) {
                throw new NotGraphQl();
            }
        }
    }

    private static GraphQl.Type type(OperationDefinition operation) {
        return switch (operation.getOperation()) {
            case QUERY -> GraphQl.Type.QUERY;
            case MUTATION -> GraphQl.Type.MUTATION;
            case SUBSCRIPTION -> GraphQl.Type.SUBSCRIPTION;
        };
    }
}
