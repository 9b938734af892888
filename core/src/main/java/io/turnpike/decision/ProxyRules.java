package io.turnpike.decision;

import org.jspecify.annotations.Nullable;

/// What a product admits on one proxy, by kind of call (runtime X11). Immutable.
///
/// @param paths for calls of which no other rules decide
/// @param graphQl alone decide every call, where there are any (ruling 2)
/// @param grpc alone decide calls that are gRPC, where there are any (ruling 3)
record ProxyRules(
        OperationTable paths,
        @Nullable GraphQlRules graphQl,
        @Nullable GrpcRules grpc) {
    static final ProxyRules NONE = new ProxyRules(OperationTable.EMPTY, null, null);

    ProxyRules(OperationTable paths) {
        this(paths, null, null);
    }
}
