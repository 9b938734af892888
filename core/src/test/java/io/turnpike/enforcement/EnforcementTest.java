package io.turnpike.enforcement;

import static io.turnpike.decision.OrganizationBuilder.organization;
import static io.turnpike.model.ProductBuilder.idOf;
import static io.turnpike.model.ProductBuilder.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.decision.IndexedToken;
import io.turnpike.model.AccessToken;
import io.turnpike.model.Grant;
import io.turnpike.model.OAuthClient;
import io.turnpike.model.Owner;
import io.turnpike.model.ProductBuilder;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.Change;
import io.turnpike.storage.EnforcedKey;
import io.turnpike.storage.NodeRegistry;
import io.turnpike.storage.StorageUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EnforcementTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Owner ADA = new Owner.Developer(new UUID(0, 11));
    private static final Owner BOB = new Owner.Developer(new UUID(0, 12));

    private final FakeStorage storage = new FakeStorage();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private Enforcement enforcement;

    @AfterEach
    void close() {
        storage.failWith(null);
        if (enforcement != null) {
            enforcement.close();
        }
    }

    @Test
    @DisplayName("V3: what is there at the start is enforced before the start returns")
    void readsEverythingAtTheStart() {
        storage.commit(organization().product(product("gold")));
        storage.commit(key(1, ADA, true));
        start();

        assertThat(enforcement.revision()).isEqualTo(2);
        assertThat(hasProduct("gold")).isTrue();
        assertThat(enforcement.keys().find(digest(1))).isNotNull();
        assertThat(storage.nodes().list())
                .extracting(NodeRegistry.Node::revision)
                .containsExactly(2L);
    }

    @Test
    @DisplayName("V3: a node that cannot read enforces nothing")
    void doesNotStartWithoutADatabase() {
        storage.goAway();

        assertThatThrownBy(this::start).isInstanceOf(StorageUnavailable.class);
    }

    @Test
    void catchesUpInOrder() throws InterruptedException {
        start();
        storage.commit(organization().product(product("gold")));
        storage.commit(key(1, ADA, true));
        storage.commit(organization().product(product("silver")));
        long last = storage.commitRemovalOf(digest(1));

        assertThat(enforcement.awaitHere(last, LONG)).isTrue();
        assertThat(enforcement.revision()).isEqualTo(last);
        assertThat(hasProduct("gold")).isFalse();
        assertThat(hasProduct("silver")).isTrue();
        assertThat(enforcement.keys().find(digest(1))).isNull();
        assertThat(storage.loads()).isEqualTo(1);
    }

    @Test
    void catchesUpWithMoreThanOneBatch() throws InterruptedException {
        start();
        storage.feed().beQuiet();
        for (int i = 0; i < 2500; i++) {
            storage.commit(key(i, ADA, true));
        }
        storage.feed().ringAndWait();

        assertThat(enforcement.revision()).isEqualTo(2500);
        assertThat(enforcement.keys().size()).isEqualTo(2500);
    }

    @Test
    void advancesOverWhatIsNotEnforced() throws InterruptedException {
        start();
        var catalogue = enforcement.catalogue();
        long last = storage.commit(new Change.Noted());

        assertThat(enforcement.awaitHere(last, LONG)).isTrue();
        assertThat(enforcement.catalogue()).isSameAs(catalogue);
    }

    @Test
    void readsAKeyAnewWhenItChanged() throws InterruptedException {
        start();
        storage.commit(key(1, ADA, true));
        var before = key(1, ADA, true);
        long last = storage.commit(new EnforcedKey(
                before.organization(),
                before.digest(),
                before.credential(),
                Status.REVOKED,
                42,
                before.app(),
                "renamed",
                Status.REVOKED,
                BOB,
                true,
                List.of(new Grant(idOf("gold"), Status.PENDING))));

        assertThat(enforcement.awaitHere(last, LONG)).isTrue();
        assertThat(enforcement.keys().find(digest(1))).satisfies(key -> {
            assertThat(key.status()).isEqualTo(Status.REVOKED);
            assertThat(key.expiresAt()).isEqualTo(42);
            assertThat(key.appName()).isEqualTo("renamed");
            assertThat(key.appStatus()).isEqualTo(Status.REVOKED);
            assertThat(key.owner().owner()).isEqualTo(BOB);
            assertThat(key.grants()).containsExactly(new Grant(idOf("gold"), Status.PENDING));
        });
    }

    @Test
    @DisplayName("runtime 1.7: a developer has another address from the next call on, in all of his keys")
    void tellsTheAddressOfADeveloper() throws InterruptedException {
        storage.commit(key(1, ADA, true));
        storage.commitEmail(ADA, "ada@example.com");
        storage.commitEmail(BOB, "bob@example.com");
        start();
        var held = enforcement.keys().find(digest(1)).owner();
        assertThat(held.email()).isEqualTo("ada@example.com");
        storage.commit(key(2, ADA, true));
        enforcement.awaitHere(storage.commit(key(3, BOB, true)), LONG);
        assertThat(enforcement.keys().find(digest(3)).owner().email())
                .as("his first key")
                .isEqualTo("bob@example.com");

        enforcement.awaitHere(storage.commitEmail(ADA, "Lovelace@example.com"), LONG);

        assertThat(held.email()).isEqualTo("lovelace@example.com");
        assertThat(enforcement.keys().find(digest(2)).owner()).isSameAs(held);
    }

    @Test
    @DisplayName("runtime 1.7: a first call finds the address, since the key comes behind it; groups have none")
    void knowsTheAddressBeforeTheKey() throws InterruptedException {
        List<Boolean> seen = new CopyOnWriteArrayList<>();
        storage.commitEmail(BOB, "bob@example.com");
        start();
        storage.whenDevelopersAreRead(() -> seen.add(enforcement.keys().find(digest(1)) != null));

        storage.commit(key(2, new Owner.Group(BOB.id()), true));
        enforcement.awaitHere(storage.commit(key(1, BOB, true)), LONG);

        assertThat(seen).as("whether the key was there").containsExactly(false);
    }

    @Test
    @DisplayName("section 7: one change of a developer closes and opens all of his keys, and nobody else's")
    void closesAllKeysOfADeveloperAtOnce() throws InterruptedException {
        closesAllKeysAtOnce(ADA, BOB);
    }

    @Test
    @DisplayName("section 7, ruling 15: a group likewise; one with a developer's id is another owner")
    void closesAllKeysOfAGroupAtOnce() throws InterruptedException {
        closesAllKeysAtOnce(new Owner.Group(ADA.id()), ADA);
    }

    private void closesAllKeysAtOnce(Owner owner, Owner other) throws InterruptedException {
        storage.commit(key(1, owner, true));
        storage.commit(key(2, other, true));
        start();
        storage.commit(key(3, owner, true));
        var held = enforcement.keys().find(digest(1));

        storage.putUnnoticed(key(1, owner, false));
        storage.putUnnoticed(key(3, owner, false));
        enforcement.awaitHere(storage.commit(new Change.OwnerChanged(ProductBuilder.ORGANIZATION, owner, false)), LONG);

        assertThat(held.owner().isActive()).isFalse();
        assertThat(isActive(3)).isFalse();
        assertThat(isActive(2)).isTrue();

        enforcement.awaitHere(storage.commit(new Change.OwnerChanged(ProductBuilder.ORGANIZATION, owner, true)), LONG);

        assertThat(isActive(1)).isTrue();
        assertThat(isActive(3)).isTrue();
    }

    @Test
    @DisplayName("extensions 7: an unknown kind of change means a full reload")
    void readsEverythingAnewAfterAnUnknownChange() throws InterruptedException {
        start();
        storage.putUnnoticed(key(1, ADA, true));
        storage.commit(new Change.Unknown());
        long last = storage.commit(key(2, ADA, true));

        assertThat(enforcement.awaitHere(last, LONG)).isTrue();
        assertThat(storage.loads()).isEqualTo(2);
        assertThat(enforcement.keys().find(digest(1))).isNotNull();
        assertThat(enforcement.keys().find(digest(2))).isNotNull();
    }

    @Test
    @DisplayName("management-api 3: a deleted organization is forgotten with its routes, products and keys")
    void forgetsADeletedOrganization() throws InterruptedException {
        storage.commit(organization().product(product("gold")).deploy("weather", "test", "/"));
        storage.commit(key(1, ADA, true));
        start();
        assertThat(hasProduct("gold")).isTrue();

        long last = storage.commitRemovalOfTheOrganization();

        assertThat(enforcement.awaitHere(last, LONG)).isTrue();
        assertThat(enforcement.catalogue().organization(ProductBuilder.ORGANIZATION))
                .isNull();
        assertThat(enforcement.keys().size()).isZero();
    }

    @Test
    @DisplayName("extensions 7: a database that was put back is read anew")
    void readsEverythingAnewAfterARestore() throws InterruptedException {
        start();
        storage.commit(key(1, ADA, true));
        assertThat(enforcement.awaitHere(1, LONG)).isTrue();
        storage.restore(0);
        storage.feed().ringAndWait();

        assertThat(enforcement.revision()).isZero();
        assertThat(enforcement.keys().find(digest(1))).isNull();
        assertThat(enforcement.awaitHere(storage.commit(key(2, ADA, true)), LONG))
                .isTrue();
        assertThat(enforcement.keys().find(digest(2))).isNotNull();
    }

    @Test
    @DisplayName("extensions 7: also when its log has already passed the place where this node stands")
    void readsEverythingAnewAfterARestoreWhoseLogWentOn() throws InterruptedException {
        start();
        storage.commit(key(1, ADA, true));
        assertThat(enforcement.awaitHere(1, LONG)).isTrue();
        storage.feed().beQuiet();
        storage.restore(0);
        for (int i = 0; i < 5; i++) {
            storage.commit(new Change.Noted());
        }
        storage.feed().ringAndWait();

        assertThat(enforcement.revision()).isEqualTo(5);
        assertThat(enforcement.keys().find(digest(1))).isNull();
    }

    @ParameterizedTest(name = "through {0}")
    @ValueSource(longs = {2, 3, 4})
    @DisplayName("a node that finds its place in the log gone reads everything anew")
    void readsEverythingAnewWhereTheLogWasCutBehindIt(long through) throws InterruptedException {
        start();
        assertThat(enforcement.awaitHere(storage.commit(key(1, ADA, true)), LONG))
                .isTrue();
        int loads = storage.loads();
        storage.feed().beQuiet();
        storage.commit(key(2, ADA, true));
        storage.commitRemovalOf(digest(1));
        storage.commit(new Change.Noted());
        storage.feed().forget(through, Instant.MAX, Integer.MAX_VALUE);
        storage.feed().ringAndWait();

        assertThat(enforcement.revision()).isEqualTo(4);
        assertThat(enforcement.keys().find(digest(1))).isNull();
        assertThat(enforcement.keys().find(digest(2))).isNotNull();
        assertThat(storage.loads()).isEqualTo(loads + 1);
    }

    @Test
    @DisplayName("a log that was cut before the place of a node changes nothing for it")
    void goesOnWhereTheLogWasCutBeforeIt() throws InterruptedException {
        start();
        assertThat(enforcement.awaitHere(storage.commit(key(1, ADA, true)), LONG))
                .isTrue();
        int loads = storage.loads();
        storage.feed().forget(1, Instant.MAX, Integer.MAX_VALUE);

        assertThat(enforcement.awaitHere(storage.commit(key(2, ADA, true)), LONG))
                .isTrue();
        assertThat(storage.loads()).isEqualTo(loads);
    }

    @Test
    @DisplayName("V2: without a database the last state goes on being enforced; then it comes back")
    void keepsTheLastStateWhileTheDatabaseIsAway() throws InterruptedException {
        storage.commit(organization().product(product("gold")));
        start();
        storage.goAway();
        storage.commit(organization().product(product("silver")));
        storage.feed().awaitFailure();

        assertThat(hasProduct("gold")).isTrue();
        assertThat(enforcement.awaitHere(2, Duration.ZERO)).isFalse();

        storage.failWith(null);
        storage.feed().commit(() -> {}, new Change.Noted());

        assertThat(enforcement.awaitHere(3, LONG)).isTrue();
        assertThat(hasProduct("silver")).isTrue();
    }

    @Test
    @DisplayName("V2: one fault in following is not the end of following")
    void goesOnAfterAnUnexpectedFault() throws InterruptedException {
        start();
        storage.failWith(new IllegalStateException("a row that cannot be read"));
        storage.commit(organization().product(product("gold")));
        storage.feed().awaitFailure();
        storage.failWith(null);
        long last = storage.commit(new Change.Noted());

        assertThat(enforcement.awaitHere(last, LONG)).isTrue();
        assertThat(hasProduct("gold")).isTrue();
    }

    @Test
    @DisplayName("V2: tells how old the state is that it enforces")
    void agesWhileItCannotFollow() throws InterruptedException {
        start();
        storage.feed().ringAndWait();
        assertThat(enforcement.age()).isZero();

        now.set(NOW.plusSeconds(20));
        assertThat(enforcement.age()).isEqualTo(Duration.ofSeconds(20));
        storage.feed().ringAndWait();
        assertThat(enforcement.age()).isZero();

        storage.failWith(new IllegalStateException("a row that cannot be read"));
        now.set(NOW.plusSeconds(25));
        storage.commit(organization().product(product("gold")));
        storage.feed().awaitFailure();
        assertThat(enforcement.age()).isEqualTo(Duration.ofSeconds(5));

        storage.failWith(null);
        storage.feed().ringAndWait();
        assertThat(enforcement.age()).isZero();
        assertThat(hasProduct("gold")).isTrue();
    }

    @Test
    void waitsNoLongerThanItWasTold() throws InterruptedException {
        start();

        assertThat(enforcement.awaitHere(0, Duration.ZERO)).isTrue();
        assertThat(enforcement.awaitHere(1, Duration.ofMillis(1))).isFalse();
    }

    @Test
    @DisplayName("extensions 5: with one node, enforced here is enforced everywhere")
    void isCompleteAlone() throws InterruptedException {
        start();
        long last = storage.commit(key(1, ADA, true));

        assertThat(enforcement.awaitEverywhere(last, LONG)).isEqualTo(new Receipt(1, 1));
    }

    @Test
    @DisplayName("extensions 5: Turnpike-Enforced: 2/3 where one of three nodes hangs")
    void countsANodeThatHangs() throws InterruptedException {
        storage.nodes().report(node("b", 100, NOW));
        storage.nodes().report(node("c", 0, NOW.minusSeconds(14)));
        start();
        long last = storage.commit(key(1, ADA, true));
        assertThat(enforcement.awaitHere(last, LONG)).isTrue();

        var receipt = enforcement.awaitEverywhere(last, Duration.ZERO);

        assertThat(receipt.text()).isEqualTo("2/3");
        assertThat(receipt.isComplete()).isFalse();
    }

    @Test
    void leavesTheRegistryWhenItIsClosed() {
        start();
        enforcement.close();
        enforcement.close();

        assertThat(storage.nodes().list()).isEmpty();
    }

    @Test
    void closesWhileTheDatabaseIsAway() throws InterruptedException {
        start();
        storage.goAway();
        storage.commit(new Change.Noted());
        storage.feed().awaitFailure();

        enforcement.close();

        assertThat(enforcement.revision()).isZero();
    }

    @Test
    @DisplayName("Runtime 10: a token is known and revoked by the next call; expired ones leave by themselves")
    void followsTokens() throws InterruptedException {
        AccessToken early = token(1, NOW.plusSeconds(60));
        storage.commit(early);
        storage.commit(token(2, NOW.minus(Duration.ofMinutes(15))));
        start();
        assertThat(enforcement.tokens().find(early.digest()).use()).isEqualTo(IndexedToken.Use.OWN);

        AccessToken late = token(3, NOW.plusSeconds(60));
        storage.commit(late);
        long revoked = storage.commit(early.revoked());
        assertThat(enforcement.awaitHere(revoked, LONG)).isTrue();
        assertThat(enforcement.tokens().find(late.digest()).expiresAt())
                .isEqualTo(late.expiresAt().toEpochMilli());
        assertThat(enforcement.tokens().find(early.digest()).use()).isEqualTo(IndexedToken.Use.REVOKED);

        assertThat(enforcement.awaitHere(storage.remove(late), LONG)).isTrue();
        assertThat(enforcement.tokens().find(late.digest())).isNull();
        storage.feed().ringAndWait();
        assertThat(enforcement.tokens().find(new KeyDigest(0, 2))).isNull();
    }

    private static AccessToken token(long number, Instant expiresAt) {
        return new AccessToken(
                new KeyDigest(0, number),
                "key-1",
                new OAuthClient(ProductBuilder.ORGANIZATION, new UUID(0, 1), digest(1), new UUID(1, 1)),
                null,
                List.of("read"),
                NOW,
                expiresAt,
                Status.APPROVED);
    }

    private void start() {
        enforcement = Enforcement.start(storage, new Presence(storage.nodes(), node("a", 0, Instant.EPOCH), now::get));
    }

    private boolean hasProduct(String name) {
        var organization = enforcement.catalogue().organization(ProductBuilder.ORGANIZATION);
        return organization != null && organization.product(idOf(name)) != null;
    }

    private boolean isActive(long key) {
        return enforcement.keys().find(digest(key)).owner().isActive();
    }

    private static NodeRegistry.Node node(String name, long revision, Instant seenAt) {
        return new NodeRegistry.Node(name, Instant.EPOCH, revision, seenAt, "1", true);
    }

    private static EnforcedKey key(long number, Owner owner, boolean active) {
        return new EnforcedKey(
                ProductBuilder.ORGANIZATION,
                digest(number),
                new UUID(1, number),
                Status.APPROVED,
                Long.MAX_VALUE,
                new UUID(2, number),
                "app",
                Status.APPROVED,
                owner,
                active,
                List.of(new Grant(idOf("gold"), Status.APPROVED)));
    }

    private static KeyDigest digest(long number) {
        return new KeyDigest(number * 0x9e3779b97f4a7c15L, number);
    }
}
