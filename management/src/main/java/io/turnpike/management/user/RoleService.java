package io.turnpike.management.user;

import io.turnpike.access.BuiltInRole;
import io.turnpike.access.Caller;
import io.turnpike.access.CustomRole;
import io.turnpike.access.ResourcePermission;
import io.turnpike.access.Verb;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// The roles of an organization: those that are built in, which never change, and those that it made.
final class RoleService {
    private final Storage storage;

    RoleService(Storage storage) {
        this.storage = storage;
    }

    List<String> labels(String organization) {
        return storage.read(work -> {
            var labels = new ArrayList<>(Arrays.stream(BuiltInRole.values())
                    .filter(BuiltInRole::isOfOrganization)
                    .map(BuiltInRole::label)
                    .toList());
            work.roles().list(id(work, organization)).forEach(role -> labels.add(role.label()));
            return labels;
        });
    }

    /// @throws Refused with `NotFound`
    void requireKnown(String organization, String label) {
        storage.read(work -> {
            requireKnown(work, id(work, organization), label);
            return label;
        });
    }

    /// Makes all of them or none.
    void create(Caller caller, String organization, List<String> labels) {
        storage.write(caller, work -> {
            UUID owner = id(work, organization);
            labels.forEach(label -> work.roles().insert(owner, new CustomRole(label, List.of())));
            return labels;
        });
    }

    /// @throws Refused with `StillReferenced` while somebody holds it
    void delete(Caller caller, String organization, String label) {
        storage.write(caller, work -> {
            UUID owner = id(work, organization);
            requireOwn(work, owner, label);
            if (!work.roles().members(owner, label).isEmpty()) {
                throw new Refused(new Problem.StillReferenced(Kind.ROLE, label, "users"));
            }
            boolean signsIn = work.serviceAccounts().list(owner).stream()
                    .anyMatch(account -> account.purpose().role().equals(label));
            if (signsIn) {
                throw new Refused(new Problem.StillReferenced(Kind.ROLE, label, "service accounts"));
            }
            work.roles().delete(owner, label);
            return label;
        });
    }

    List<ResourcePermission> permissions(String organization, String label) {
        return storage.read(work -> {
            UUID owner = id(work, organization);
            Optional<BuiltInRole> builtIn = BuiltInRole.named(label).filter(BuiltInRole::isOfOrganization);
            return builtIn.isPresent()
                    ? BuiltInPermissions.of(builtIn.get())
                    : requireOwn(work, owner, label).permissions();
        });
    }

    /// Adds verbs; those that a path has stay.
    void allow(Caller caller, String organization, String label, List<ResourcePermission> added) {
        change(caller, organization, label, role -> {
            var changed = role;
            for (ResourcePermission each : added) {
                var verbs = verbs(changed, each.path());
                verbs.addAll(each.verbs());
                changed = changed.with(new ResourcePermission(each.path(), verbs));
            }
            return changed;
        });
    }

    /// Takes one verb from a path; with the last one the path is gone.
    void forbid(Caller caller, String organization, String label, ResourcePermission taken) {
        change(caller, organization, label, role -> {
            var verbs = verbs(role, taken.path());
            verbs.removeAll(taken.verbs());
            return verbs.isEmpty()
                    ? role.without(taken.path())
                    : role.with(new ResourcePermission(taken.path(), verbs));
        });
    }

    static UUID id(Work work, String organization) {
        return work.organizations().require(organization).id();
    }

    /// @throws Refused with `NotFound` for a role that neither is built in nor was made
    static void requireKnown(Work work, UUID organization, String label) {
        boolean builtIn =
                BuiltInRole.named(label).filter(BuiltInRole::isOfOrganization).isPresent();
        if (!builtIn) {
            requireOwn(work, organization, label);
        }
    }

    private void change(Caller caller, String organization, String label, UnaryOperator<CustomRole> change) {
        storage.write(caller, work -> {
            UUID owner = id(work, organization);
            var role = change.apply(requireOwn(work, owner, label));
            work.roles().update(owner, role);
            return role;
        });
    }

    private static EnumSet<Verb> verbs(CustomRole role, String path) {
        var verbs = EnumSet.noneOf(Verb.class);
        role.permission(path).ifPresent(found -> verbs.addAll(found.verbs()));
        return verbs;
    }

    private static CustomRole requireOwn(Work work, UUID organization, String label) {
        if (BuiltInRole.named(label).isPresent()) {
            throw new Refused(new Problem.WrongState(Kind.ROLE, label, "is built in and never changes"));
        }
        return work.roles()
                .find(organization, label)
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.ROLE, label)));
    }
}
