package io.turnpike.management.proxy;

import io.turnpike.access.Caller;
import io.turnpike.model.ApiProxy;
import io.turnpike.model.Provenance;
import io.turnpike.model.ProxyRevision;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// The rules of proxies and their revisions.
final class ProxyService {
    private final Storage storage;
    private final Clock clock;

    ProxyService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    List<KnownProxy> list(String organization) {
        return storage.read(work -> work.proxies().list(owner(work, organization)).stream()
                .map(proxy -> known(work, proxy))
                .toList());
    }

    KnownProxy get(String organization, String name) {
        return storage.read(work -> known(work, require(work, organization, name)));
    }

    Found revision(String organization, String name, String number) {
        return storage.read(work -> found(work, require(work, organization, name), number));
    }

    /// Makes a proxy with revision 1.
    Found create(Caller caller, String organization, ProxyBody body) {
        return storage.write(caller, work -> {
            var provenance = Provenance.made(clock.instant(), caller.name());
            var proxy = new ApiProxy(UUID.randomUUID(), owner(work, organization), 1, body.name(), 1, provenance);
            var first = new ProxyRevision(proxy.id(), 1, NewSettings.checked(body.settings()), provenance);
            return new Found(work.proxies().insert(proxy, first), first);
        });
    }

    /// Makes the revision that follows the latest.
    Found addRevision(Caller caller, String organization, String name, ProxyBody body) {
        return storage.write(caller, work -> {
            var former = require(work, organization, name);
            checkName(body, former);
            var provenance = Provenance.made(clock.instant(), caller.name());
            var revision = new ProxyRevision(
                    former.id(), former.latestRevision() + 1, NewSettings.checked(body.settings()), provenance);
            return new Found(work.proxies().addRevision(former, revision), revision);
        });
    }

    /// Changes a revision that is deployed nowhere.
    ///
    /// @throws Refused with `WrongState` where it is deployed
    Found updateRevision(Caller caller, String organization, String name, String number, ProxyBody body) {
        return storage.write(caller, work -> {
            var proxy = require(work, organization, name);
            checkName(body, proxy);
            var former = found(work, proxy, number).revision();
            if (isDeployed(work, proxy, former)) {
                throw new Refused(new Problem.WrongState(Kind.REVISION, number, "is deployed, and cannot be changed"));
            }
            var provenance = former.provenance().changed(clock.instant(), caller.name());
            var changed =
                    new ProxyRevision(proxy.id(), former.number(), NewSettings.checked(body.settings()), provenance);
            work.proxies().updateRevision(proxy, changed);
            return new Found(proxy, changed);
        });
    }

    /// @throws Refused with `WrongState` where it is deployed, or the only one
    Found deleteRevision(Caller caller, String organization, String name, String number) {
        return storage.write(caller, work -> {
            var proxy = require(work, organization, name);
            var found = found(work, proxy, number);
            if (isDeployed(work, proxy, found.revision())) {
                throw stillDeployed(proxy);
            }
            if (work.proxies().revisions(proxy.id()).size() == 1) {
                throw new Refused(
                        new Problem.WrongState(Kind.API_PROXY, name, "has no other revision: delete the proxy"));
            }
            work.proxies().deleteRevision(proxy, found.revision().number());
            return found;
        });
    }

    /// @throws Refused with `WrongState` where a revision is deployed
    KnownProxy delete(Caller caller, String organization, String name) {
        return storage.write(caller, work -> {
            var known = known(work, require(work, organization, name));
            var proxy = known.proxy();
            boolean deployed = work.proxies().deployments(proxy.organization()).stream()
                    .anyMatch(deployment -> deployment.proxy().equals(proxy.id()));
            if (deployed) {
                throw stillDeployed(proxy);
            }
            work.proxies().delete(proxy);
            return known;
        });
    }

    private static void checkName(ProxyBody body, ApiProxy proxy) {
        if (!body.name().isEmpty() && !body.name().equals(proxy.name())) {
            throw Refused.invalid(Kind.REQUEST, "name", null, "in the URL does not match the payload");
        }
    }

    private static boolean isDeployed(Work work, ApiProxy proxy, ProxyRevision revision) {
        return work.proxies().deployments(proxy.organization()).stream()
                .anyMatch(deployment ->
                        deployment.proxy().equals(proxy.id()) && deployment.revision() == revision.number());
    }

    private static Refused stillDeployed(ApiProxy proxy) {
        return new Refused(
                new Problem.WrongState(Kind.API_PROXY, proxy.name(), "is deployed, and must be undeployed before"));
    }

    private static UUID owner(Work work, String organization) {
        return work.organizations().require(organization).id();
    }

    private static ApiProxy require(Work work, String organization, String name) {
        return work.proxies().require(owner(work, organization), name);
    }

    private static KnownProxy known(Work work, ApiProxy proxy) {
        return new KnownProxy(proxy, work.proxies().revisions(proxy.id()));
    }

    private static Found found(Work work, ApiProxy proxy, String number) {
        return new Found(proxy, work.proxies().requireRevision(proxy, RevisionNumber.of(number)));
    }

    record Found(ApiProxy proxy, ProxyRevision revision) {}
}
