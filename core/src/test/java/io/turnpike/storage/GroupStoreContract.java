package io.turnpike.storage;

import static io.turnpike.storage.Samples.app;
import static io.turnpike.storage.Samples.attributes;
import static io.turnpike.storage.Samples.credential;
import static io.turnpike.storage.Samples.member;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.Samples.team;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.Group;
import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.storage.GroupStore.Filter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public interface GroupStoreContract extends StorageContract {
    @Test
    default void readsWhatWasInserted() {
        Organization acme = acme();
        Group web = team(acme, "Web", "Ada@Example.com", "bob@example.com");

        assertThatObject(write(work -> work.groups().insert(web))).isEqualTo(web);

        assertThatObject(read(work -> work.groups().find(acme.id(), "Web"))).isEqualTo(Optional.of(web));
        assertThatObject(read(work -> work.groups().requireById(web.id()))).isEqualTo(web);
        assertThatObject(read(work -> work.groups().find(acme.id(), "web"))).isEqualTo(Optional.empty());
        assertThatObject(read(work -> work.groups().find(UUID.randomUUID(), "Web")))
                .isEqualTo(Optional.empty());
        UUID unknown = UUID.randomUUID();
        assertRefused(
                new Problem.NotFound(Kind.APP_GROUP, unknown.toString()),
                () -> read(work -> work.groups().requireById(unknown)));
    }

    /// management-api 20, row 33.
    @Test
    default void namesAreUniqueWithoutRegardToCase() {
        Organization acme = acme();
        Organization globex = write(work -> work.organizations().insert(organization("globex")));
        write(work -> work.groups().insert(team(acme, "Web")));
        write(work -> work.groups().insert(team(globex, "Web")));

        assertThatObject(read(work -> work.groups().isTaken(acme.id(), "wEB"))).isEqualTo(true);
        assertThatObject(read(work -> work.groups().isTaken(acme.id(), "web2"))).isEqualTo(false);
        assertRefused(
                new Problem.AlreadyExists(Kind.APP_GROUP, "wEB"),
                () -> write(work -> work.groups().insert(team(acme, "wEB"))));
    }

    @Test
    default void pagesInByteOrderOfTheNames() {
        Organization acme = acme();
        change(work ->
                List.of("b", "a b", "C", "a").forEach(name -> work.groups().insert(team(acme, name))));

        assertThat(names(acme, Filter.NONE, Page.ALL)).containsExactly("C", "a", "a b", "b");
        assertThat(names(acme, Filter.NONE, new Page("a", 2))).containsExactly("a", "a b");
        assertThat(names(acme, Filter.NONE, new Page("c", 9))).isEmpty();
    }

    @Test
    default void filtersByStatusAndChannel() {
        Organization acme = acme();
        Group.Details other = new Group.Details("", "shop", "https://shop.example", "", attributes("a", "b"));
        change(work -> {
            work.groups().insert(team(acme, "one"));
            work.groups().insert(team(acme, "two").withActive(false));
            work.groups().insert(team(acme, "three").withDetails(other));
        });

        assertThat(names(acme, new Filter(true, null, null), Page.ALL)).containsExactly("one", "three");
        assertThat(names(acme, new Filter(false, null, null), Page.ALL)).containsExactly("two");
        assertThat(names(acme, new Filter(null, "shop", null), Page.ALL)).containsExactly("three");
        assertThat(names(acme, new Filter(null, null, "https://shop.example"), Page.ALL))
                .containsExactly("three");
        assertThat(names(acme, new Filter(false, "shop", null), Page.ALL)).isEmpty();
    }

    @Test
    default void findsTheGroupsOfAMemberAsTheyAreNow() {
        Organization acme = acme();
        Group web = write(work -> work.groups().insert(team(acme, "web", "Ada@example.com")));
        Group api = write(work -> work.groups().insert(team(acme, "api", "bob@example.com", "ada@example.com")));

        assertThatList(read(work -> work.groups().listByMember(acme.id(), "ADA@example.com")))
                .containsExactly(api, web);
        assertThatList(read(work -> work.groups().listByMember(UUID.randomUUID(), "ada@example.com")))
                .isEmpty();

        Group without = write(work -> work.groups().update(api.withMembers(List.of(member("bob@example.com")))));

        assertThatList(read(work -> work.groups().listByMember(acme.id(), "ada@example.com")))
                .containsExactly(web);
        assertThatList(read(work -> work.groups().listByMember(acme.id(), "bob@example.com")))
                .containsExactly(without);
    }

    @Test
    default void namesTheGroupsOfManyMembers() {
        Organization acme = acme();
        change(work -> {
            work.groups().insert(team(acme, "web", "ada@example.com"));
            work.groups().insert(team(acme, "api", "Bob@example.com", "Ada@example.com"));
        });
        List<String> emails = List.of("ada@example.com", "bob@example.com", "eve@example.com");

        assertThatObject(read(work -> work.groups().namesByMember(acme.id(), emails)))
                .isEqualTo(Map.of("ada@example.com", List.of("api", "web"), "bob@example.com", List.of("api")));
        assertThatObject(read(work -> work.groups().namesByMember(UUID.randomUUID(), emails)))
                .isEqualTo(Map.of());
    }

    @Test
    default void refusesAnUpdateThatWasReadBeforeAnotherOne() {
        Organization acme = acme();
        Group read = write(work -> work.groups().insert(team(acme, "web")));
        Group stored = write(work -> work.groups().update(read.withActive(false)));

        assertThat(stored.version()).isEqualTo(2);
        assertThat(stored.active()).isFalse();
        assertRefused(
                new Problem.ChangedMeanwhile(Kind.APP_GROUP, "web", 1),
                () -> write(work -> work.groups().update(read)));
        assertRefused(
                new Problem.NotFound(Kind.APP_GROUP, "other"),
                () -> write(work -> work.groups().update(team(acme, "other"))));
    }

    @Test
    default void deletesAGroupWithItsAppsAndTheirKeys() {
        Organization acme = acme();
        Group web = write(work -> work.groups().insert(team(acme, "web", "ada@example.com")));
        App app = write(work -> work.apps().insert(app(web, "app")));
        Credential key = write(work -> work.credentials().insert(credential(app, 1)));

        change(work -> work.groups().delete(web));

        assertThatObject(read(work -> work.groups().find(acme.id(), "web"))).isEqualTo(Optional.empty());
        assertThatList(read(work -> work.groups().listByMember(acme.id(), "ada@example.com")))
                .isEmpty();
        assertThatObject(read(work -> work.apps().findById(acme.id(), app.id())))
                .isEqualTo(Optional.empty());
        assertThatObject(read(work -> work.credentials().find(acme.id(), key.digest())))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void readsManyByTheirIds() {
        Organization acme = acme();
        Group web = write(work -> work.groups().insert(team(acme, "web", "ada@example.com")));
        Group app = write(work -> work.groups().insert(team(acme, "app")));

        List<Group> found = read(work -> work.groups().byIds(List.of(app.id(), UUID.randomUUID(), web.id())));

        assertThat(found).containsExactlyInAnyOrder(app, web);
    }

    private Organization acme() {
        return write(work -> work.organizations().insert(organization("acme")));
    }

    /// Their names, after all pages together were counted right.
    private List<String> names(Organization organization, Filter filter, Page page) {
        List<String> names = read(work -> work.groups().list(organization.id(), filter, page)).stream()
                .map(Group::name)
                .toList();
        if (page.equals(Page.ALL)) {
            long counted = read(work -> work.groups().count(organization.id(), filter));
            assertThat(counted).isEqualTo(names.size());
        }
        return names;
    }
}
