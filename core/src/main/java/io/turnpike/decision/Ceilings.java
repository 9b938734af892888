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
record Ceilings(List<Ceiling> own, Set<String> unmetered) {
    static final Ceilings NONE = new Ceilings(List.of(), Set.of());

    /// @param byProxy operations; an empty name stands for all proxies of the product
    static Ceilings of(Map<String, List<CompiledOperation>> byProxy) {
        SequencedMap<CounterId, Ceiling> own = new LinkedHashMap<>();
        byProxy.forEach((proxy, operations) -> operations.forEach(operation -> operation
                .limits()
                .list()
                .forEach(limit -> own.putIfAbsent(limit.counter(), Ceiling.of(limit, proxy, operation)))));
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
                        own.stream().filter(ceiling -> !lenient.contains(ceiling.proxy())),
                        covered.stream()
                                .filter(api -> lenient.contains(api.proxy())
                                        || unmetered.contains(api.proxy())
                                        || unmetered.contains(""))
                                .flatMap(Ceiling::of))
                .toList();
    }
}
