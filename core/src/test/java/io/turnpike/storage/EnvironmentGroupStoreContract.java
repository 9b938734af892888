package io.turnpike.storage;

import static io.turnpike.storage.Samples.MADE;
import static io.turnpike.storage.Samples.NOW;
import static io.turnpike.storage.Samples.environment;
import static io.turnpike.storage.Samples.group;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.Attachment;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public interface EnvironmentGroupStoreContract extends StorageContract {
    @Test
    default void listsGroupsByNameWithTheirHostNamesInOrder() {
        Organization acme = inserted("acme");
        EnvironmentGroup second = group(acme, "second", "z.example.com", "a.example.com");
        EnvironmentGroup first = group(acme, "first");

        assertThatObject(write(work -> work.environmentGroups().insert(second))).isEqualTo(second);
        write(work -> work.environmentGroups().insert(first));

        assertThatList(read(work -> work.environmentGroups().list(acme.id()))).containsExactly(first, second);
        assertThatObject(read(work -> work.environmentGroups().require(acme.id(), "second")))
                .isEqualTo(second);
    }

    @Test
    default void refusesASecondGroupOfTheSameNameInAnOrganization() {
        Organization acme = inserted("acme");
        Organization globex = inserted("globex");
        write(work -> work.environmentGroups().insert(group(acme, "public")));
        write(work -> work.environmentGroups().insert(group(globex, "public")));

        assertRefused(
                new Problem.AlreadyExists(Kind.ENVIRONMENT_GROUP, "public"),
                () -> write(work -> work.environmentGroups().insert(group(acme, "public"))));
    }

    @Test
    default void refusesAHostNameThatAnotherOrganizationHas() {
        Organization acme = inserted("acme");
        Organization globex = inserted("globex");
        write(work -> work.environmentGroups().insert(group(acme, "public", "*")));
        EnvironmentGroup own = write(work -> work.environmentGroups().insert(group(globex, "own", "own.localhost")));

        assertRefused(
                new Problem.AlreadyExists(Kind.HOSTNAME, "*"),
                () -> write(work -> work.environmentGroups().insert(group(globex, "more", "more.localhost", "*"))));
        assertRefused(
                new Problem.AlreadyExists(Kind.HOSTNAME, "*"),
                () -> write(work -> work.environmentGroups().update(withHostnames(own, "*", "own.localhost"))));
        assertThatList(read(work -> work.environmentGroups().list(globex.id()))).containsExactly(own);
    }

    @Test
    default void keepsAttachmentsInTheirOrderWithTheirIds() {
        Organization acme = inserted("acme");
        Environment test = write(work -> work.environments().insert(environment(acme, "test")));
        Environment prod = write(work -> work.environments().insert(environment(acme, "prod")));
        EnvironmentGroup made = write(work -> work.environmentGroups().insert(group(acme, "public", "*")));
        Attachment first = new Attachment(UUID.randomUUID(), test.id(), NOW.plusSeconds(1));
        Attachment second = new Attachment(UUID.randomUUID(), prod.id(), NOW.plusSeconds(2));

        EnvironmentGroup one = write(work -> work.environmentGroups().update(made.with(first, "bob")));
        EnvironmentGroup two = write(work -> work.environmentGroups().update(one.with(second, "bob")));

        assertThat(two.version()).isEqualTo(3);
        assertThat(two.attachments()).containsExactly(first, second);
        assertThatObject(read(work -> work.environmentGroups().require(acme.id(), "public")))
                .isEqualTo(two);

        EnvironmentGroup less = write(work -> work.environmentGroups().update(two.without(first, NOW, "eve")));

        assertThat(less.attachments()).containsExactly(second);
        assertThatList(read(work -> work.environmentGroups().list(acme.id()))).containsExactly(less);
    }

    @Test
    default void movesAHostNameFromOneGroupToAnother() {
        Organization acme = inserted("acme");
        EnvironmentGroup from = write(work -> work.environmentGroups().insert(group(acme, "from", "a.example.com")));
        EnvironmentGroup to = write(work -> work.environmentGroups().insert(group(acme, "to")));

        change(work -> {
            work.environmentGroups().update(withHostnames(from));
            work.environmentGroups().update(withHostnames(to, "b.example.com", "a.example.com"));
        });

        assertThatList(read(work -> work.environmentGroups().list(acme.id())))
                .extracting(EnvironmentGroup::hostnames)
                .containsExactly(List.of(), List.of("b.example.com", "a.example.com"));
    }

    @Test
    default void refusesAnUpdateThatWasReadBeforeAnotherOne() {
        Organization acme = inserted("acme");
        EnvironmentGroup read = write(work -> work.environmentGroups().insert(group(acme, "public")));
        write(work -> work.environmentGroups().update(read));

        assertRefused(
                new Problem.ChangedMeanwhile(Kind.ENVIRONMENT_GROUP, "public", 1),
                () -> write(work -> work.environmentGroups().update(read)));
    }

    @Test
    default void deletesAGroupAndFreesItsHostNames() {
        Organization acme = inserted("acme");
        Environment test = write(work -> work.environments().insert(environment(acme, "test")));
        EnvironmentGroup made = EnvironmentGroup.made(acme.id(), "public", List.of("*"), List.of(test.id()), MADE);
        write(work -> work.environmentGroups().insert(made));

        change(work -> work.environmentGroups().delete(made));

        assertThatList(read(work -> work.environmentGroups().list(acme.id()))).isEmpty();
        assertRefused(
                new Problem.NotFound(Kind.ENVIRONMENT_GROUP, "public"),
                () -> read(work -> work.environmentGroups().require(acme.id(), "public")));
        assertRefused(
                new Problem.NotFound(Kind.ENVIRONMENT_GROUP, "public"),
                () -> write(work -> work.environmentGroups().update(made)));
        EnvironmentGroup again = group(acme, "other", "*");
        assertThatObject(write(work -> work.environmentGroups().insert(again))).isEqualTo(again);
    }

    private Organization inserted(String name) {
        return write(work -> work.organizations().insert(organization(name)));
    }

    private static EnvironmentGroup withHostnames(EnvironmentGroup group, String... hostnames) {
        return new EnvironmentGroup(
                group.id(),
                group.organization(),
                group.version(),
                group.name(),
                group.displayName(),
                List.of(hostnames),
                group.attachments(),
                group.provenance());
    }
}
