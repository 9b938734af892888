package io.turnpike.storage;

import static io.turnpike.storage.Samples.MADE;
import static io.turnpike.storage.Samples.app;
import static io.turnpike.storage.Samples.attributes;
import static io.turnpike.storage.Samples.credential;
import static io.turnpike.storage.Samples.developer;
import static io.turnpike.storage.Samples.organization;
import static io.turnpike.storage.Samples.product;
import static io.turnpike.storage.Samples.team;
import static io.turnpike.storage.Samples.terms;
import static io.turnpike.storage.Samples.withActive;
import static io.turnpike.storage.Samples.withStatus;
import static io.turnpike.storage.StorageContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.Developer;
import io.turnpike.model.Grant;
import io.turnpike.model.Group;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import io.turnpike.model.Product;
import io.turnpike.model.Status;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

public interface CredentialStoreContract extends StorageContract {
    @Test
    default void readsWhatWasInserted() {
        App app = insertApp();
        Credential key = credential(app, 1, insertProduct("silver"), insertProduct("gold"));

        assertThatObject(write(work -> work.credentials().insert(key))).isEqualTo(key);

        assertThatObject(read(work -> work.credentials().find(app.organization(), key.digest())))
                .isEqualTo(Optional.of(key));
        assertThatObject(read(work -> work.credentials().find(UUID.randomUUID(), key.digest())))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void namesTheMasterKeyOfItsKeys() {
        assertThatObject(read(work -> work.credentials().masterKey())).isEqualTo(Optional.empty());
        Credential key = credential(insertApp(), 1);

        write(work -> work.credentials().insert(key));

        assertThatObject(read(work -> work.credentials().masterKey()))
                .isEqualTo(Optional.of(key.key().masterKey()));
    }

    @Test
    default void keepsTheInstantOfExpiry() {
        App app = insertApp();
        Credential key = expiring(credential(app, 1), Instant.ofEpochMilli(1));

        write(work -> work.credentials().insert(key));

        assertThatObject(read(work -> work.credentials().find(app.organization(), key.digest())))
                .isEqualTo(Optional.of(key));
    }

    /// Two keys of one instant are told apart by the order of their making.
    @Test
    default void listsTheNewestFirst() {
        App app = insertApp();
        Credential first = write(work -> work.credentials().insert(credential(app, 1)));
        Credential second = write(work -> work.credentials().insert(credential(app, 2, insertProduct("gold"))));
        Credential third = write(work -> work.credentials().insert(credential(app, 3)));

        assertThatList(read(work -> work.credentials().list(app.id()))).containsExactly(third, second, first);
    }

    @Test
    default void keysAreUniqueInAnOrganizationAndTheProblemNamesNone() {
        App app = insertApp();
        write(work -> work.credentials().insert(credential(app, 1)));
        App other = write(work -> {
            Organization globex = work.organizations().insert(organization("globex"));
            Developer ada = work.developers().insert(developer(globex, "ada@example.com"));
            return work.apps().insert(app(ada, "app"));
        });
        write(work -> work.credentials().insert(credential(other, 1)));

        assertRefused(
                new Problem.AlreadyExists(Kind.CREDENTIAL, ""),
                () -> write(work -> work.credentials().insert(credential(app, 1))));
    }

    /// A refused insert leaves the unit usable: another key may be tried.
    @Test
    default void aUnitGoesOnAfterARefusedInsert() {
        App app = insertApp();
        write(work -> work.credentials().insert(credential(app, 1)));

        change(work -> {
            assertRefused(
                    new Problem.AlreadyExists(Kind.CREDENTIAL, ""),
                    () -> work.credentials().insert(credential(app, 1)));
            work.credentials().insert(credential(app, 2));
        });

        assertThatList(read(work -> work.credentials().list(app.id()))).hasSize(2);
    }

    @Test
    @Timeout(120)
    default void manyWritersAddKeysToOneApp() throws Exception {
        App app = insertApp();
        int writers = 8;
        int rounds = 4;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int digest = 1; digest <= writers * rounds; digest++) {
                Credential key = credential(app, digest);
                running.add(
                        threads.submit(() -> write(work -> work.credentials().insert(key))));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }

        assertThatList(read(work -> work.credentials().list(app.id()))).hasSize(writers * rounds);
    }

    @Test
    default void replacesStatusScopesAttributesAndGrants() {
        App app = insertApp();
        Product gold = insertProduct("gold");
        Product silver = insertProduct("silver");
        Credential key = write(work -> work.credentials().insert(credential(app, 1, gold, silver)));
        Credential changed = key.withStatus(Status.REVOKED)
                .withScopes(List.of())
                .withAttributes(attributes("other", "x"))
                .withGrants(List.of(new Grant(silver.id(), Status.PENDING), new Grant(gold.id(), Status.REVOKED)));

        assertThatObject(write(work -> work.credentials().update(changed))).isEqualTo(changed);
        assertThatObject(read(work -> work.credentials().find(app.organization(), key.digest())))
                .isEqualTo(Optional.of(changed));
        assertThatObject(read(work -> work.products().isGranted(gold.id()))).isEqualTo(true);
    }

    @Test
    default void deletesAKeyOnce() {
        App app = insertApp();
        Credential key = write(work -> work.credentials().insert(credential(app, 1, insertProduct("gold"))));

        change(work -> work.credentials().delete(key));

        assertThatObject(read(work -> work.credentials().find(app.organization(), key.digest())))
                .isEqualTo(Optional.empty());
        assertRefused(
                new Problem.NotFound(Kind.CREDENTIAL, ""),
                () -> write(work -> work.credentials().update(key)));
        Credential again = write(work -> work.credentials().insert(credential(app, 1)));
        assertThatList(read(work -> work.credentials().list(app.id()))).containsExactly(again);
    }

    @Test
    default void joinsAKeyWithItsAppAndOwner() {
        App app = insertApp();
        Product gold = insertProduct("gold");
        Credential key = write(work -> work.credentials()
                .insert(expiring(credential(app, 1, gold), Instant.ofEpochMilli(77))
                        .withStatus(Status.REVOKED)));
        change(work -> {
            work.apps().update(withStatus(app, Status.REVOKED));
            work.developers()
                    .update(withActive(work.developers().requireById(app.owner().id()), false));
        });

        assertThatObject(read(work -> work.credentials().enforced(app.organization(), key.digest())))
                .isEqualTo(Optional.of(new EnforcedKey(
                        app.organization(),
                        key.digest(),
                        key.id(),
                        Status.REVOKED,
                        77,
                        app.id(),
                        "app",
                        Status.REVOKED,
                        app.owner(),
                        false,
                        List.of(new Grant(gold.id(), Status.APPROVED)))));
        assertThatObject(read(work -> work.credentials().enforced(UUID.randomUUID(), key.digest())))
                .isEqualTo(Optional.empty());
    }

    @Test
    default void visitsEveryKeyOnceWithItsGrantsInOrder() {
        App app = insertApp();
        App other = write(work -> {
            Developer eve = work.developers()
                    .insert(withActive(developer(work.organizations().require("acme"), "eve@example.com"), false));
            return work.apps().insert(app(eve, "other"));
        });
        App ofGroup = insertAppOfGroup();
        Product gold = insertProduct("gold");
        Product silver = insertProduct("silver");
        List<Credential> keys = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            App owner = i % 5 == 0 ? ofGroup : i % 2 == 0 ? app : other;
            Credential key = i % 3 == 0 ? credential(owner, i) : credential(owner, i, silver, gold);
            keys.add(write(work -> work.credentials().insert(key)));
        }

        List<EnforcedKey> visited = new ArrayList<>();
        change(work -> work.credentials().forEachEnforced(visited::add));

        assertThat(visited)
                .containsExactlyInAnyOrderElementsOf(keys.stream()
                        .map(key -> read(work -> work.credentials().enforced(key.organization(), key.digest()))
                                .orElseThrow())
                        .toList());
        assertThat(visited).extracting(EnforcedKey::ownerActive).contains(true, false);
        assertThat(visited.stream().filter(key -> key.owner() instanceof Owner.Group))
                .hasSize(4)
                .noneMatch(EnforcedKey::ownerActive);
        assertThat(visited).extracting(EnforcedKey::expiresAt).containsOnly(Long.MAX_VALUE);
        assertThat(visited.stream().map(EnforcedKey::grants).filter(grants -> !grants.isEmpty()))
                .hasSize(14)
                .allMatch(grants -> grants.getFirst().product().equals(silver.id()) && grants.size() == 2);
    }

    /// Ids are bytes, though a database may take them for texts where it puts them behind each other.
    @Test
    default void readsIdsThatAreNoTexts() {
        Organization acme = new Organization(
                new UUID(0, -1), 1, "acme", "", new LinkedHashMap<>(), Organization.Details.NONE, MADE);
        Developer sample = developer(acme, "ada@example.com");
        Developer ada = new Developer(new UUID(-1, 0), acme.id(), 1, sample.profile(), true, MADE);
        App of = app(ada, "app");
        App app = new App(new UUID(0, 0), acme.id(), ada.owner(), 1, "app", of.status(), of.details(), MADE);
        Product gold = new Product(new UUID(-1, -1), acme.id(), 1, "gold", terms("gold"), MADE);
        Credential key = credential(app, 0xC080_EDA0_80FF_FE00L, gold);
        EnforcedKey expected = new EnforcedKey(
                acme.id(),
                key.digest(),
                key.id(),
                Status.APPROVED,
                Long.MAX_VALUE,
                app.id(),
                "app",
                Status.APPROVED,
                ada.owner(),
                true,
                key.grants());
        change(work -> {
            work.organizations().insert(acme);
            work.developers().insert(ada);
            work.apps().insert(app);
            work.products().insert(gold);
            work.credentials().insert(key);
        });

        List<EnforcedKey> visited = new ArrayList<>();
        change(work -> work.credentials().forEachEnforced(visited::add));

        assertThat(visited).containsExactly(expected);
        assertThatObject(read(work -> work.credentials().enforced(acme.id(), key.digest())))
                .isEqualTo(Optional.of(expected));
    }

    @Test
    default void readsTheKeysOfManyAppsAsItReadsThoseOfOne() {
        App app = insertApp();
        App ofGroup = insertAppOfGroup();
        Product silver = insertProduct("silver");
        Product gold = insertProduct("gold");
        write(work -> Stream.of(
                        credential(app, 1, gold, silver),
                        credential(app, 2),
                        credential(app, 3, silver),
                        credential(ofGroup, 4, gold))
                .map(work.credentials()::insert)
                .toList());
        List<UUID> asked = new ArrayList<>(List.of(app.id(), ofGroup.id()));
        IntStream.range(0, 1_000).forEach(_ -> asked.add(UUID.randomUUID()));

        Map<UUID, List<Credential>> found = read(work -> work.credentials().listByApps(asked));

        assertThatObject(found)
                .isEqualTo(Map.of(
                        app.id(), read(work -> work.credentials().list(app.id())),
                        ofGroup.id(), read(work -> work.credentials().list(ofGroup.id()))));
    }

    private App insertApp() {
        return write(work -> {
            Organization acme = work.organizations().insert(organization("acme"));
            Developer ada = work.developers().insert(developer(acme, "ada@example.com"));
            return work.apps().insert(app(ada, "app"));
        });
    }

    /// Of an inactive group.
    private App insertAppOfGroup() {
        return write(work -> {
            Organization acme = work.organizations().require("acme");
            Group web = work.groups().insert(team(acme, "web").withActive(false));
            return work.apps().insert(app(web, "app"));
        });
    }

    private Product insertProduct(String name) {
        return write(work -> work.products().insert(product(work.organizations().require("acme"), name)));
    }

    private static Credential expiring(Credential key, Instant at) {
        return new Credential(
                key.id(),
                key.organization(),
                key.app(),
                key.digest(),
                key.key(),
                key.secret(),
                key.status(),
                key.issuedAt(),
                at,
                key.scopes(),
                key.attributes(),
                key.grants());
    }
}
