package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a proxy lets through, beside what the products of its callers say.
///
/// @param enforceQuota false leaves the products' quotas alone on this proxy
/// @param quota of each app where its product sets none for the call (runtime Q5); where the proxy takes no
///     credential, of all callers together
/// @param spikeArrest smooths bursts before anything else is decided
/// @param maxBody largest request body in bytes; empty means no bound
/// @param maxConcurrent calls under way at one time on one node; empty means no bound
public record ProxyLimits(
        boolean enforceQuota,
        Optional<Quota> quota,
        Optional<SpikeArrest> spikeArrest,
        OptionalLong maxBody,
        OptionalInt maxConcurrent) {
    /// Needs nothing but the products.
    public static final ProxyLimits DEFAULT =
            new ProxyLimits(true, Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalInt.empty());

    public ProxyLimits {
        maxConcurrent.ifPresent(calls -> {
            if (calls < 1 || calls > 1_000_000) {
                throw Refused.invalid(Kind.API_PROXY, "maxConcurrent", calls, "must be from 1 to 1000000");
            }
        });
    }
}
