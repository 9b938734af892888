package io.turnpike.storage;

import static io.turnpike.storage.Samples.MADE;
import static io.turnpike.storage.Samples.environment;
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
    default void keepsWhatApigeeKnowsOfAnEnvironment() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Environment plain = environment(acme, "test");
        Environment.Details details = new Environment.Details(
                Environment.Type.BASE,
                Environment.DeploymentType.ARCHIVE,
                Environment.ApiProxyType.PROGRAMMABLE,
                "http://proxy.example.com:3128",
                true,
                new Environment.NodeConfig(2L, 4L),
                new Environment.ClientIp("x-client", 1L));
        Environment full = new Environment(
                plain.id(), acme.id(), 1, "test", "Test", "d", plain.properties(), details, plain.provenance());

        assertThatObject(write(work -> work.environments().insert(full))).isEqualTo(full);
        assertThatObject(read(work -> work.environments().require(acme.id(), "test")))
                .isEqualTo(full);
    }

    @Test
    default void deletesAnEnvironmentWithItsAttachments() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Environment test = write(work -> work.environments().insert(environment(acme, "test")));
        Environment prod = write(work -> work.environments().insert(environment(acme, "prod")));
        EnvironmentGroup both =
                EnvironmentGroup.made(acme.id(), "both", List.of(), List.of(test.id(), prod.id()), MADE);
        write(work -> work.environmentGroups().insert(both));

        change(work -> work.environments().delete(test));

        assertThatList(read(work -> work.environments().list(acme.id()))).containsExactly(prod);
        assertThatList(read(work -> work.environmentGroups().require(acme.id(), "both"))
                        .environments())
                .containsExactly(prod.id());
    }
}
