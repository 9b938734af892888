package io.turnpike.enforcement;

import io.turnpike.decision.ServedTarget;
import io.turnpike.decision.TlsTerms;
import io.turnpike.model.Backend;
import io.turnpike.model.KeyStore;
import io.turnpike.model.Named;
import io.turnpike.model.Target;
import io.turnpike.model.TargetServer;
import io.turnpike.model.TargetTls;
import io.turnpike.storage.NamedStore;
import io.turnpike.storage.ProxyStore.Deployed;
import io.turnpike.storage.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds where the targets of proxies are, and what they are shown: those that name a target server are where that is
/// in the environment.
final class TargetPlaces {
    private final Work work;
    private final Map<UUID, Map<String, TargetServer>> servers = new HashMap<>();
    private final Map<UUID, Map<String, KeyStore>> keyStores = new HashMap<>();

    TargetPlaces(Work work) {
        this.work = work;
    }

    /// Without those that name a server which is out of use, or a server, a key store or a trust store that is not
    /// there.
    List<ServedTarget> of(Deployed deployed) {
        UUID environment = deployed.deployment().environment();
        Backend backend = deployed.settings().backend();
        return backend.targets().stream()
                .flatMap(target -> switch (target) {
                    case Target.Url url ->
                        place(
                                environment,
                                ServedTarget.of(url, backend.tls()),
                                backend.tls().flatMap(TargetTls::keyStore));
                    case Target.Server server -> place(environment, server, backend);
                    case Target.Unresolved _ -> Stream.empty();
                })
                .toList();
    }

    private Stream<ServedTarget> place(UUID environment, Target.Server target, Backend backend) {
        TargetServer server = servers.computeIfAbsent(environment, id -> named(work.targetServers(), id))
                .get(target.name());
        if (server == null) {
            return Stream.empty();
        }
        Optional<String> trustStore = backend.trustStoreFor(server);
        Optional<KeyStore> trusted = trustStore.flatMap(name -> keyStore(environment, name));
        if (trustStore.isPresent() && trusted.isEmpty()) {
            return Stream.empty();
        }
        TargetTls tls = backend.tls().orElseGet(() -> server.ownTls(trusted));
        TlsTerms terms = backend.tls().isPresent() ? TlsTerms.DEFAULT : TlsTerms.of(server.tls());
        return target.at(server).stream()
                .flatMap(url -> place(
                        environment, new ServedTarget(url, tls, terms, Optional.empty()), backend.keyStoreFor(server)));
    }

    private Stream<ServedTarget> place(UUID environment, ServedTarget target, Optional<String> keyStore) {
        if (keyStore.isEmpty()) {
            return Stream.of(target);
        }
        return keyStore(environment, keyStore.get()).filter(KeyStore::hasKey).stream()
                .map(target::shown);
    }

    private Optional<KeyStore> keyStore(UUID environment, String name) {
        return Optional.ofNullable(keyStores
                .computeIfAbsent(environment, id -> named(work.keyStores(), id))
                .get(name));
    }

    private static <T extends Named.Content> Map<String, T> named(NamedStore<T> store, UUID environment) {
        return store.list(environment).stream().collect(Collectors.toMap(Named::name, Named::content));
    }
}
