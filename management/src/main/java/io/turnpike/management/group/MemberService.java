package io.turnpike.management.group;

import io.turnpike.access.Caller;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.Group;
import io.turnpike.model.Member;
import io.turnpike.model.Member.Role;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules of the members of groups.
final class MemberService {
    private final Storage storage;
    private final Clock clock;

    MemberService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    List<Member> list(GroupPath path) {
        return storage.read(work -> path.require(work).members());
    }

    Member get(GroupPath path, String email) {
        return storage.read(work -> require(path.require(work), email));
    }

    /// Adds a member, or gives him other roles.
    ///
    /// @throws Refused with `WrongState` where the group would be left without an owner
    Member put(Caller caller, GroupPath path, String email, List<Role> roles) {
        return storage.write(caller, work -> {
            var group = path.require(work);
            var former = find(group, email);
            var member = Roles.named(
                    former.map(Member::email).orElse(email),
                    roles,
                    former.map(Member::words).orElse(List.of()));
            var changed = change(work, caller, group, merged(group.members(), member));
            requireOwner(group, changed, member.email());
            return member;
        });
    }

    /// @return as he was
    /// @throws Refused with `NotFound`, or with `WrongState` for the last owner (product-life TE2)
    Member remove(Caller caller, GroupPath path, String email) {
        return storage.write(caller, work -> {
            var group = path.require(work);
            var member = require(group, email);
            requireOwner(group, change(work, caller, group, without(group, member)), member.email());
            return member;
        });
    }

    /// Adds developers as Edge's clients name them, or gives them another role.
    ///
    /// @return all members
    /// @throws Refused with `NotFound` for an e-mail that is no developer's
    List<Member> addDevelopers(Caller caller, GroupPath path, List<Worded> added) {
        return storage.write(caller, work -> {
            var group = path.require(work);
            var members = group.members();
            for (Worded each : added) {
                var developer = work.developers()
                        .find(group.organization(), each.email())
                        .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.DEVELOPER, each.email())));
                members = merged(members, Roles.worded(developer.email(), each.words()));
            }
            return change(work, caller, group, members).members();
        });
    }

    /// Removes a member in the way of Apigee's clients, who know of no owners.
    ///
    /// @return whether there was one
    boolean removeDeveloper(Caller caller, GroupPath path, String email) {
        return storage.write(caller, work -> {
            var group = path.require(work);
            var member = find(group, email);
            member.ifPresent(each -> change(work, caller, group, without(group, each)));
            return member.isPresent();
        });
    }

    private Group change(Work work, Caller caller, Group group, List<Member> members) {
        var changed = MemberDetails.withMembers(group, members);
        return work.groups().update(changed.changed(clock.instant(), caller.name()));
    }

    private static void requireOwner(Group before, Group after, String email) {
        if (hasOwner(before) && !hasOwner(after)) {
            throw new Refused(new Problem.WrongState(
                    Kind.MEMBER, email, "is the last owner of the group; another one must be named first"));
        }
    }

    private static boolean hasOwner(Group group) {
        return group.members().stream().anyMatch(member -> member.roles().contains(Role.OWNER));
    }

    /// In the place of the former one, or at the end.
    private static List<Member> merged(List<Member> members, Member added) {
        var merged = new ArrayList<>(members);
        int place = members.stream().map(Member::foldedEmail).toList().indexOf(added.foldedEmail());
        if (place < 0) {
            merged.add(added);
        } else {
            merged.set(place, added);
        }
        return merged;
    }

    private static List<Member> without(Group group, Member removed) {
        return group.members().stream()
                .filter(member -> !member.equals(removed))
                .toList();
    }

    private static Member require(Group group, String email) {
        return find(group, email).orElseThrow(() -> new Refused(new Problem.NotFound(Kind.MEMBER, email)));
    }

    /// @param email segment of a path
    private static Optional<Member> find(Group group, String email) {
        return Segments.find(email, group::member);
    }

    /// A member in the words of a client of Apigee.
    record Worded(String email, List<String> words) {}
}
