package io.turnpike.storage;

import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.access.Assignment;
import io.turnpike.access.BuiltInRole;
import io.turnpike.access.CustomRole;
import io.turnpike.access.ResourcePermission;
import io.turnpike.access.Verb;
import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.storage.UserStore.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public interface RoleStoreContract extends StorageContract {
    CustomRole PORTAL = new CustomRole(
            "portal",
            List.of(
                    new ResourcePermission("/", Set.of(Verb.GET)),
                    new ResourcePermission("/developers/*/apps", Set.of(Verb.GET, Verb.PUT, Verb.DELETE)),
                    new ResourcePermission("/audits", Set.of())));

    @Test
    default void keepsTheRolesOfEachOrganizationApart() {
        Organization acme = insert("acme");
        Organization globex = insert("globex");
        change(work -> {
            work.roles().insert(acme.id(), PORTAL);
            work.roles().insert(acme.id(), new CustomRole("auditor", List.of()));
            work.roles().insert(globex.id(), new CustomRole("portal", List.of()));
        });

        assertThatList(read(work -> work.roles().list(acme.id())))
                .containsExactly(new CustomRole("auditor", List.of()), PORTAL);
        assertThatObject(read(work -> work.roles().find(acme.id(), "portal"))).isEqualTo(Optional.of(PORTAL));
        assertThatObject(read(work -> work.roles().find(globex.id(), "auditor")))
                .isEqualTo(Optional.empty());
        assertRefused(
                new Problem.AlreadyExists(Kind.ROLE, "portal"),
                () -> change(work -> work.roles().insert(acme.id(), PORTAL)));
    }

    @Test
    default void replacesAndDeletes() {
        Organization acme = insert("acme");
        change(work -> work.roles().insert(acme.id(), PORTAL));
        CustomRole less = PORTAL.without("/");

        change(work -> work.roles().update(acme.id(), less));
        assertThatObject(read(work -> work.roles().find(acme.id(), "portal"))).isEqualTo(Optional.of(less));

        change(work -> work.roles().delete(acme.id(), "portal"));
        assertThatList(read(work -> work.roles().list(acme.id()))).isEmpty();
        Problem missing = new Problem.NotFound(Kind.ROLE, "portal");
        assertRefused(missing, () -> change(work -> work.roles().delete(acme.id(), "portal")));
        assertRefused(missing, () -> change(work -> work.roles().update(acme.id(), less)));
    }

    @Test
    default void tellsWhoHoldsARoleAndWhatAUserHolds() {
        Organization acme = insert("acme");
        Organization globex = insert("globex");
        User ada = user("ada");
        User bob = user("bob");
        change(work -> {
            work.roles().insert(acme.id(), PORTAL);
            work.roles().addMember(acme.id(), "portal", bob);
            work.roles().addMember(acme.id(), "portal", ada);
            work.roles().addMember(acme.id(), "portal", ada);
            work.roles().addMember(globex.id(), "orgadmin", ada);
            work.roles().addMember(globex.id(), "portal", ada);
        });

        assertThatList(read(work -> work.roles().members(acme.id(), "portal"))).containsExactly(ada, bob);
        assertThatList(read(work -> work.roles().assignments(ada)))
                .as("globex has no role of its own with that name")
                .containsExactly(
                        new Assignment("acme", PORTAL),
                        new Assignment("globex", BuiltInRole.ORGANIZATION_ADMINISTRATOR));
        assertThatObject(read(work -> work.roles().assignment(acme.id(), "portal")))
                .isEqualTo(Optional.of(new Assignment("acme", PORTAL)));
        assertThatObject(read(work -> work.roles().assignment(acme.id(), "opsadmin")))
                .isEqualTo(Optional.of(new Assignment("acme", BuiltInRole.OPERATOR)));
        assertThatObject(read(work -> work.roles().assignment(globex.id(), "portal")))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void takesARoleAwayOnce() {
        Organization acme = insert("acme");
        User ada = user("ada");
        change(work -> work.roles().addMember(acme.id(), "orgadmin", ada));

        assertThatObject(write(work -> work.roles().removeMember(acme.id(), "orgadmin", ada)))
                .isEqualTo(true);
        long after = storage().changes().last();
        assertThatObject(write(work -> work.roles().removeMember(acme.id(), "orgadmin", ada)))
                .isEqualTo(false);

        assertThat(storage().changes().last()).isEqualTo(after);
        assertThatList(read(work -> work.roles().assignments(ada))).isEmpty();
    }

    @Test
    default void aDeletedUserHoldsNothing() {
        Organization acme = insert("acme");
        User ada = user("ada");
        change(work -> work.roles().addMember(acme.id(), "orgadmin", ada));

        change(work -> work.users().delete(ada));

        assertThatList(read(work -> work.roles().members(acme.id(), "orgadmin")))
                .isEmpty();
    }

    private Organization insert(String name) {
        return write(work -> work.organizations().insert(organization(name)));
    }

    private User user(String name) {
        User user = new User(UUID.randomUUID(), name, "$hash", null);
        change(work -> work.users().insert(user));
        return user;
    }
}
