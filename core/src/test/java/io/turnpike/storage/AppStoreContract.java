package io.turnpike.storage;

import static io.turnpike.storage.Samples.app;
import static io.turnpike.storage.Samples.credential;
import static io.turnpike.storage.Samples.developer;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.Samples.product;
import static io.turnpike.storage.Samples.team;
import static io.turnpike.storage.Samples.withStatus;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.Developer;
import io.turnpike.model.Group;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import io.turnpike.model.Product;
import io.turnpike.model.Status;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.storage.AppStore.Condition;
import io.turnpike.storage.AppStore.Condition.Among;
import io.turnpike.storage.AppStore.Condition.Holding;
import io.turnpike.storage.AppStore.Condition.InStatus;
import io.turnpike.storage.AppStore.Condition.Named;
import io.turnpike.storage.AppStore.Condition.OwnedBy;
import io.turnpike.storage.AppStore.Condition.OwnedByGroup;
import io.turnpike.storage.AppStore.Condition.WithKeyInStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

public interface AppStoreContract extends StorageContract {
    @Test
    default void readsWhatWasInserted() {
        Developer ada = ada(write(work -> work.organizations().insert(organization("acme"))));
        App app = app(ada, "app");

        assertThatObject(write(work -> work.apps().insert(app))).isEqualTo(app);

        assertThatObject(read(work -> work.apps().find(ada.owner(), "app"))).isEqualTo(Optional.of(app));
        assertThatObject(read(work -> work.apps().findById(ada.organization(), app.id())))
                .isEqualTo(Optional.of(app));
        assertThatObject(read(work -> work.apps().findById(UUID.randomUUID(), app.id())))
                .isEqualTo(Optional.empty());
        assertThatObject(read(work -> work.apps().find(ada.owner(), "App"))).isEqualTo(Optional.empty());
    }

    @Test
    default void namesAreUniqueForOneDeveloper() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = ada(acme);
        Developer bob = write(work -> work.developers().insert(developer(acme, "bob@example.com")));
        write(work -> work.apps().insert(app(ada, "app")));
        write(work -> work.apps().insert(app(bob, "app")));

        assertRefused(
                new Problem.AlreadyExists(Kind.APP, "app"),
                () -> write(work -> work.apps().insert(app(ada, "app"))));
    }

    /// Ruling 15: an app's owner is a developer or a group; names of both keep out of each other's way.
    @Test
    default void groupsOwnAppsLikeDevelopers() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = ada(acme);
        Group web = write(work -> work.groups().insert(team(acme, "web")));
        App hers = write(work -> work.apps().insert(app(ada, "app")));
        App theirs = write(work -> work.apps().insert(app(web, "app")));
        App other = write(work -> work.apps().insert(app(web, "other")));

        assertThatObject(read(work -> work.apps().find(web.owner(), "app"))).isEqualTo(Optional.of(theirs));
        assertThatObject(read(work -> work.apps().find(new Owner.Developer(web.id()), "app")))
                .isEqualTo(Optional.empty());
        assertThatList(read(work -> work.apps().list(web.owner(), new Page("app", 1))))
                .containsExactly(theirs);
        assertThat(all(ada, new Named("app"))).containsExactlyInAnyOrder(hers.id(), theirs.id());
        assertThat(all(ada, new OwnedByGroup(false))).containsExactly(hers.id());
        assertThat(all(ada, new OwnedByGroup(true))).containsExactlyInAnyOrder(theirs.id(), other.id());
        assertThat(all(ada, new OwnedBy(web.owner()))).containsExactlyInAnyOrder(theirs.id(), other.id());
        assertThat(all(ada, new OwnedBy(web.owner()), new Named("app"))).containsExactly(theirs.id());
        assertThat(all(ada, new OwnedBy(web.owner()), new OwnedBy(ada.owner()))).isEmpty();
        assertRefused(
                new Problem.AlreadyExists(Kind.APP, "app"),
                () -> write(work -> work.apps().insert(app(web, "app"))));
    }

    @Test
    default void pagesTheAppsOfADeveloperInByteOrder() {
        Developer ada = ada(write(work -> work.organizations().insert(organization("acme"))));
        change(work -> List.of("b", "a b", "B", "a").forEach(name -> work.apps().insert(app(ada, name))));

        assertThat(names(ada, Page.ALL)).containsExactly("B", "a", "a b", "b");
        assertThat(names(ada, new Page("a", 2))).containsExactly("a", "a b");
        assertThat(names(ada, new Page("b", 2))).containsExactly("b");
    }

    @Test
    default void pagesTheAppsOfAnOrganizationById() {
        Developer ada = ada(write(work -> work.organizations().insert(organization("acme"))));
        List<App> byId = IntStream.range(0, 7)
                .mapToObj(i -> app(ada, "app" + i))
                .sorted(Comparator.comparing(app -> app.id().toString()))
                .toList();
        change(work -> byId.reversed().forEach(work.apps()::insert));
        String fourth = byId.get(3).id().toString();

        List<UUID> ids = byId.stream().map(App::id).toList();
        assertThat(all(ada)).isEqualTo(ids);
        assertThat(page(ada, new Page(fourth, 2))).isEqualTo(ids.subList(3, 5));
        assertThat(page(ada, new Page(ids.getLast().toString(), 2))).isEqualTo(ids.subList(6, 7));
        assertThat(page(ada, new Page("no-id", 2))).isEmpty();
        assertThat(page(ada, new Page(fourth, 2), new OwnedBy(ada.owner()))).isEqualTo(ids.subList(3, 5));
        assertThatList(read(work -> work.apps()
                        .byIds(Stream.concat(ids.stream(), Stream.of(UUID.randomUUID()))
                                .toList())))
                .containsExactlyInAnyOrderElementsOf(byId);
    }

    @Test
    default void narrowsToSomeIdsOfTheOrganization() {
        Developer ada = ada(write(work -> work.organizations().insert(organization("acme"))));
        Developer other = ada(write(work -> work.organizations().insert(organization("globex"))));
        App one = write(work -> work.apps().insert(app(ada, "one")));
        App two = write(work -> work.apps().insert(app(ada, "two")));
        App theirs = write(work -> work.apps().insert(app(other, "one")));

        assertThat(all(ada, new Among(Set.of(one.id(), theirs.id(), UUID.randomUUID()))))
                .containsExactly(one.id());
        assertThat(all(ada, new Among(Set.of(one.id(), two.id())), new Among(Set.of(two.id()))))
                .containsExactly(two.id());
        assertThat(all(ada, new Among(Set.of()))).isEmpty();
        assertThat(all(ada, new OwnedBy(other.owner()))).isEmpty();
    }

    @Test
    default void filtersByStatusKeyStatusAndProduct() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = ada(acme);
        Product gold = write(work -> work.products().insert(product(acme, "gold")));
        App revoked = write(work -> work.apps().insert(withStatus(app(ada, "revoked"), Status.REVOKED)));
        App granted = write(work -> work.apps().insert(app(ada, "granted")));
        change(work -> {
            work.credentials().insert(credential(granted, 1, gold));
            work.credentials().insert(credential(granted, 4, gold));
            work.credentials().insert(credential(granted, 2).withStatus(Status.REVOKED));
            work.credentials().insert(credential(revoked, 3));
        });

        Condition holding = new Holding(gold.id());
        assertThat(all(ada, new InStatus(Status.REVOKED))).containsExactly(revoked.id());
        assertThat(all(ada, new WithKeyInStatus(Status.REVOKED))).containsExactly(granted.id());
        assertThat(all(ada, holding)).containsExactly(granted.id());
        assertThat(all(ada, new InStatus(Status.APPROVED), new WithKeyInStatus(Status.APPROVED), holding))
                .containsExactly(granted.id());
        assertThat(all(ada, new InStatus(Status.REVOKED), holding)).isEmpty();
        assertThat(all(ada, new InStatus(Status.REVOKED), new WithKeyInStatus(Status.APPROVED)))
                .containsExactly(revoked.id());
        assertThat(all(ada, new InStatus(Status.REVOKED), new WithKeyInStatus(Status.REVOKED)))
                .isEmpty();
        assertThat(all(ada, new OwnedBy(ada.owner()), holding)).containsExactly(granted.id());
    }

    @Test
    default void refusesAnUpdateThatWasReadBeforeAnotherOne() {
        Developer ada = ada(write(work -> work.organizations().insert(organization("acme"))));
        App read = write(work -> work.apps().insert(app(ada, "app")));
        App stored = write(work -> work.apps().update(withStatus(read, Status.REVOKED)));

        assertThat(stored.version()).isEqualTo(2);
        assertThat(stored.status()).isEqualTo(Status.REVOKED);
        assertRefused(
                new Problem.ChangedMeanwhile(Kind.APP, "app", 1),
                () -> write(work -> work.apps().update(read)));
        assertRefused(
                new Problem.NotFound(Kind.APP, "other"),
                () -> write(work -> work.apps().update(app(ada, "other"))));
    }

    /// product-life TE5.
    @Test
    default void movesToAnotherOwnerWithItsKeys() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = ada(acme);
        Group web = write(work -> work.groups().insert(team(acme, "web")));
        App app = write(work -> work.apps().insert(app(ada, "app")));
        Credential key = write(work -> work.credentials().insert(credential(app, 1)));

        App moved = write(work -> work.apps().update(app.withOwner(web.owner(), Samples.NOW, "bob")));

        assertThatObject(moved.owner()).isEqualTo(web.owner());
        assertThatObject(read(work -> work.apps().find(web.owner(), "app"))).isEqualTo(Optional.of(moved));
        assertThatObject(read(work -> work.apps().find(ada.owner(), "app"))).isEqualTo(Optional.empty());
        assertThatList(read(work -> work.credentials().list(app.id()))).containsExactly(key);
        App other = write(work -> work.apps().insert(app(ada, "app")));
        assertRefused(
                new Problem.AlreadyExists(Kind.APP, "app"),
                () -> write(work -> work.apps().update(other.withOwner(web.owner(), Samples.NOW, "bob"))));
    }

    @Test
    default void deletesAnAppWithItsKeys() {
        Developer ada = ada(write(work -> work.organizations().insert(organization("acme"))));
        App app = write(work -> work.apps().insert(app(ada, "app")));
        Credential key = write(work -> work.credentials().insert(credential(app, 1)));

        change(work -> work.apps().delete(app));

        assertThatObject(read(work -> work.apps().find(ada.owner(), "app"))).isEqualTo(Optional.empty());
        assertThatList(read(work -> work.credentials().list(app.id()))).isEmpty();
        assertThatObject(read(work -> work.credentials().find(app.organization(), key.digest())))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void namesTheFirstAppsOfManyOwners() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = ada(acme);
        Developer bob = write(work -> work.developers().insert(developer(acme, "bob@example.com")));
        Developer eve = write(work -> work.developers().insert(developer(acme, "eve@example.com")));
        Group web = write(work -> work.groups().insert(team(acme, "web")));
        write(work -> Stream.of("c", "a", "b")
                .map(name -> work.apps().insert(app(ada, name)))
                .toList());
        write(work -> work.apps().insert(app(bob, "z")));
        write(work -> work.apps().insert(app(web, "y")));

        Map<Owner, List<String>> names =
                read(work -> work.apps().names(List.of(ada.owner(), bob.owner(), eve.owner(), web.owner()), 2));

        assertThatObject(names)
                .isEqualTo(
                        Map.of(ada.owner(), List.of("a", "b"), bob.owner(), List.of("z"), web.owner(), List.of("y")));
    }

    private Developer ada(Organization organization) {
        return write(work -> work.developers().insert(developer(organization, "ada@example.com")));
    }

    private List<String> names(Developer developer, Page page) {
        return read(work -> work.apps().list(developer.owner(), page)).stream()
                .map(App::name)
                .toList();
    }

    /// Lists them, and sees that all of them are counted.
    private List<UUID> all(Developer developer, Condition... conditions) {
        List<UUID> found = page(developer, Page.ALL, conditions);
        long counted = read(work -> work.apps().count(developer.organization(), List.of(conditions)));
        assertThat(counted).isEqualTo(found.size());
        return found;
    }

    private List<UUID> page(Developer developer, Page page, Condition... conditions) {
        return read(work -> work.apps().ids(developer.organization(), List.of(conditions), page));
    }
}
