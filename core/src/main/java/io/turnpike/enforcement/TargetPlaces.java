package io.turnpike.enforcement;

import io.turnpike.model.Named;
import io.turnpike.model.Target;
import io.turnpike.model.TargetServer;
import io.turnpike.storage.ProxyStore.Deployed;
import io.turnpike.storage.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds where the targets of proxies are: those that name a target server are where that is in the environment.
final class TargetPlaces {
    private final Work work;
    private final Map<UUID, Map<String, TargetServer>> byEnvironment = new HashMap<>();

    TargetPlaces(Work work) {
        this.work = work;
    }

    /// Without those that name a server which is out of use, or not there.
    List<Target.Url> of(Deployed deployed) {
        UUID environment = deployed.deployment().environment();
        return deployed.settings().backend().targets().stream()
                .flatMap(target -> switch (target) {
                    case Target.Url url -> Stream.of(url);
                    case Target.Server server -> place(environment, server);
                    case Target.Unresolved _ -> Stream.empty();
                })
                .toList();
    }

    private Stream<Target.Url> place(UUID environment, Target.Server target) {
        TargetServer server =
                byEnvironment.computeIfAbsent(environment, this::servers).get(target.name());
        return server == null ? Stream.empty() : target.at(server).stream();
    }

    private Map<String, TargetServer> servers(UUID environment) {
        return work.targetServers().list(environment).stream().collect(Collectors.toMap(Named::name, Named::content));
    }
}
