package io.turnpike.management.proxy;

import io.turnpike.access.Caller;
import io.turnpike.model.Deployment;
import io.turnpike.model.Environment;
import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.ProxyStore.Deployed;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// The rules of deployments.
final class DeploymentService {
    private final Storage storage;
    private final Clock clock;

    DeploymentService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// What answers in the places that are asked for, the earliest first.
    ///
    /// @throws Refused with `NotFound` for an environment, a proxy or a revision that is named and does not exist
    List<Answering> list(Places places) {
        return storage.read(work -> {
            var owner = work.organizations().require(places.organization());
            places.requireAll(work, owner);
            var names = environments(work, owner);
            return work.proxies().deployed(owner.id()).stream()
                    .map(each -> answering(owner, names, each))
                    .filter(places::contain)
                    .toList();
        });
    }

    /// Lets a revision answer in an environment; the one that answered there before is replaced
    /// if `override` allows that.
    ///
    /// @throws Refused with `BasePathTaken`, or `WrongState` where another revision answers already
    Answering deploy(Caller caller, Places places, boolean override) {
        return storage.write(caller, work -> {
            var owner = work.organizations().require(places.organization());
            var environment = work.environments().require(owner.id(), places.environment());
            var proxy = work.proxies().require(owner.id(), places.proxy());
            var revision = work.proxies().requireRevision(proxy, RevisionNumber.of(places.revision()));
            var servers = TargetsInPlace.require(work, environment, revision);
            Unserved.refuse(revision.settings(), servers);
            var former = deployed(work, owner.id(), environment.id(), proxy.id());
            if (former.isPresent() && former.get().revision() != revision.number() && !override) {
                throw new Refused(new Problem.WrongState(
                        Kind.ENVIRONMENT,
                        environment.name(),
                        "holds revision %d of %s; override=true replaces it"
                                .formatted(former.get().revision(), proxy.name())));
            }
            var conflicts = new BasePaths(work, owner.id()).claim(proxy.id(), environment.id(), revision.settings());
            var now = clock.instant();
            var since = former.map(Deployment::since).orElse(now);
            var deployment = new Deployment(owner.id(), environment.id(), proxy.id(), revision.number(), since, now);
            work.proxies().deploy(deployment);
            return new Answering(
                    owner.name(),
                    environment.name(),
                    new Deployed(deployment, proxy.name(), revision.settings()),
                    conflicts);
        });
    }

    /// @throws Refused with `WrongState` where that revision does not answer there
    Answering undeploy(Caller caller, Places places) {
        return storage.write(caller, work -> {
            var owner = work.organizations().require(places.organization());
            places.requireAll(work, owner);
            var names = environments(work, owner);
            var answering = work.proxies().deployed(owner.id()).stream()
                    .map(each -> answering(owner, names, each))
                    .filter(places::contain)
                    .findFirst()
                    .orElseThrow(() -> new Refused(new Problem.WrongState(
                            Kind.DEPLOYMENT,
                            places.revision(),
                            "of %s is not deployed in %s".formatted(places.proxy(), places.environment()))));
            work.proxies().undeploy(answering.deployed().deployment());
            return answering;
        });
    }

    private static Optional<Deployment> deployed(Work work, UUID organization, UUID environment, UUID proxy) {
        return work.proxies().deployments(organization).stream()
                .filter(each ->
                        each.environment().equals(environment) && each.proxy().equals(proxy))
                .findFirst();
    }

    private static Map<UUID, String> environments(Work work, Organization owner) {
        return work.environments().list(owner.id()).stream()
                .collect(Collectors.toMap(Environment::id, Environment::name));
    }

    private static Answering answering(Organization owner, Map<UUID, String> environments, Deployed deployed) {
        String environment = environments.getOrDefault(deployed.deployment().environment(), "");
        return new Answering(owner.name(), environment, deployed, List.of());
    }
}
