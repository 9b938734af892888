package io.turnpike.management.bundle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// A bundle that is whole in itself: what its parts name is there.
///
/// @param proxies each with a base path; `default` first. None: it cannot be deployed yet
/// @param targets by their names
/// @param policies by their names
/// @param resources by their paths below `resources/`
/// @param others files that are none of these
record Bundle(
        Descriptor descriptor,
        List<Endpoint> proxies,
        SequencedMap<String, Endpoint> targets,
        SequencedMap<String, Policy> policies,
        Map<String, byte[]> resources,
        List<String> others) {
    /// What the bundle says of the proxy as a whole.
    record Descriptor(String file, String name, String description) {}

    /// Those of all endpoints.
    Stream<Step> steps() {
        return Stream.concat(proxies.stream(), targets.values().stream())
                .flatMap(endpoint -> endpoint.steps().stream());
    }

    List<Step> stepsOf(Policy policy) {
        return steps().filter(step -> step.policy().equals(policy.name())).toList();
    }

    Optional<byte[]> resource(String path) {
        return Optional.ofNullable(resources.get(path));
    }
}
