package io.turnpike.model;

import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What the bundle held that a revision was imported from, by names; and what became of it.
///
/// @param resources as policies name them: `jsc://sign.js`
/// @param sharedFlows names of those that its policies call
public record BundleFacts(
        List<String> proxyEndpoints,
        List<String> targetEndpoints,
        List<String> policies,
        List<String> resources,
        List<String> targetServers,
        List<String> sharedFlows,
        Report report) {
    /// What a revision has that was made without a bundle.
    public static BundleFacts of(ProxySettings settings) {
        return new BundleFacts(
                List.of("default"),
                settings.backend().targets().isEmpty() ? List.of() : List.of("default"),
                List.of(),
                List.of(),
                settings.backend().serverNames(),
                List.of(),
                new Report(new TreeMap<>(), List.of()));
    }

    /// What an import did with a bundle.
    ///
    /// @param counts of parts and of what became of them
    /// @param problems what does not hold here as it held in the bundle's home
    public record Report(SequencedMap<String, Integer> counts, List<Finding> problems) {}

    /// @param file in the bundle, from `apiproxy/` on
    /// @param code for programs; `message` for people
    public record Finding(String file, String code, String message) {}
}
