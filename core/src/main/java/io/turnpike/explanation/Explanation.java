package io.turnpike.explanation;

import io.turnpike.decision.RuledOut;
import io.turnpike.model.CounterScope;
import io.turnpike.model.Owner;
import io.turnpike.model.Status;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What would become of a call, and why.
///
/// @param revision of the catalogue that decided
/// @param status that the client would get of the gateway; 200 where the call would go on
/// @param refusal null where it would go on
/// @param steps in the order in which they were taken; the last one of a refused call is the one that refused it
public record Explanation(
        long revision, int status, @Nullable Refusal refusal, List<Step> steps) {
    public Explanation {
        steps = List.copyOf(steps);
    }

    /// @param code the fault's `errorcode`
    /// @param reason name of the typed reason, as in `UNKNOWN_KEY`
    public record Refusal(String code, String reason) {}

    public sealed interface Step {}

    /// @param suffix what follows the base path, raw
    public record Routed(String proxy, int revision, String environment, String basePath, String suffix)
            implements Step {}

    /// The host and path lead nowhere.
    public record Unrouted() implements Step {}

    /// They lead to an environment that was not asked about.
    public record RoutedElsewhere() implements Step {}

    /// @param kind `key` or `token`
    /// @param place where it stood: `header x-api-key`
    public record Identified(
            String kind, String place, UUID credential, UUID app, String appName, Owner owner, Status status)
            implements Step {}

    /// No credential, or none that is known.
    ///
    /// @param place where it stood; empty if there was none
    public record Unidentified(String kind, String place) implements Step {}

    /// @param product name; empty if it is gone
    /// @param detail what the product says instead
    public record RuledOutProduct(String product, RuledOut reason, String detail) implements Step {}

    /// @param operations more than one for a GraphQL batch
    public record Matched(String product, List<String> operations) implements Step {}

    /// @param product that sets the limit; empty for the proxy's own
    /// @param used without this call
    /// @param seconds length of the window
    /// @param resetsAt milliseconds since the epoch
    public record Limited(
            String name,
            String product,
            CounterScope scope,
            long limit,
            long used,
            long seconds,
            long resetsAt,
            boolean admitted)
            implements Step {
        public long remaining() {
            return Math.max(0, limit - used);
        }
    }

    /// Where it would be sent; without what follows the target's own path.
    public record Sent(String url) implements Step {}

    /// The gateway itself would answer: a browser's question, or a proxy without targets.
    public record Answered() implements Step {}
}
