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

    /// @param product null on an open proxy
    /// @param operations what matched in `product`: one, more for a GraphQL batch, none without a product
    /// @param token that led to the key; null where the key itself was sent
    record Allowed(
            long revision,
            Route route,
            @Nullable IndexedKey key,
            @Nullable CompiledProduct product,
            List<CompiledOperation> operations,
            @Nullable IndexedToken token)
            implements Decision {
        /// Without a token.
        public Allowed(
                long revision,
                Route route,
                @Nullable IndexedKey key,
                @Nullable CompiledProduct product,
                List<CompiledOperation> operations) {
            this(revision, route, key, product, operations, null);
        }

        /// What is to be charged: the product's limits, else the proxy's (runtime Q5); empty where there is none.
        public List<Limit> limits() {
            List<Limit> ofProduct = route.settings().limits().enforceQuota() ? ofProduct() : List.of();
            return ofProduct.isEmpty() ? route.api().limits() : ofProduct;
        }

        /// What matched first; null on an open proxy.
        public @Nullable CompiledOperation operation() {
            return operations.isEmpty() ? null : operations.getFirst();
        }

        /// How often a limit is charged: for each operation of a batch that it stands over (runtime G8).
        public long times(Limit limit) {
            return operations.size() <= 1
                    ? 1
                    : Math.max(
                            1,
                            operations.stream()
                                    .filter(operation -> operation.limits().contains(limit))
                                    .count());
        }

        private List<Limit> ofProduct() {
            return operations.size() == 1
                    ? operations.getFirst().limits()
                    : operations.stream()
                            .flatMap(operation -> operation.limits().stream())
                            .distinct()
                            .toList();
        }
    }

    /// A browser asks what pages of another origin may do (runtime H3): answered without a credential, not charged.
    record Preflight(long revision, Route route) implements Decision {
        @Override
        public @Nullable IndexedKey key() {
            return null;
        }
    }

    /// @param scopes those that would have been needed; empty but for `INSUFFICIENT_SCOPE`
    record Refused(
            long revision,
            Refusal refusal,
            @Nullable Route route,
            @Nullable IndexedKey key,
            List<String> scopes) implements Decision {
        public Refused(long revision, Refusal refusal, @Nullable Route route, @Nullable IndexedKey key) {
            this(revision, refusal, route, key, List.of());
        }
    }
}
