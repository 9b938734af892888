package io.turnpike.management.proxy;

import io.turnpike.access.Caller;
import io.turnpike.management.bundle.BundleWriter;
import io.turnpike.management.space.Spaces;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.ApiProxy;
import io.turnpike.model.BundleFacts;
import io.turnpike.model.Provenance;
import io.turnpike.model.ProxyRevision;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rules of proxies and their revisions.
final class ProxyService {
    private final Storage storage;
    private final Clock clock;

    /// Of those who work on the same bundle, in the order in which they come; some bundles share one.
    private final List<Lock> turns =
            Stream.<Lock>generate(() -> new ReentrantLock(true)).limit(16).toList();

    ProxyService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    List<KnownProxy> list(String organization) {
        return storage.read(work -> {
            UUID owner = owner(work, organization);
            var revisions = work.proxies().revisionsOfAll(owner);
            return work.proxies().list(owner).stream()
                    .map(proxy -> new KnownProxy(proxy, revisions.getOrDefault(proxy.id(), List.of())))
                    .toList();
        });
    }

    KnownProxy get(String organization, String name) {
        return storage.read(work -> known(work, require(work, organization, name)));
    }

    Found revision(RevisionPath path) {
        return storage.read(work -> found(work, require(work, path), path.number()));
    }

    /// A revision with the zip that it was imported from, if it was.
    Exported export(RevisionPath path) {
        return storage.read(work -> exported(work, require(work, path), path.number()));
    }

    /// Makes a proxy with revision 1.
    Found create(Caller caller, String organization, Draft draft) {
        return storage.write(caller, work -> create(work, caller, owner(work, organization), draft));
    }

    /// Makes the proxy, or the revision that follows its latest.
    Found importRevision(Caller caller, String organization, Draft draft) {
        return storage.write(caller, work -> {
            var owner = owner(work, organization);
            return work.proxies()
                    .find(owner, draft.name())
                    .map(known -> add(work, caller, known, draft))
                    .orElseGet(() -> create(work, caller, owner, draft));
        });
    }

    /// Makes the revision that follows the latest.
    Found addRevision(Caller caller, String organization, String name, Draft draft) {
        return storage.write(caller, work -> {
            var former = require(work, organization, name);
            Segments.requireSame(draft.name(), former.name());
            return add(work, caller, former, draft);
        });
    }

    /// Changes a revision that is deployed nowhere.
    ///
    /// @param change makes of what is stored what is to be stored
    /// @throws Refused with `WrongState` where it is deployed, or `ChangedMeanwhile` if its proxy is not as
    ///     `expected` says
    Found updateRevision(Caller caller, RevisionPath path, EntityTag expected, Function<Exported, Draft> change) {
        return storage.write(caller, work -> {
            var proxy = require(work, path);
            require(expected, proxy);
            var former = exported(work, proxy, path.number());
            var revision = former.found().revision();
            if (isDeployed(work, proxy, revision)) {
                throw new Refused(
                        new Problem.WrongState(Kind.REVISION, path.number(), "is deployed, and cannot be changed"));
            }
            var draft = change.apply(former);
            Segments.requireSame(draft.name(), proxy.name());
            var provenance = revision.provenance().changed(clock.instant(), caller.name());
            var changed = new ProxyRevision(proxy.id(), revision.number(), draft.settings(), provenance);
            return settled(work, work.proxies().updateRevision(proxy, changed), changed, draft);
        });
    }

    /// Changes a revision by what takes time to find out: one change after the other, and outside of the unit of work,
    /// which others would wait for. Where the proxy changed meanwhile, the change is made of what is stored then.
    Found rework(Caller caller, RevisionPath path, EntityTag expected, Function<Exported, Draft> change) {
        var turn = turns.get(Math.floorMod(path.hashCode(), turns.size()));
        turn.lock();
        try {
            var read = export(path);
            require(expected, read.found().proxy());
            var draft = change.apply(read);
            return updateRevision(
                    caller, path, expected, stored -> stored.isAsOldAs(read) ? draft : change.apply(stored));
        } finally {
            turn.unlock();
        }
    }

    KnownProxy label(
            Caller caller, String organization, String name, SequencedMap<String, String> labels, EntityTag expected) {
        return storage.write(caller, work -> {
            var former = require(work, organization, name);
            require(expected, former);
            return known(work, work.proxies().update(former.labelled(labels, clock.instant(), caller.name())));
        });
    }

    /// @param space null moves to the level of the organization
    KnownProxy move(Caller caller, String organization, String name, @Nullable String space, EntityTag expected) {
        return storage.write(caller, work -> {
            var former = require(work, organization, name);
            require(expected, former);
            Spaces.requireExisting(work, former.organization(), Kind.API_PROXY, space);
            return known(work, work.proxies().update(former.moved(space, clock.instant(), caller.name())));
        });
    }

    /// @throws Refused with `WrongState` where it is deployed, or the only one
    Found deleteRevision(Caller caller, RevisionPath path, EntityTag expected) {
        return storage.write(caller, work -> {
            var proxy = require(work, path);
            require(expected, proxy);
            var found = found(work, proxy, path.number());
            if (isDeployed(work, proxy, found.revision())) {
                throw stillDeployed(proxy);
            }
            if (work.proxies().revisions(proxy.id()).size() == 1) {
                throw new Refused(new Problem.WrongState(
                        Kind.API_PROXY, proxy.name(), "has no other revision: delete the proxy"));
            }
            work.proxies().deleteRevision(proxy, found.revision().number());
            return found;
        });
    }

    /// @throws Refused with `WrongState` where a revision is deployed
    KnownProxy delete(Caller caller, String organization, String name, EntityTag expected) {
        return storage.write(caller, work -> {
            var known = known(work, require(work, organization, name));
            var proxy = known.proxy();
            require(expected, proxy);
            boolean deployed = work.proxies().deployments(proxy.organization()).stream()
                    .anyMatch(deployment -> deployment.proxy().equals(proxy.id()));
            if (deployed) {
                throw stillDeployed(proxy);
            }
            work.proxies().delete(proxy);
            return known;
        });
    }

    private Found create(Work work, Caller caller, UUID owner, Draft draft) {
        var provenance = Provenance.made(clock.instant(), caller.name());
        Spaces.requireExisting(work, owner, Kind.API_PROXY, draft.space());
        var proxy = new ApiProxy(
                UUID.randomUUID(), owner, 1, draft.name(), 1, new LinkedHashMap<>(), draft.space(), provenance);
        var first = new ProxyRevision(proxy.id(), 1, draft.settings(), provenance);
        return settled(work, work.proxies().insert(proxy, first), first, draft);
    }

    private Found add(Work work, Caller caller, ApiProxy former, Draft draft) {
        var provenance = Provenance.made(clock.instant(), caller.name());
        var next = new ProxyRevision(former.id(), former.latestRevision() + 1, draft.settings(), provenance);
        return settled(work, work.proxies().addRevision(former, next), next, draft);
    }

    private static Found settled(Work work, ApiProxy proxy, ProxyRevision revision, Draft draft) {
        draft.bundle().settle(work.bundles(), proxy.id(), revision.number());
        return found(work, proxy, revision);
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

    private static ApiProxy require(Work work, RevisionPath path) {
        return require(work, path.organization(), path.proxy());
    }

    private static void require(EntityTag expected, ApiProxy proxy) {
        expected.require(Kind.API_PROXY, proxy.name(), proxy.version());
    }

    private static Exported exported(Work work, ApiProxy proxy, String number) {
        var found = found(work, proxy, number);
        return new Exported(
                found, work.bundles().archive(proxy.id(), found.revision().number()));
    }

    private static KnownProxy known(Work work, ApiProxy proxy) {
        return new KnownProxy(proxy, work.proxies().revisions(proxy.id()));
    }

    private static Found found(Work work, ApiProxy proxy, String number) {
        return found(work, proxy, work.proxies().requireRevision(proxy, RevisionNumber.of(number)));
    }

    private static Found found(Work work, ApiProxy proxy, ProxyRevision revision) {
        var facts = work.bundles()
                .facts(proxy.id(), revision.number())
                .orElseGet(() -> BundleFacts.of(revision.settings()));
        return new Found(proxy, revision, facts);
    }

    /// @param facts of its bundle; without one, what the settings tell
    record Found(ApiProxy proxy, ProxyRevision revision, BundleFacts facts) {}

    /// @param archive empty where the revision was made without a bundle
    record Exported(Found found, Optional<byte[]> archive) {
        boolean isAsOldAs(Exported other) {
            var proxy = found.proxy();
            return proxy.id().equals(other.found.proxy().id())
                    && proxy.version() == other.found.proxy().version();
        }

        /// The very zip that was imported, or one that says the same as the settings.
        byte[] zip() {
            return archive.orElseGet(() ->
                    BundleWriter.write(found.proxy().name(), found.revision().settings()));
        }
    }
}
