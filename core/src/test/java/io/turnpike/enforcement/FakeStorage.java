package io.turnpike.enforcement;

import io.turnpike.access.Caller;
import io.turnpike.decision.OrganizationBuilder;
import io.turnpike.decision.OrganizationCatalogue;
import io.turnpike.model.AccessToken;
import io.turnpike.model.Attributes;
import io.turnpike.model.Developer;
import io.turnpike.model.Owner;
import io.turnpike.model.Product;
import io.turnpike.model.ProductBuilder;
import io.turnpike.model.Provenance;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.SealedText;
import io.turnpike.storage.AccessTokenStore;
import io.turnpike.storage.Change;
import io.turnpike.storage.ChangeFeed;
import io.turnpike.storage.CredentialStore;
import io.turnpike.storage.DeveloperStore;
import io.turnpike.storage.EnforcedKey;
import io.turnpike.storage.EnforcedToken;
import io.turnpike.storage.EnvironmentGroupStore;
import io.turnpike.storage.EnvironmentStore;
import io.turnpike.storage.NamedStore;
import io.turnpike.storage.NodeRegistry;
import io.turnpike.storage.OrganizationStore;
import io.turnpike.storage.ProductStore;
import io.turnpike.storage.ProxyStore;
import io.turnpike.storage.RollUpStore;
import io.turnpike.storage.SigningKeyStore;
import io.turnpike.storage.Storage;
import io.turnpike.storage.StorageUnavailable;
import io.turnpike.storage.Work;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What enforcement reads of a database, held in memory, with switches for what can befall one. Each access is under
/// the lock of its `FakeFeed`.
final class FakeStorage implements Storage {
    private final FakeFeed feed = new FakeFeed(this::answer);
    private final FakeNodes nodes = new FakeNodes(this::answer);
    private final Map<KeyDigest, EnforcedKey> keys = new LinkedHashMap<>();
    private final Map<KeyDigest, AccessToken> tokens = new LinkedHashMap<>();
    private final Map<UUID, Developer> developers = new LinkedHashMap<>();
    private final AtomicInteger loads = new AtomicInteger();
    private OrganizationBuilder organization = OrganizationBuilder.organization();
    private boolean isGone;
    private volatile RuntimeException failure;
    private volatile Runnable onDevelopers = () -> {};

    /// Changes the content and notes the change, as one commit.
    ///
    /// @return its revision
    long commit(OrganizationBuilder changed) {
        return feed.commit(() -> organization = changed, new Change.CatalogueChanged(ProductBuilder.ORGANIZATION));
    }

    long commit(EnforcedKey key) {
        return feed.commit(
                () -> keys.put(key.digest(), key), new Change.KeyChanged(ProductBuilder.ORGANIZATION, key.digest()));
    }

    long commitRemovalOf(KeyDigest digest) {
        return feed.commit(() -> keys.remove(digest), new Change.KeyChanged(ProductBuilder.ORGANIZATION, digest));
    }

    long commitRemovalOfTheOrganization() {
        return feed.commit(
                () -> {
                    isGone = true;
                    keys.clear();
                },
                new Change.OrganizationDeleted(ProductBuilder.ORGANIZATION));
    }

    long commit(AccessToken token) {
        return feed.commit(
                () -> tokens.put(token.digest(), token),
                new Change.TokenChanged(token.client().organization(), token.digest()));
    }

    /// Removes a token that was stored.
    long remove(AccessToken token) {
        return feed.commit(
                () -> tokens.remove(token.digest()),
                new Change.TokenChanged(token.client().organization(), token.digest()));
    }

    long commitEmail(Owner owner, String email) {
        Developer.Profile profile = new Developer.Profile(email, "A", "L", "a", null, null, Attributes.NONE);
        Developer developer = new Developer(
                owner.id(), ProductBuilder.ORGANIZATION, 1, profile, true, Provenance.made(Instant.EPOCH, "test"));
        return feed.commit(
                () -> developers.put(owner.id(), developer),
                new Change.OwnerChanged(ProductBuilder.ORGANIZATION, owner, true));
    }

    long commit(Change change) {
        return feed.commit(() -> {}, change);
    }

    /// Changes a key without a row in the log; only who reads everything sees it.
    void putUnnoticed(EnforcedKey key) {
        feed.locked(() -> keys.put(key.digest(), key));
    }

    /// Puts the database back to an empty one whose log is at a revision, under a new epoch.
    void restore(long revision) {
        feed.restore(keys::clear, revision);
    }

    /// From now on every access fails like this; null ends it.
    void failWith(RuntimeException thrown) {
        failure = thrown;
    }

    void goAway() {
        failWith(new StorageUnavailable(new IOException("away")));
    }

    /// Is run just before developers are read.
    void whenDevelopersAreRead(Runnable run) {
        onDevelopers = run;
    }

    /// How often everything was read.
    int loads() {
        return loads.get();
    }

    FakeFeed feed() {
        return feed;
    }

    @Override
    public <T> T read(Function<Work, T> unit) {
        answer();
        return feed.locked(() -> unit.apply(work()));
    }

    @Override
    public RollUpStore rollUps() {
        throw new UnsupportedOperationException("enforcement asks for no sums");
    }

    @Override
    public ChangeFeed changes() {
        return feed;
    }

    @Override
    public NodeRegistry nodes() {
        return nodes;
    }

    @Override
    public <T> T write(Caller caller, Function<Work, T> unit) {
        throw new UnsupportedOperationException("enforcement writes nothing");
    }

    @Override
    public void close() {}

    private void answer() {
        RuntimeException thrown = failure;
        if (thrown != null) {
            feed.failed();
            throw thrown;
        }
    }

    private static Map<UUID, Long> versions(List<Product> products) {
        return products.stream().collect(Collectors.toMap(Product::id, Product::version));
    }

    private List<Developer> developers(Object ids) {
        onDevelopers.run();
        return ((Collection<?>) ids)
                .stream().map(developers::get).filter(Objects::nonNull).toList();
    }

    private static List<Product> byIds(List<Product> products, Object ids) {
        return products.stream()
                .filter(product -> ((Collection<?>) ids).contains(product.id()))
                .toList();
    }

    private Work work() {
        OrganizationCatalogue.Contents contents = organization.contents();
        return port(
                Work.class,
                Map.of(
                        "organizations",
                                _ -> port(
                                        OrganizationStore.class,
                                        Map.of("list", _ -> isGone ? List.of() : List.of(contents.organization()))),
                        "environments", _ -> port(EnvironmentStore.class, Map.of("list", _ -> contents.environments())),
                        "environmentGroups",
                                _ -> port(EnvironmentGroupStore.class, Map.of("list", _ -> contents.groups())),
                        "proxies", _ -> port(ProxyStore.class, Map.of("deployed", _ -> deployed(contents))),
                        "products",
                                _ -> port(
                                        ProductStore.class,
                                        Map.of(
                                                "versions",
                                                        _ -> versions(contents.products()
                                                                .changed()),
                                                "byIds",
                                                        arguments -> byIds(
                                                                contents.products()
                                                                        .changed(),
                                                                arguments[0]))),
                        "developers",
                                _ -> port(
                                        DeveloperStore.class,
                                        Map.of(
                                                "byIds",
                                                arguments -> developers(arguments[0]),
                                                "forEachEmail",
                                                this::forEachEmail)),
                        "credentials",
                                _ -> port(
                                        CredentialStore.class,
                                        Map.of(
                                                "enforced",
                                                arguments -> Optional.ofNullable(keys.get((KeyDigest) arguments[1])),
                                                "forEachEnforced",
                                                this::forEachEnforced)),
                        "accessTokens",
                                _ -> port(
                                        AccessTokenStore.class,
                                        Map.of(
                                                "enforced",
                                                arguments -> Optional.ofNullable(tokens.get((KeyDigest) arguments[0]))
                                                        .map(FakeStorage::enforced),
                                                "forEachEnforced",
                                                this::forEachToken)),
                        "signingKeys", _ -> port(SigningKeyStore.class, Map.of("list", _ -> List.of())),
                        "issuers", _ -> port(NamedStore.class, Map.of("list", _ -> List.of()))));
    }

    @SuppressWarnings("unchecked")
    private Object forEachEmail(Object[] arguments) {
        BiConsumer<UUID, String> consumer = (BiConsumer<UUID, String>) arguments[0];
        developers.forEach(
                (id, developer) -> consumer.accept(id, developer.profile().foldedEmail()));
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private Object forEachToken(Object[] arguments) {
        tokens.values().stream().map(FakeStorage::enforced).forEach((Consumer<EnforcedToken>) arguments[0]);
        return Optional.empty();
    }

    private static EnforcedToken enforced(AccessToken token) {
        return new EnforcedToken(token, new SealedText("key-1", new byte[] {1}));
    }

    @SuppressWarnings("unchecked")
    private Object forEachEnforced(Object[] arguments) {
        loads.incrementAndGet();
        keys.values().forEach((Consumer<EnforcedKey>) arguments[0]);
        return Optional.empty();
    }

    private static List<ProxyStore.Deployed> deployed(OrganizationCatalogue.Contents contents) {
        return contents.deployments().stream()
                .map(it -> new ProxyStore.Deployed(it.deployment(), it.proxy(), it.settings()))
                .toList();
    }

    /// A port of which only some methods answer.
    private static <T> T port(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    Object answer = answers.getOrDefault(method.getName(), _ -> {
                                throw new UnsupportedOperationException(method.toString());
                            })
                            .apply(arguments);
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }
}
