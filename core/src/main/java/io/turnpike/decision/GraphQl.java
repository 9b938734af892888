package io.turnpike.decision;

import java.util.List;
import java.util.stream.Collectors;

/// What a call asks of a GraphQL API, as its body or query says (runtime 3.2).
///
/// It labels a call by what the client says that it asks for; it is no security of fields (G11).
public sealed interface GraphQl {
    /// What is asked for, in its order: one operation, or those of a batch (G8).
    ///
    /// @param list 1 to 20
    record Operations(List<Operation> list) implements GraphQl {
        public static final int MOST = 20;

        public Operations {
            list = List.copyOf(list);
            if (list.isEmpty() || list.size() > MOST) {
                throw new IllegalArgumentException("a call asks for 1 to " + MOST + " operations");
            }
        }

        /// As records name it: `QUERY getUser + MUTATION rename`.
        public String text() {
            return list.stream().map(Operation::text).collect(Collectors.joining(" + "));
        }
    }

    /// @param name as selected from the document; empty for an anonymous one and where no document was sent
    record Operation(Type type, String name) {
        String text() {
            return name.isEmpty() ? type.name() : type.name() + " " + name;
        }
    }

    enum Type {
        QUERY,
        MUTATION,
        /// Never allowed (G6).
        SUBSCRIPTION,
        /// A document that only the target knows (G10).
        PERSISTED
    }

    /// Why there is nothing to decide on.
    enum Flaw implements GraphQl {
        /// No GraphQL request, or one beyond the bounds of G8 and G12.
        INVALID_REQUEST,
        /// The body is of a type that holds no GraphQL (ruling 4).
        UNSUPPORTED_TYPE,
        /// A GET must not change anything (G9).
        MUTATION_OVER_GET
    }
}
