package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.List;

/// What an operation configuration admits. Which kind stands in which group is `OperationGroup`'s rule.
public sealed interface Operation {
    /// A resource path and the methods on it.
    ///
    /// @param resource pattern below the proxy's base path; a missing leading slash is added
    /// @param methods as sent; empty or the single `ALL` means every method
    record Rest(String resource, List<String> methods) implements Operation {
        public Rest {
            resource = Resources.checked(resource);
            methods = List.copyOf(methods);
        }
    }

    /// @param types `query`, `mutation` as sent; empty means both
    /// @param name operation name; empty means any
    record GraphQl(List<String> types, String name) implements Operation {
        public GraphQl {
            types = List.copyOf(types);
            if (types.stream().anyMatch("subscription"::equalsIgnoreCase)) {
                throw Refused.invalid(Kind.OPERATION, "operationTypes", "subscription", "must be query or mutation");
            }
        }
    }

    /// @param service fully qualified service name
    /// @param methods unqualified names; empty means all
    record Grpc(String service, List<String> methods) implements Operation {
        public Grpc {
            methods = List.copyOf(methods);
            if (service.isEmpty()) {
                throw Refused.invalid(Kind.OPERATION, "service", service, "must not be empty");
            }
        }
    }

    record Llm(String resource, String model, List<String> methods) implements Operation {
        public Llm {
            resource = Resources.checked(resource);
            methods = List.copyOf(methods);
        }
    }

    /// A JSON-RPC operation such as `tools/list`; no wildcards.
    record Payload(String operation) implements Operation {}
}
