package io.turnpike.storage;

import static io.turnpike.storage.Samples.environment;
import static io.turnpike.storage.Samples.group;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

public interface EnvironmentStoreContract extends StorageContract {
    @Test
    default void listsTheEnvironmentsOfOneOrganizationByName() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Organization globex = write(work -> work.organizations().insert(organization("globex")));
        Environment test = environment(acme, "test");
        Environment prod = environment(acme, "prod");
        change(work -> List.of(test, environment(globex, "test"), prod).forEach(work.environments()::insert));

        assertThatList(read(work -> work.environments().list(acme.id()))).containsExactly(prod, test);
        assertThatObject(read(work -> work.environments().require(acme.id(), "test")))
                .isEqualTo(test);
    }

    @Test
    default void refusesASecondEnvironmentOfTheSameName() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        write(work -> work.environments().insert(environment(acme, "test")));

        assertRefused(
                new Problem.AlreadyExists(Kind.ENVIRONMENT, "test"),
                () -> write(work -> work.environments().insert(environment(acme, "test"))));
    }

    @Test
    default void refusesAnUpdateThatWasReadBeforeAnotherOne() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Environment read = write(work -> work.environments().insert(environment(acme, "test")));
        Environment stored = write(work -> work.environments().update(read));

        assertThat(stored.version()).isEqualTo(2);
        assertRefused(
                new Problem.ChangedMeanwhile(Kind.ENVIRONMENT, "test", 1),
                () -> write(work -> work.environments().update(read)));
    }

    @Test
    default void doesNotFindWhatIsNotThere() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));

        assertRefused(
                new Problem.NotFound(Kind.ENVIRONMENT, "test"),
                () -> read(work -> work.environments().require(acme.id(), "test")));
        assertRefused(
                new Problem.NotFound(Kind.ENVIRONMENT, "test"),
                () -> write(work -> work.environments().update(environment(acme, "test"))));
    }

    @Test
    default void listsGroupsByNameWithTheirHostNamesInOrder() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        EnvironmentGroup second = group(acme, "second", "z.example.com", "a.example.com");
        EnvironmentGroup first = group(acme, "first");

        assertThatObject(write(work -> work.environments().insertGroup(second))).isEqualTo(second);
        write(work -> work.environments().insertGroup(first));

        assertThatList(read(work -> work.environments().groups(acme.id()))).containsExactly(first, second);
    }

    @Test
    default void refusesASecondGroupOfTheSameNameInAnOrganization() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Organization globex = write(work -> work.organizations().insert(organization("globex")));
        write(work -> work.environments().insertGroup(group(acme, "public")));
        write(work -> work.environments().insertGroup(group(globex, "public")));

        assertRefused(
                new Problem.AlreadyExists(Kind.ENVIRONMENT_GROUP, "public"),
                () -> write(work -> work.environments().insertGroup(group(acme, "public"))));
    }

    @Test
    default void refusesAHostNameThatAnotherOrganizationHas() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Organization globex = write(work -> work.organizations().insert(organization("globex")));
        write(work -> work.environments().insertGroup(group(acme, "public", "*")));

        assertRefused(
                new Problem.AlreadyExists(Kind.ENVIRONMENT_GROUP, "*"),
                () -> write(work -> work.environments().insertGroup(group(globex, "own", "own.localhost", "*"))));
        assertThatList(read(work -> work.environments().groups(globex.id()))).isEmpty();
    }
}
