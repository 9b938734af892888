package io.turnpike.enforcement;

import io.turnpike.decision.Catalogue;
import io.turnpike.decision.CompiledProduct;
import io.turnpike.decision.KeyIndex;
import io.turnpike.decision.OrganizationCatalogue;
import io.turnpike.decision.TokenIndex;
import io.turnpike.decision.Trust;
import io.turnpike.model.Environment;
import io.turnpike.model.Named;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import io.turnpike.model.Product;
import io.turnpike.model.SigningKey;
import io.turnpike.model.UnusableProduct;
import io.turnpike.secret.KeyDigest;
import io.turnpike.storage.Change;
import io.turnpike.storage.ChangeFeed;
import io.turnpike.storage.EnforcedKey;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything that a node enforces, at one place of the change log. Read by all, changed by the one thread that
/// follows the log.
final class Snapshot {
    private static final System.Logger LOG = System.getLogger(Snapshot.class.getName());

    private final Storage storage;
    private final KeyLoader keys = new KeyLoader();
    private final TokenLoader tokens = new TokenLoader();
    private final long epoch;
    private volatile Catalogue catalogue = Catalogue.EMPTY;
    private volatile long revision;

    private Snapshot(Storage storage) {
        this.storage = storage;
        this.epoch = storage.changes().epoch();
        this.revision = storage.changes().last();
    }

    /// Reads everything.
    static Snapshot load(Storage storage) {
        Snapshot snapshot = new Snapshot(storage);
        storage.read(work -> {
            work.organizations()
                    .list()
                    .forEach(organization -> snapshot.rebuild(work, organization, snapshot.revision));
            work.credentials().forEachEnforced(snapshot.keys::put);
            work.developers().forEachEmail(snapshot.keys::setEmail);
            work.accessTokens().forEachEnforced(snapshot.tokens::put);
            return snapshot;
        });
        return snapshot;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    KeyIndex keys() {
        return keys.index();
    }

    TokenIndex tokens() {
        return tokens.index();
    }

    /// Forgets tokens whose time is long over.
    void expire(Instant now) {
        tokens.expire(now);
    }

    /// The last change that is enforced.
    long revision() {
        return revision;
    }

    /// Whether the log goes on from where this snapshot stands; it does not when the database was put
    /// back to an earlier state.
    boolean isContinued() {
        return storage.changes().epoch() == epoch && storage.changes().last() >= revision;
    }

    /// Applies some changes.
    ///
    /// @param entries in their order, right behind `revision`
    /// @return why everything is to be read anew; empty if that is not so
    Optional<String> apply(List<ChangeFeed.Entry> entries) {
        Set<UUID> organizations = new LinkedHashSet<>();
        long last = entries.getLast().revision();
        for (ChangeFeed.Entry entry : entries) {
            switch (entry.change()) {
                case Change.CatalogueChanged(UUID organization) -> organizations.add(organization);
                case Change.KeyChanged(UUID organization, KeyDigest digest) -> reread(organization, digest);
                case Change.TokenChanged changed -> reread(changed.digest());
                case Change.OwnerChanged(UUID _, Owner owner, boolean active) -> {
                    keys.setActive(owner, active);
                    readEmail(owner);
                }
                case Change.Noted() -> {}
                case Change.OrganizationDeleted _ -> {
                    return Optional.of("an organization was deleted");
                }
                case Change.Unknown _ -> {
                    return Optional.of("the change log holds a kind of change that this version does not know");
                }
            }
        }
        if (!organizations.isEmpty()) {
            rebuild(organizations, last);
        }
        revision = last;
        return Optional.empty();
    }

    private void reread(UUID organization, KeyDigest digest) {
        storage.read(work -> work.credentials().enforced(organization, digest))
                .ifPresentOrElse(this::put, () -> keys.remove(digest));
    }

    /// The address first: a call may come as soon as the key is there.
    private void put(EnforcedKey key) {
        if (keys.owner(key).email().isEmpty()) {
            readEmail(key.owner());
        }
        keys.put(key);
    }

    private void reread(KeyDigest token) {
        storage.read(work -> work.accessTokens().enforced(token))
                .ifPresentOrElse(tokens::put, () -> tokens.remove(token));
    }

    private void readEmail(Owner owner) {
        if (owner instanceof Owner.Developer(UUID id)) {
            storage.read(work -> work.developers().byIds(List.of(id)))
                    .forEach(each -> keys.setEmail(id, each.profile().foldedEmail()));
        }
    }

    private void rebuild(Set<UUID> ids, long last) {
        storage.read(work -> {
            work.organizations().list().stream()
                    .filter(organization -> ids.contains(organization.id()))
                    .forEach(organization -> rebuild(work, organization, last));
            return ids;
        });
    }

    private void rebuild(Work work, Organization organization, long last) {
        Catalogue before = catalogue;
        OrganizationCatalogue previous = before.organization(organization.id());
        Map<UUID, Long> versions = work.products().versions(organization.id());
        Set<UUID> kept = previous == null ? Set.of() : previous.current(organization, versions);
        Set<UUID> changed = new HashSet<>(versions.keySet());
        changed.removeAll(kept);
        List<UnusableProduct> unreadable = new ArrayList<>();
        List<Product> products = work.products().byIds(changed, unreadable::add);
        List<Environment> environments = work.environments().list(organization.id());
        OrganizationCatalogue.Contents contents = new OrganizationCatalogue.Contents(
                organization,
                environments,
                work.environmentGroups().list(organization.id()),
                deployed(work, organization.id()),
                new OrganizationCatalogue.StoredProducts(products, unreadable, kept),
                environments.stream().collect(Collectors.toMap(Environment::id, each -> trust(work, each.id()))));
        OrganizationCatalogue built = OrganizationCatalogue.of(contents, previous);
        changed.forEach(product -> warnIfUnusable(built.product(product)));
        catalogue = before.with(built, last);
    }

    private static void warnIfUnusable(@Nullable CompiledProduct product) {
        if (product != null && product.fault().isPresent()) {
            LOG.log(
                    Level.WARNING,
                    "product {0} admits no call until it is written anew: {1}",
                    product.name(),
                    product.fault().get());
        }
    }

    private static Trust trust(Work work, UUID environment) {
        return new Trust(
                work.signingKeys().list(environment).stream()
                        .map(SigningKey::shown)
                        .toList(),
                work.issuers().list(environment).stream().map(Named::content).toList());
    }

    private static List<OrganizationCatalogue.Deployed> deployed(Work work, UUID organization) {
        TargetPlaces places = new TargetPlaces(work);
        return work.proxies().deployed(organization).stream()
                .map(deployed -> new OrganizationCatalogue.Deployed(
                        deployed.deployment(), deployed.proxy(), deployed.settings(), places.of(deployed)))
                .toList();
    }
}
