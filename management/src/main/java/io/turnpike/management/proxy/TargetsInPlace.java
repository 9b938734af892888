package io.turnpike.management.proxy;

import io.turnpike.model.Environment;
import io.turnpike.model.KeyStore;
import io.turnpike.model.ProxyRevision;
import io.turnpike.model.Target;
import io.turnpike.model.TargetServer;
import io.turnpike.model.TargetTls;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Work;
import java.util.ArrayList;
import java.util.List;

/// Checks that a revision's targets are where they are to be called, and what they are to be shown is there.
final class TargetsInPlace {
    private TargetsInPlace() {}

    /// @return the target servers that it names
    /// @throws Refused with `WrongState` for a target that is not known before a call arrives, and for a target
    ///     server or a key store that is not in the environment
    static List<TargetServer> require(Work work, Environment environment, ProxyRevision revision) {
        var backend = revision.settings().backend();
        if (backend.targets().stream().anyMatch(Target.Unresolved.class::isInstance)) {
            throw new Refused(new Problem.WrongState(
                    Kind.REQUEST, "deployment", "is refused: the revision has a target that is not resolved"));
        }
        var servers = new ArrayList<TargetServer>();
        for (String name : backend.serverNames()) {
            var server = work.targetServers()
                    .find(environment.id(), name)
                    .orElseThrow(() -> new Refused(new Problem.WrongState(
                            Kind.TARGET_SERVER, name, "is not in the environment " + environment.name())));
            servers.add(server.content());
        }
        backend.tls().flatMap(TargetTls::keyStore).ifPresent(name -> requireKeyStore(work, environment, name));
        for (TargetServer server : servers) {
            backend.keyStoreFor(server).ifPresent(name -> requireKeyStore(work, environment, name));
            backend.trustStoreFor(server).ifPresent(name -> require(work, environment, name));
        }
        return servers;
    }

    private static void requireKeyStore(Work work, Environment environment, String name) {
        if (name.isEmpty()) {
            throw new Refused(new Problem.WrongState(
                    Kind.REQUEST,
                    "deployment",
                    "is refused: a target server asks for a certificate, and no key store is named"));
        }
        if (!require(work, environment, name).hasKey()) {
            throw new Refused(new Problem.WrongState(
                    Kind.KEY_STORE, name, "holds no key: its certificate cannot be shown to a target"));
        }
    }

    private static KeyStore require(Work work, Environment environment, String name) {
        return work.keyStores()
                .find(environment.id(), name)
                .orElseThrow(() -> new Refused(new Problem.WrongState(
                        Kind.KEY_STORE, name, "is not in the environment " + environment.name())))
                .content();
    }
}
