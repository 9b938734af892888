package io.turnpike.decision;

import java.util.List;
import java.util.stream.Stream;
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

    /// What led to the key; null where the key itself was sent, and where no token is known.
    @Nullable
    IndexedToken token();

    /// @param product null on an open proxy
    /// @param operations what matched in `product`: one, more for a GraphQL batch, none without a product
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

        /// What is to be charged: the product's limits, and the proxy's quota where those hold none (runtime Q5).
        public List<Limit> limits() {
            List<Limit> ofProduct = route.settings().limits().enforceQuota() ? ofProduct() : List.of();
            List<Limit> ofProxy = route.api().limits();
            return ofProxy.isEmpty() || Limits.haveQuota(ofProduct)
                    ? ofProduct
                    : Stream.concat(ofProduct.stream(), ofProxy.stream()).toList();
        }

        /// What matched first; null on an open proxy.
        public @Nullable CompiledOperation operation() {
            return operations.isEmpty() ? null : operations.getFirst();
        }

        /// How much a call counts towards a limit; each operation of a batch that the limit stands over counts on its
        /// own (runtime N3, G8).
        ///
        /// @return `Weight.INVALID` where the client sent a weight that is none
        public long weight(Limit limit, Call call) {
            boolean isOfProxy = operations.size() != 1 && route.api().limits().contains(limit);
            long sum = operations.isEmpty() ? 1 : 0;
            for (int i = 0; i < operations.size(); i++) {
                Limits limits = operations.get(i).limits();
                if (operations.size() == 1 || isOfProxy || limits.list().contains(limit)) {
                    long weight = limits.weight().of(call);
                    if (weight == Weight.INVALID) {
                        return weight;
                    }
                    sum += weight;
                }
            }
            return sum;
        }

        /// What the client said of its call's weight; empty if nothing.
        public String sentWeight(Call call) {
            return operations.isEmpty()
                    ? ""
                    : operations.getFirst().limits().weight().sent(call);
        }

        private List<Limit> ofProduct() {
            return operations.size() == 1
                    ? operations.getFirst().limits().list()
                    : operations.stream()
                            .flatMap(operation -> operation.limits().list().stream())
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

        @Override
        public @Nullable IndexedToken token() {
            return null;
        }
    }

    /// @param scopes those that would have been needed; empty but for `INSUFFICIENT_SCOPE`
    record Refused(
            long revision,
            Refusal refusal,
            @Nullable Route route,
            @Nullable IndexedKey key,
            @Nullable IndexedToken token,
            List<String> scopes)
            implements Decision {
        /// Without a token.
        public Refused(long revision, Refusal refusal, @Nullable Route route, @Nullable IndexedKey key) {
            this(revision, refusal, route, key, null);
        }

        public Refused(
                long revision,
                Refusal refusal,
                @Nullable Route route,
                @Nullable IndexedKey key,
                @Nullable IndexedToken token) {
            this(revision, refusal, route, key, token, List.of());
        }
    }
}
