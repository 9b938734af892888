package io.turnpike.management.named;

import io.turnpike.model.Backend;
import io.turnpike.model.Environment;
import io.turnpike.model.Named;
import io.turnpike.model.TargetServer;
import io.turnpike.model.TargetTls;
import io.turnpike.storage.ProxyStore.Deployed;
import io.turnpike.storage.Work;
import java.util.Optional;
import java.util.stream.Stream;

/// What is deployed in an environment, by what of the environment it needs.
record DeployedProxies(Work work, Environment environment) {
    /// Those with a target on this target server.
    Stream<Deployed> calling(String server) {
        return all().filter(each -> each.settings().backend().serverNames().contains(server));
    }

    /// Those that show a target the certificate of this key store.
    Stream<Deployed> showing(String keyStore) {
        return all().filter(each -> {
            Backend backend = each.settings().backend();
            return backend.tls()
                            .flatMap(TargetTls::keyStore)
                            .filter(keyStore::equals)
                            .isPresent()
                    || servers(backend).map(backend::keyStoreFor).anyMatch(Optional.of(keyStore)::equals);
        });
    }

    /// Those with a target server that is trusted by the certificates of this key store.
    Stream<Deployed> trusting(String keyStore) {
        return all().filter(each -> {
            Backend backend = each.settings().backend();
            return servers(backend).map(backend::trustStoreFor).anyMatch(Optional.of(keyStore)::equals);
        });
    }

    private Stream<TargetServer> servers(Backend backend) {
        return backend.serverNames().stream()
                .flatMap(name -> work.targetServers().find(environment.id(), name).stream())
                .map(Named::content);
    }

    private Stream<Deployed> all() {
        return work.proxies().deployed(environment.organization()).stream()
                .filter(each -> each.deployment().environment().equals(environment.id()));
    }
}
