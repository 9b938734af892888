package io.turnpike.storage;

import static io.turnpike.storage.Samples.NOW;
import static io.turnpike.storage.Samples.app;
import static io.turnpike.storage.Samples.credential;
import static io.turnpike.storage.Samples.developer;
import static io.turnpike.storage.Samples.environment;
import static io.turnpike.storage.Samples.group;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.Samples.product;
import static io.turnpike.storage.Samples.proxy;
import static io.turnpike.storage.Samples.revision;
import static io.turnpike.storage.Samples.team;
import static io.turnpike.storage.Samples.withActive;
import static io.turnpike.storage.Samples.withStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.access.BuiltInRole;
import io.turnpike.model.ApiProxy;
import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.Deployment;
import io.turnpike.model.Developer;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Group;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.Change.CatalogueChanged;
import io.turnpike.storage.Change.KeyChanged;
import io.turnpike.storage.Change.Noted;
import io.turnpike.storage.Change.OrganizationDeleted;
import io.turnpike.storage.Change.OwnerChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

public interface ChangeFeedContract extends StorageContract {
    Instant LATER = Instant.parse("2200-01-01T00:00:00Z");

    @Test
    default void everythingThatTheCatalogueIsBuiltFromChangesIt() {
        Organization acme = organization("acme");
        Environment test = environment(acme, "test");
        EnvironmentGroup open = group(acme, "public", "*");
        ApiProxy weather = proxy(acme, "weather");
        Product gold = product(acme, "gold");
        Deployment deployment = new Deployment(acme.id(), test.id(), weather.id(), 1, NOW, NOW);
        List<Consumer<Work>> units = List.of(
                work -> work.organizations().insert(acme),
                work -> work.organizations().update(acme),
                work -> work.environments().insert(test),
                work -> work.environments().update(test),
                work -> work.environmentGroups().insert(open),
                work -> work.environmentGroups().update(open),
                work -> work.environmentGroups().delete(open),
                work -> work.proxies().insert(weather, revision(weather, 1)),
                work -> work.proxies().addRevision(weather, revision(weather, 2)),
                work -> work.proxies().updateRevision(weather, revision(weather, 2)),
                work -> work.proxies().deleteRevision(weather, 2),
                work -> work.proxies().deploy(deployment),
                work -> work.proxies().undeploy(deployment),
                work -> work.proxies().delete(weather),
                work -> work.environments().delete(test),
                work -> work.products().insert(gold),
                work -> work.products().update(gold),
                work -> work.products().delete(gold));

        for (int i = 0; i < units.size(); i++) {
            assertThat(changesOf(units.get(i))).as("unit %d", i).containsExactly(new CatalogueChanged(acme.id()));
        }
    }

    @Test
    default void anOrganizationGoesByOneChange() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = write(work -> work.developers().insert(developer(acme, "ada@example.com")));
        App app = write(work -> work.apps().insert(app(ada, "app")));
        write(work -> work.credentials().insert(credential(app, 1)));

        assertThat(changesOf(work -> work.organizations().delete(acme)))
                .containsExactly(new OrganizationDeleted(acme.id()));
    }

    @Test
    default void numbersHaveNoGapsAndOldOnesAreForgotten() {
        Organization acme = organization("acme");
        change(work -> {
            work.organizations().insert(acme);
            work.products().insert(product(acme, "gold"));
        });
        change(work -> work.products().insert(product(acme, "silver")));
        change(work -> work.users().insert(new UserStore.User(UUID.randomUUID(), "ada", "$hash", null)));
        long last = storage().changes().last();
        assertThat(storage().changes().after(0, 10))
                .extracting(ChangeFeed.Entry::revision)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, last).boxed().toList());

        assertThat(storage().changes().forget(last, Instant.EPOCH, 10)).isZero();
        assertThat(storage().changes().forget(last - 1, LATER, 1)).isEqualTo(1);
        assertThat(storage().changes().after(0, 10))
                .extracting(ChangeFeed.Entry::revision)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, last).boxed().toList());
        assertThat(storage().changes().last()).isEqualTo(last);
    }

    @Test
    default void aKeyChangesWithItsGrantsItsAppAndItsDeveloper() {
        Organization acme = organization("acme");
        Developer ada = developer(acme, "ada@example.com");
        App app = app(ada, "app");
        Credential key = credential(app, 1);
        KeyChanged first = new KeyChanged(acme.id(), key.digest());
        KeyChanged second = new KeyChanged(acme.id(), new KeyDigest(2, -2));
        write(work -> work.organizations().insert(acme));

        assertThat(changesOf(work -> work.developers().insert(ada))).containsExactly(new Noted());
        assertThat(changesOf(work -> work.apps().insert(app))).containsExactly(new Noted());
        assertThat(changesOf(work -> work.credentials().insert(key))).containsExactly(first);
        assertThat(changesOf(work -> work.credentials().insert(credential(app, 2))))
                .containsExactly(second);
        assertThat(changesOf(work -> work.credentials().update(key))).containsExactly(first);
        assertThat(changesOf(work -> work.apps().update(app))).containsExactly(new Noted());
        App latest = read(work -> work.apps().find(ada.owner(), "app")).orElseThrow();
        assertThat(changesOf(work -> work.apps().update(withStatus(latest, Status.REVOKED))))
                .containsExactlyInAnyOrder(first, second);
        assertThat(changesOf(work -> work.credentials().delete(key))).containsExactly(first);
        assertThat(changesOf(work -> work.apps().delete(app))).containsExactly(second);
    }

    @Test
    default void aDeveloperChangesWhenHeBecomesActiveOrInactive() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = write(work -> work.developers().insert(developer(acme, "ada@example.com")));

        assertThat(changesOf(work -> work.developers().update(withActive(ada, false))))
                .containsExactly(new OwnerChanged(acme.id(), ada.owner(), false));
        Developer inactive = read(work -> work.developers().requireById(ada.id()));
        assertThat(changesOf(work -> work.developers().update(inactive))).containsExactly(new Noted());
        assertThat(changesOf(work -> {
                    Developer read = work.developers().requireById(ada.id());
                    work.developers().update(withActive(read, true));
                }))
                .containsExactly(new OwnerChanged(acme.id(), ada.owner(), true));
    }

    @Test
    default void aDeveloperChangesWithHisAddressAndWithNothingElseOfHisProfile() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = write(work -> work.developers().insert(developer(acme, "ada@example.com")));

        assertThat(changesOf(work -> work.developers().update(renamed(ada, "Ada@example.com", "Augusta"))))
                .containsExactly(new Noted());
        Developer stored = read(work -> work.developers().requireById(ada.id()));
        assertThat(changesOf(work -> work.developers().update(renamed(stored, "lovelace@example.com", "Augusta"))))
                .containsExactly(new OwnerChanged(acme.id(), ada.owner(), true));
    }

    @Test
    default void aGroupChangesWhenItBecomesActiveOrInactive() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Group web = team(acme, "web", "ada@example.com");

        assertThat(changesOf(work -> work.groups().insert(web))).containsExactly(new Noted());
        assertThat(changesOf(work -> work.groups().update(web.withMembers(List.of()))))
                .containsExactly(new Noted());
        Group stored = read(work -> work.groups().requireById(web.id()));
        assertThat(changesOf(work -> work.groups().update(stored.withActive(false))))
                .containsExactly(new OwnerChanged(acme.id(), web.owner(), false));
    }

    @Test
    default void movingAnAppChangesEachOfItsKeys() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = write(work -> work.developers().insert(developer(acme, "ada@example.com")));
        Group web = write(work -> work.groups().insert(team(acme, "web")));
        App app = write(work -> work.apps().insert(app(ada, "app")));
        write(work -> work.credentials().insert(credential(app, 1)));

        assertThat(changesOf(work -> work.apps().update(app.withOwner(web.owner(), NOW, "ada"))))
                .containsExactly(new KeyChanged(acme.id(), new KeyDigest(1, -1)));
    }

    @Test
    default void deletingAGroupChangesEachKeyOfItsApps() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Group web = write(work -> work.groups().insert(team(acme, "web")));
        App app = write(work -> work.apps().insert(app(web, "app")));
        write(work -> work.credentials().insert(credential(app, 1)));

        assertThat(changesOf(work -> work.groups().delete(web)))
                .containsExactly(new KeyChanged(acme.id(), new KeyDigest(1, -1)));
    }

    @Test
    default void deletingADeveloperChangesEachKeyOfHis() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));
        Developer ada = write(work -> work.developers().insert(developer(acme, "ada@example.com")));
        App one = write(work -> work.apps().insert(app(ada, "one")));
        App two = write(work -> work.apps().insert(app(ada, "two")));
        write(work -> work.credentials().insert(credential(one, 1)));
        write(work -> work.credentials().insert(credential(two, 2)));

        assertThat(changesOf(work -> work.developers().delete(ada)))
                .containsExactlyInAnyOrder(
                        new KeyChanged(acme.id(), new KeyDigest(1, -1)),
                        new KeyChanged(acme.id(), new KeyDigest(2, -2)));
    }

    @Test
    default void aUserIsNoted() {
        assertThat(changesOf(work -> work.users()
                        .insert(new UserStore.User(UUID.randomUUID(), "ada", "$argon2id$", BuiltInRole.READ_ONLY))))
                .containsExactly(new Noted());
    }

    @Test
    default void aUnitTellsEachChangeOnce() {
        Organization acme = write(work -> work.organizations().insert(organization("acme")));

        assertThat(changesOf(work -> {
                    work.products().insert(product(acme, "gold"));
                    Developer ada = work.developers().insert(developer(acme, "ada@example.com"));
                    work.products().insert(product(acme, "silver"));
                    Credential key =
                            work.credentials().insert(credential(work.apps().insert(app(ada, "app")), 1));
                    work.credentials().update(key);
                }))
                .containsExactly(new CatalogueChanged(acme.id()), new KeyChanged(acme.id(), new KeyDigest(1, -1)));
    }

    @Test
    default void hasAtMostAsManyAsWanted() {
        for (int i = 1; i <= 3; i++) {
            Organization each = organization("o" + i);
            write(work -> work.organizations().insert(each));
        }

        assertThat(revisions(storage().changes().after(0, 2))).containsExactly(1L, 2L);
        assertThat(revisions(storage().changes().after(2, 2))).containsExactly(3L);
        assertThat(storage().changes().after(3, 2)).isEmpty();
    }

    /// Who asks for what lies behind the last revision that he saw must not miss a commit that was overtaken.
    @Test
    @Timeout(120)
    default void aFollowerSeesEachRevisionOfManyWritersOnceInOrder() throws Exception {
        int writers = 8;
        int rounds = 12;
        AtomicBoolean written = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers + 1)) {
            Future<List<Long>> seen = threads.submit(() -> follow(written));
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int writer = 0; writer < writers; writer++) {
                    String name = "writer-" + writer;
                    running.add(threads.submit(() -> insertPairs(name, rounds)));
                }
                for (Future<?> each : running) {
                    each.get();
                }
            } finally {
                written.set(true);
            }

            assertThat(seen.get())
                    .isEqualTo(LongStream.rangeClosed(1, 2L * writers * rounds)
                            .boxed()
                            .toList());
        }
    }

    @Test
    default void aCommitWakesWhoWaits() throws Exception {
        write(work -> work.organizations().insert(organization("acme")));

        storage().changes().await(Duration.ofDays(1));

        assertThat(storage().changes().last()).isEqualTo(1);
    }

    @Test
    default void theEpochStays() {
        long epoch = storage().changes().epoch();
        write(work -> work.organizations().insert(organization("acme")));

        assertThat(storage().changes().epoch()).isEqualTo(epoch);
    }

    /// Reads until there is nothing more after all was written.
    private List<Long> follow(AtomicBoolean written) throws InterruptedException {
        List<Long> seen = new ArrayList<>();
        while (true) {
            boolean last = written.get();
            List<Long> next = revisions(storage().changes().after(seen.isEmpty() ? 0 : seen.getLast(), 7));
            seen.addAll(next);
            if (last && next.isEmpty()) {
                return seen;
            }
            storage().changes().await(Duration.ofMillis(1));
        }
    }

    private void insertPairs(String name, int rounds) {
        for (int round = 0; round < rounds; round++) {
            Organization first = organization(name + "-a" + round);
            Organization second = organization(name + "-b" + round);
            change(work -> {
                work.organizations().insert(first);
                work.organizations().insert(second);
            });
        }
    }

    private List<Change> changesOf(Consumer<Work> unit) {
        long before = storage().changes().last();
        change(unit);
        return storage().changes().after(before, 100).stream()
                .map(ChangeFeed.Entry::change)
                .toList();
    }

    private static List<Long> revisions(List<ChangeFeed.Entry> entries) {
        return entries.stream().map(ChangeFeed.Entry::revision).toList();
    }

    private static Developer renamed(Developer developer, String email, String firstName) {
        Developer.Profile profile = developer.profile();
        return developer.withProfile(new Developer.Profile(
                email,
                firstName,
                profile.lastName(),
                profile.userName(),
                profile.appFamily(),
                profile.accessType(),
                profile.attributes()));
    }
}
