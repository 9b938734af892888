package io.turnpike.storage;

import static io.turnpike.storage.Samples.MADE;
import static io.turnpike.storage.Samples.NOW;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

public interface OrganizationStoreContract extends StorageContract {
    @Test
    default void readsWhatWasInserted() {
        Organization acme = organization("acme");

        assertThatObject(write(work -> work.organizations().insert(acme))).isEqualTo(acme);
        Organization read = read(work -> work.organizations().require("acme"));
        assertThat(read).isEqualTo(acme);
        assertThat(List.copyOf(read.properties().keySet())).containsExactly("features.z", "a");
    }

    @Test
    default void listsByName() {
        change(work ->
                List.of("b", "a-b", "ab").forEach(name -> work.organizations().insert(organization(name))));

        assertThatList(read(work -> work.organizations().list()))
                .extracting(Organization::name)
                .containsExactly("a-b", "ab", "b");
    }

    @Test
    default void refusesASecondOneOfTheSameName() {
        write(work -> work.organizations().insert(organization("acme")));

        assertRefused(
                new Problem.AlreadyExists(Kind.ORGANIZATION, "acme"),
                () -> write(work -> work.organizations().insert(organization("acme"))));
    }

    @Test
    default void raisesTheVersionWithEachUpdate() {
        Organization made = write(work -> work.organizations().insert(organization("acme")));
        Organization changed = new Organization(
                made.id(),
                made.version(),
                made.name(),
                "Changed",
                new LinkedHashMap<>(),
                Organization.Details.NONE,
                MADE.changed(NOW.plusSeconds(1), "bob"));

        Organization stored = write(work -> work.organizations().update(changed));

        assertThat(stored.version()).isEqualTo(2);
        assertThat(stored).isEqualTo(read(work -> work.organizations().require("acme")));
        assertThat(stored).usingRecursiveComparison().ignoringFields("version").isEqualTo(changed);
    }

    @Test
    default void refusesAnUpdateThatWasReadBeforeAnotherOne() {
        Organization read = write(work -> work.organizations().insert(organization("acme")));
        write(work -> work.organizations().update(read));

        assertRefused(
                new Problem.ChangedMeanwhile(Kind.ORGANIZATION, "acme", 1),
                () -> write(work -> work.organizations().update(read)));
    }

    @Test
    default void doesNotFindWhatIsNotThere() {
        assertRefused(
                new Problem.NotFound(Kind.ORGANIZATION, "acme"),
                () -> read(work -> work.organizations().require("acme")));
        assertRefused(
                new Problem.NotFound(Kind.ORGANIZATION, "acme"),
                () -> write(work -> work.organizations().update(organization("acme"))));
    }
}
