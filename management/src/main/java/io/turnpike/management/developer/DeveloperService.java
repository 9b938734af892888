package io.turnpike.management.developer;

import io.turnpike.access.Caller;
import io.turnpike.management.group.Memberships;
import io.turnpike.management.wire.Dialect;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.Attributes;
import io.turnpike.model.Developer;
import io.turnpike.model.Organization;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Page;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// The rules of developers. A developer is named by e-mail or id, as a segment of a path holds it, see `Segments`.
final class DeveloperService {
    private final Storage storage;
    private final Clock clock;

    DeveloperService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// A page in order of the e-mails.
    ///
    /// @throws Refused with `NoSuchStart`
    List<KnownDeveloper> list(String organization, Page page) {
        return storage.read(work -> known(work, page(work, organization, page)));
    }

    /// The e-mails of a page, as they were given.
    ///
    /// @throws Refused with `NoSuchStart`
    List<String> emails(String organization, Page page) {
        return storage.read(work ->
                page(work, organization, page).stream().map(Developer::email).toList());
    }

    /// Those of `emailsOrIds` that exist.
    List<KnownDeveloper> list(String organization, Set<String> emailsOrIds) {
        return storage.read(work -> {
            UUID owner = work.organizations().require(organization).id();
            var found = emailsOrIds.stream()
                    .map(each -> work.developers().find(owner, each))
                    .flatMap(Optional::stream)
                    .distinct()
                    .toList();
            return known(work, found);
        });
    }

    List<KnownDeveloper> listByApp(String organization, String app) {
        return storage.read(work -> {
            UUID owner = work.organizations().require(organization).id();
            return known(work, work.developers().listByApp(owner, app));
        });
    }

    KnownDeveloper get(String organization, String segment) {
        return storage.read(work -> {
            var owner = work.organizations().require(organization);
            return known(work, require(work, owner, segment));
        });
    }

    KnownDeveloper create(Caller caller, String organization, DeveloperBody body) {
        return storage.write(caller, work -> {
            UUID owner = work.organizations().require(organization).id();
            var provenance = Provenance.made(clock.instant(), caller.name());
            var developer = new Developer(UUID.randomUUID(), owner, 1, body.profile(), true, provenance);
            return known(work, work.developers().insert(developer));
        });
    }

    /// Replaces the profile, the e-mail included.
    ///
    /// @throws Refused with `ChangedMeanwhile`, or with `NotFound` in the form that makes
    ///     portals create the developer
    KnownDeveloper update(Caller caller, String organization, String segment, DeveloperBody body, EntityTag expected) {
        return storage.write(caller, work -> {
            var owner = work.organizations().require(organization);
            var developer = find(work, owner, segment)
                    .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.DEVELOPER, segment)));
            expected.require(Kind.DEVELOPER, developer.email(), developer.version());
            var profile = body.replacing(developer.profile());
            new Memberships(work, clock.instant(), caller.name()).move(developer, profile.email());
            return changed(caller, work, developer.withProfile(profile));
        });
    }

    void setActive(Caller caller, String organization, String segment, boolean active) {
        storage.write(caller, work -> {
            var developer = require(work, work.organizations().require(organization), segment);
            return developer.active() == active ? developer : changed(caller, work, developer.withActive(active));
        });
    }

    Attributes changeAttributes(Caller caller, String organization, String segment, UnaryOperator<Attributes> change) {
        return storage.write(caller, work -> {
            var developer = require(work, work.organizations().require(organization), segment);
            var attributes = change.apply(developer.profile().attributes());
            changed(caller, work, developer.withProfile(developer.profile().withAttributes(attributes)));
            return attributes;
        });
    }

    /// Deletes a developer with the apps and their keys and his memberships, and ends the subscriptions.
    ///
    /// @param dialect of the call: Edge keeps a developer who is in use where products are sold (management-api,
    ///     decision 32)
    /// @throws Refused with `ChangedMeanwhile` or `StillReferenced`
    KnownDeveloper delete(Caller caller, String organization, String segment, EntityTag expected, Dialect dialect) {
        return storage.write(caller, work -> {
            var owner = work.organizations().require(organization);
            var developer = require(work, owner, segment);
            expected.require(Kind.DEVELOPER, developer.email(), developer.version());
            var known = known(work, developer);
            var now = clock.instant();
            if (owner.isMonetized() && dialect == Dialect.EDGE) {
                refuseInUse(work, known, now);
            }
            work.subscriptions().endAll(developer.owner(), now, caller.name());
            new Memberships(work, now, caller.name()).end(developer);
            work.developers().delete(developer);
            return known;
        });
    }

    private static void refuseInUse(Work work, KnownDeveloper known, Instant now) {
        var developer = known.developer();
        boolean subscribes = work.subscriptions().isUsed(developer.owner(), now);
        boolean hasApps = !known.apps().isEmpty();
        if (hasApps || subscribes) {
            throw new Refused(new Problem.StillReferenced(
                    Kind.DEVELOPER, developer.email(), hasApps ? "Application" : "Subscription"));
        }
    }

    private static List<Developer> page(Work work, String organization, Page page) {
        String start = page.startKey();
        var folded = new Page(start == null ? null : start.toLowerCase(Locale.ROOT), page.count());
        var found = work.developers()
                .list(work.organizations().require(organization).id(), folded);
        return Paging.checked(
                found, folded, Kind.DEVELOPER, developer -> developer.profile().foldedEmail());
    }

    private KnownDeveloper changed(Caller caller, Work work, Developer developer) {
        var changed = developer.changed(clock.instant(), caller.name());
        return known(work, work.developers().update(changed));
    }

    private static Developer require(Work work, Organization owner, String segment) {
        return find(work, owner, segment)
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.DEVELOPER, segment, owner.name())));
    }

    private static Optional<Developer> find(Work work, Organization owner, String segment) {
        return Segments.find(segment, reading -> work.developers().find(owner.id(), reading));
    }

    private static List<KnownDeveloper> known(Work work, List<Developer> developers) {
        if (developers.isEmpty()) {
            return List.of();
        }
        var owners = developers.stream().map(Developer::owner).toList();
        var apps = work.apps().names(owners, KnownDeveloper.MAX_APPS);
        var emails = developers.stream()
                .map(developer -> developer.profile().foldedEmail())
                .toList();
        var groups = work.groups().namesByMember(developers.getFirst().organization(), emails);
        return developers.stream()
                .map(developer -> new KnownDeveloper(
                        developer,
                        apps.getOrDefault(developer.owner(), List.of()),
                        groups.getOrDefault(developer.profile().foldedEmail(), List.of())))
                .toList();
    }

    private static KnownDeveloper known(Work work, Developer developer) {
        return known(work, List.of(developer)).getFirst();
    }
}
