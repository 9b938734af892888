package io.turnpike.management.group;

import io.turnpike.access.Caller;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.Segments;
import io.turnpike.management.wire.TokenPage;
import io.turnpike.model.Attributes;
import io.turnpike.model.Group;
import io.turnpike.model.Owner;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.GroupStore.Filter;
import io.turnpike.storage.Page;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// The rules of groups, in the words of one rendering.
final class GroupService {
    private final Storage storage;
    private final Clock clock;
    private final Rendering rendering;

    GroupService(Storage storage, Clock clock, Rendering rendering) {
        this.storage = storage;
        this.clock = clock;
        this.rendering = rendering;
    }

    /// A stretch in order of the names.
    Listed list(String organization, Filter filter, TokenPage page) {
        return storage.read(work -> {
            UUID owner = work.organizations().require(organization).id();
            var found = page.cut(work.groups().list(owner, filter, page.toRead()), Group::name);
            return new Listed(
                    new TokenPage.Slice<>(known(work, found.items()), found.next()),
                    work.groups().count(owner, filter));
        });
    }

    /// A page in order of the names.
    ///
    /// @throws Refused with `NoSuchStart`
    List<KnownGroup> list(String organization, Page page) {
        return storage.read(work -> known(work, found(work, organization, page)));
    }

    /// @throws Refused with `NoSuchStart`
    List<String> names(String organization, Page page) {
        return storage.read(work ->
                found(work, organization, page).stream().map(Group::name).toList());
    }

    KnownGroup get(GroupPath path) {
        return storage.read(work -> known(work, path.require(work)));
    }

    /// @throws Refused with `AlreadyExists` for a name that is taken in any case
    KnownGroup create(Caller caller, String organization, GroupBody body) {
        return storage.write(caller, work -> {
            UUID owner = work.organizations().require(organization).id();
            var made = new Group(
                    UUID.randomUUID(),
                    owner,
                    1,
                    body.name(),
                    true,
                    body.details().withAttributes(Attributes.NONE),
                    List.of(),
                    Provenance.made(clock.instant(), caller.name()));
            if (work.groups().isTaken(owner, made.name())) {
                throw new Refused(new Problem.AlreadyExists(rendering.kind(), made.name()));
            }
            return known(work, work.groups().insert(MemberDetails.follow(made, body.details())));
        });
    }

    /// Replaces what a client writes, and keeps the members where it does not name them.
    ///
    /// @throws Refused with `ChangedMeanwhile` if the group is not as `expected` says
    KnownGroup update(Caller caller, GroupPath path, GroupBody body, EntityTag expected) {
        return storage.write(caller, work -> {
            var group = path.require(work);
            Segments.requireSame(body.name(), group.name());
            expected.require(rendering.kind(), group.name(), group.version());
            var details = body.replacing(group.details());
            var surviving = MemberDetails.surviving(
                    details.attributes(), group.details().attributes());
            return changed(caller, work, MemberDetails.follow(group, details.withAttributes(surviving)));
        });
    }

    KnownGroup setActive(Caller caller, GroupPath path, boolean active, EntityTag expected) {
        return storage.write(caller, work -> {
            var group = path.require(work);
            expected.require(rendering.kind(), group.name(), group.version());
            return group.active() == active ? known(work, group) : changed(caller, work, group.withActive(active));
        });
    }

    /// @param keepsMembers whether the attribute that holds the members survives a change that drops it
    /// @return as they are stored now
    Attributes changeAttributes(Caller caller, GroupPath path, UnaryOperator<Attributes> change, boolean keepsMembers) {
        return storage.write(caller, work -> {
            var group = path.require(work);
            var former = group.details().attributes();
            var given = change.apply(rendering.visible(former));
            var attributes = keepsMembers ? MemberDetails.surviving(given, former) : given;
            var details = group.details().withAttributes(attributes);
            return changed(caller, work, MemberDetails.follow(group, details))
                    .group()
                    .details()
                    .attributes();
        });
    }

    /// Deletes a group with its apps and their keys, and ends its subscriptions.
    ///
    /// @return as it was
    KnownGroup delete(Caller caller, GroupPath path, EntityTag expected) {
        return storage.write(caller, work -> {
            var group = path.require(work);
            expected.require(rendering.kind(), group.name(), group.version());
            var known = known(work, group);
            work.subscriptions().endAll(group.owner(), clock.instant(), caller.name());
            work.groups().delete(group);
            return known;
        });
    }

    private List<Group> found(Work work, String organization, Page page) {
        UUID owner = work.organizations().require(organization).id();
        return Paging.checked(work.groups().list(owner, Filter.NONE, page), page, rendering.kind(), Group::name);
    }

    private KnownGroup changed(Caller caller, Work work, Group group) {
        return known(work, work.groups().update(group.changed(clock.instant(), caller.name())));
    }

    private KnownGroup known(Work work, Group group) {
        return known(work, List.of(group)).getFirst();
    }

    private List<KnownGroup> known(Work work, List<Group> groups) {
        var owners = rendering.showsApps() ? groups.stream().map(Group::owner).toList() : List.<Owner>of();
        var apps = work.apps().names(owners, KnownGroup.MAX_APPS);
        return groups.stream()
                .map(group -> new KnownGroup(group, apps.getOrDefault(group.owner(), List.of())))
                .toList();
    }

    /// A part of a list, and how many there are in all parts.
    record Listed(TokenPage.Slice<KnownGroup> page, long total) {}
}
