package io.turnpike.management.user;

import io.turnpike.access.BuiltInRole;
import io.turnpike.access.Caller;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.UserStore.User;
import io.turnpike.storage.Work;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Who holds a role, in an organization or, where none is named, in the installation. There a user holds one at most.
final class MemberService {
    private final Storage storage;

    MemberService(Storage storage) {
        this.storage = storage;
    }

    List<User> list(Optional<String> organization, String label) {
        return storage.read(work -> members(work, organization, label));
    }

    /// @throws Refused with `NotFound` where the user does not hold the role
    User get(Optional<String> organization, String label, String segment) {
        return storage.read(work -> {
            var user = UserService.require(work, segment);
            return members(work, organization, label).stream()
                    .filter(member -> member.id().equals(user.id()))
                    .findFirst()
                    .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.USER, segment)));
        });
    }

    /// @return the user, and what he holds there now
    Member add(Caller caller, Optional<String> organization, String label, String name) {
        return storage.write(caller, work -> {
            var user = UserService.require(work, name);
            if (organization.isEmpty()) {
                return addEverywhere(work, user, label);
            }
            UUID owner = RoleService.id(work, organization.get());
            RoleService.requireKnown(work, owner, label);
            work.roles().addMember(owner, label, user);
            var held = work.roles().assignments(user).stream()
                    .filter(each -> organization.get().equals(each.organization()))
                    .map(HeldRole::of)
                    .toList();
            return new Member(user, held);
        });
    }

    void remove(Caller caller, Optional<String> organization, String label, String segment) {
        storage.write(caller, work -> {
            var user = UserService.require(work, segment);
            if (organization.isEmpty()) {
                removeEverywhere(work, user, label);
                return user;
            }
            UUID owner = RoleService.id(work, organization.get());
            RoleService.requireKnown(work, owner, label);
            if (!work.roles().removeMember(owner, label, user)) {
                throw new Refused(new Problem.NotFound(Kind.USER, segment));
            }
            return user;
        });
    }

    private static List<User> members(Work work, Optional<String> organization, String label) {
        if (organization.isEmpty()) {
            var role = requireBuiltIn(label);
            return work.users().list().stream()
                    .filter(user -> user.role() == role)
                    .toList();
        }
        UUID owner = RoleService.id(work, organization.get());
        RoleService.requireKnown(work, owner, label);
        return work.roles().members(owner, label);
    }

    private static Member addEverywhere(Work work, User user, String label) {
        var role = requireBuiltIn(label);
        var former = user.role();
        if (former != null && former != role) {
            throw new Refused(new Problem.WrongState(
                    Kind.USER, user.name(), "holds the role " + former.label() + " and can hold one only"));
        }
        if (former == null) {
            work.users().update(user.withRole(role));
        }
        return new Member(user.withRole(role), List.of(new HeldRole(label, null)));
    }

    private static void removeEverywhere(Work work, User user, String label) {
        if (user.role() != requireBuiltIn(label)) {
            throw new Refused(new Problem.NotFound(Kind.USER, user.name()));
        }
        Administrators.requireAnotherThan(user, work);
        work.users().update(user.withRole(null));
    }

    private static BuiltInRole requireBuiltIn(String label) {
        return BuiltInRole.named(label).orElseThrow(() -> new Refused(new Problem.NotFound(Kind.ROLE, label)));
    }

    /// @param roles what the user holds
    record Member(User user, List<HeldRole> roles) {}
}
