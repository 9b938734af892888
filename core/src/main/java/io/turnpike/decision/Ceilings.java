package io.turnpike.decision;

import io.turnpike.quota.CounterId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The limits that calls through a product can meet.
///
/// @param own those that the product sets: each counter once, in the order of the operations
/// @param unmetered proxies on which it gives some call no quota; an empty name stands for all of its proxies
record Ceilings(List<Own> own, Set<String> unmetered) {
    static final Ceilings NONE = new Ceilings(List.of(), Set.of());

    /// @param byProxy operations; an empty name stands for all proxies of the product
    static Ceilings of(Map<String, List<CompiledOperation>> byProxy) {
        SequencedMap<CounterId, Own> own = new LinkedHashMap<>();
        byProxy.forEach((proxy, operations) -> operations.forEach(operation -> operation
                .limits()
                .list()
                .forEach(limit -> own.merge(
                        limit.counter(), new Own(Ceiling.of(limit, proxy, operation), Set.of(proxy)), Own::and))));
        Set<String> unmetered = byProxy.entrySet().stream()
                .filter(each -> each.getValue().stream()
                        .anyMatch(operation ->
                                !Limits.haveQuota(operation.limits().list())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        return new Ceilings(List.copyOf(own.values()), unmetered);
    }

    /// With the quotas of proxies where they hold (runtime Q5), and without what a proxy does not enforce.
    ///
    /// @param covered what the product covers
    List<Ceiling> on(Collection<ServedApi> covered) {
        Set<String> lenient = covered.stream()
                .filter(api -> !api.settings().limits().enforceQuota())
                .map(ServedApi::proxy)
                .collect(Collectors.toSet());
        return Stream.concat(
                        own.stream()
                                .filter(each -> each.isChargedOn(covered, lenient))
                                .map(Own::ceiling),
                        covered.stream()
                                .filter(api -> lenient.contains(api.proxy())
                                        || unmetered.contains(api.proxy())
                                        || unmetered.contains(""))
                                .flatMap(Ceiling::of))
                .toList();
    }

    /// @param proxies whose calls it counts; an empty name stands for all of the product's
    private record Own(Ceiling ceiling, Set<String> proxies) {
        Own and(Own other) {
            return new Own(
                    ceiling,
                    Stream.concat(proxies.stream(), other.proxies.stream()).collect(Collectors.toUnmodifiableSet()));
        }

        /// @param lenient those of the covered that leave it alone
        boolean isChargedOn(Collection<ServedApi> covered, Set<String> lenient) {
            return proxies.contains("")
                    ? covered.isEmpty()
                            || !covered.stream().map(ServedApi::proxy).allMatch(lenient::contains)
                    : !lenient.containsAll(proxies);
        }
    }
}
