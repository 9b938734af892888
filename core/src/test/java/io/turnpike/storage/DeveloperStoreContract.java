package io.turnpike.storage;

import static io.turnpike.storage.Samples.app;
import static io.turnpike.storage.Samples.credential;
import static io.turnpike.storage.Samples.developer;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.Developer;
import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public interface DeveloperStoreContract extends StorageContract {
    @Test
    default void findsByEmailInAnyCaseAndById() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = developer(acme, "Ada@Example.com");

        assertThatObject(write(work -> work.developers().insert(ada))).isEqualTo(ada);

        for (String name :
                List.of("Ada@Example.com", "aDA@example.COM", ada.id().toString(), upper(ada.id()))) {
            assertThatObject(read(work -> work.developers().find(acme.id(), name)))
                    .as(name)
                    .isEqualTo(Optional.of(ada));
        }
        assertThatObject(read(work -> work.developers().requireById(ada.id()))).isEqualTo(ada);
    }

    @Test
    default void doesNotFindWhatIsNotThere() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Organization globex = write(work -> work.organizations().insert(organization("globex")));
        Developer ada = write(work -> work.developers().insert(developer(acme, "ada@example.com")));

        for (String name : List.of("ada@example.com", ada.id().toString(), "ada", "")) {
            assertThatObject(read(work -> work.developers().find(globex.id(), name)))
                    .as(name)
                    .isEqualTo(Optional.empty());
        }
        UUID unknown = UUID.randomUUID();
        assertRefused(
                new Problem.NotFound(Kind.DEVELOPER, unknown.toString()),
                () -> read(work -> work.developers().requireById(unknown)));
    }

    @Test
    default void visitsTheFoldedEmailOfEveryDeveloper() {
        Developer ada = write(work -> work.developers()
                .insert(developer(work.organizations().insert(organization("acme")), "Ada@Example.com")));
        Developer bob = write(work -> work.developers()
                .insert(developer(work.organizations().insert(organization("globex")), "bob@example.com")));
        Map<UUID, String> visited = new HashMap<>();

        change(work -> work.developers().forEachEmail(visited::put));

        assertThat(visited).isEqualTo(Map.of(ada.id(), "ada@example.com", bob.id(), "bob@example.com"));
    }

    @Test
    default void pagesByFoldedEmailFromTheStartKeyOn() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        change(work ->
                List.of("C@x", "a@x", "B@x").forEach(email -> work.developers().insert(developer(acme, email))));

        assertThat(emails(acme, Page.ALL)).containsExactly("a@x", "B@x", "C@x");
        assertThat(emails(acme, new Page("b@X", 1))).containsExactly("B@x");
        assertThat(emails(acme, new Page("c@x", 9))).containsExactly("C@x");
        assertThat(emails(acme, new Page("d@x", 9))).isEmpty();
    }

    @Test
    default void emailsAreUniqueWithoutRegardToCase() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Organization globex = write(work -> work.organizations().insert(organization("globex")));
        write(work -> work.developers().insert(developer(acme, "ada@example.com")));
        write(work -> work.developers().insert(developer(globex, "ada@example.com")));
        Developer bob = write(work -> work.developers().insert(developer(acme, "bob@example.com")));

        assertRefused(
                new Problem.AlreadyExists(Kind.DEVELOPER, "Ada@example.com"),
                () -> write(work -> work.developers().insert(developer(acme, "Ada@example.com"))));
        assertRefused(
                new Problem.AlreadyExists(Kind.DEVELOPER, "ADA@example.com"),
                () -> write(work -> work.developers().update(withEmail(bob, "ADA@example.com"))));
    }

    @Test
    default void changesTheEmail() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = write(work -> work.developers().insert(developer(acme, "ada@example.com")));

        Developer stored = write(work -> work.developers().update(withEmail(ada, "Ada@Example.org")));

        assertThat(stored.version()).isEqualTo(2);
        assertThatObject(read(work -> work.developers().find(acme.id(), "ada@example.org")))
                .isEqualTo(Optional.of(stored));
        assertThatObject(read(work -> work.developers().find(acme.id(), "ada@example.com")))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void refusesAnUpdateThatWasReadBeforeAnotherOne() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer read = write(work -> work.developers().insert(developer(acme, "ada@example.com")));
        write(work -> work.developers().update(read));

        assertRefused(
                new Problem.ChangedMeanwhile(Kind.DEVELOPER, "ada@example.com", 1),
                () -> write(work -> work.developers().update(read)));
        Developer unknown = developer(acme, "eve@example.com");
        assertRefused(
                new Problem.NotFound(Kind.DEVELOPER, "eve@example.com"),
                () -> write(work -> work.developers().update(unknown)));
    }

    @Test
    default void listsThoseWhoHaveAnAppOfAName() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer bob = write(work -> work.developers().insert(developer(acme, "bob@example.com")));
        Developer ada = write(work -> work.developers().insert(developer(acme, "ada@example.com")));
        change(work ->
                List.of(app(bob, "shared"), app(ada, "shared"), app(ada, "own")).forEach(work.apps()::insert));

        assertThatList(read(work -> work.developers().listByApp(acme.id(), "shared")))
                .containsExactly(ada, bob);
        assertThatList(read(work -> work.developers().listByApp(acme.id(), "none")))
                .isEmpty();
    }

    @Test
    default void deletesADeveloperWithHisAppsAndTheirKeys() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = write(work -> work.developers().insert(developer(acme, "ada@example.com")));
        App app = write(work -> work.apps().insert(app(ada, "app")));
        Credential key = write(work -> work.credentials().insert(credential(app, 1)));

        change(work -> work.developers().delete(ada));

        assertThatObject(read(work -> work.developers().find(acme.id(), "ada@example.com")))
                .isEqualTo(Optional.empty());
        assertThatObject(read(work -> work.apps().findById(acme.id(), app.id())))
                .isEqualTo(Optional.empty());
        assertThatObject(read(work -> work.credentials().find(acme.id(), key.digest())))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void readsManyByTheirIds() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = write(work -> work.developers().insert(developer(acme, "ada@example.com")));
        Developer bob = write(work -> work.developers().insert(developer(acme, "bob@example.com")));

        List<Developer> found = read(work -> work.developers().byIds(List.of(bob.id(), UUID.randomUUID(), ada.id())));

        assertThat(found).containsExactlyInAnyOrder(ada, bob);
    }

    private List<String> emails(Organization organization, Page page) {
        return read(work -> work.developers().list(organization.id(), page)).stream()
                .map(Developer::email)
                .toList();
    }

    private static Developer withEmail(Developer developer, String email) {
        Developer.Profile old = developer.profile();
        Developer.Profile profile = new Developer.Profile(
                email,
                old.firstName(),
                old.lastName(),
                old.userName(),
                old.appFamily(),
                old.accessType(),
                old.attributes());
        return new Developer(
                developer.id(),
                developer.organization(),
                developer.version(),
                profile,
                developer.active(),
                developer.provenance());
    }

    private static String upper(UUID id) {
        return id.toString().toUpperCase(Locale.ROOT);
    }
}
