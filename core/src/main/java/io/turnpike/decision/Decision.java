package io.turnpike.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What becomes of a call, before its limits are charged.
public sealed interface Decision {
    /// Revision of the catalogue that decided.
    long revision();

    /// Where the call goes; null if nothing answers there.
    @Nullable
    Route route();

    /// Whose key it was; null if none was known, or none asked for.
    @Nullable
    IndexedKey key();

    /// @param product null on an open proxy, where nothing is charged
    /// @param operation what matched in `product`; null exactly where `product` is
    record Allowed(
            long revision,
            Route route,
            @Nullable IndexedKey key,
            @Nullable CompiledProduct product,
            @Nullable CompiledOperation operation)
            implements Decision {
        /// What is to be charged; empty where nothing is limited.
        public List<Limit> limits() {
            return operation == null || !route.settings().limits().enforceQuota() ? List.of() : operation.limits();
        }
    }

    record Refused(
            long revision,
            Refusal refusal,
            @Nullable Route route,
            @Nullable IndexedKey key) implements Decision {}
}
