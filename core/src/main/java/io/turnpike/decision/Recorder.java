package io.turnpike.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Is told every step of a decision, in order. What the decision is does not depend on it.
public interface Recorder {
    /// Hears nothing.
    Recorder NONE = new Recorder() {};

    /// @param route null if nothing answers under the call's host and path
    default void routed(@Nullable Route route) {}

    /// @param place where the credential stood; null if there was none
    /// @param key what it led to; null if it is unknown
    default void identified(@Nullable CredentialPlace place, @Nullable IndexedKey key) {}

    /// @param product null if it is gone
    default void ruledOut(@Nullable CompiledProduct product, RuledOut reason) {}

    /// @param operations more than one for a GraphQL batch
    default void matched(CompiledProduct product, List<CompiledOperation> operations) {}
}
