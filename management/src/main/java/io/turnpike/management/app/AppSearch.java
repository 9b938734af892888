package io.turnpike.management.app;

import static java.util.Comparator.comparing;

import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import io.turnpike.model.Product;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.Vault;
import io.turnpike.storage.AppStore;
import io.turnpike.storage.Page;
import io.turnpike.storage.Work;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The apps of an organization that a query wants, in one unit of work.
final class AppSearch {
    private final Work work;
    private final Organization owner;
    private final AppStore.Filter filter;
    private final Optional<List<App>> narrowed;

    AppSearch(Work work, Organization owner, AppQuery query, Vault vault) {
        this.work = work;
        this.owner = owner;
        var product = query.product().flatMap(name -> work.products().find(owner.id(), name));
        this.filter = new AppStore.Filter(
                query.status().orElse(null),
                query.keyStatus().orElse(null),
                product.map(Product::id).orElse(null),
                query.ofGroups().orElse(null));
        boolean isUnknown = query.product().isPresent() && product.isEmpty();
        this.narrowed = isUnknown
                ? Optional.of(List.of())
                : narrowed(query, vault)
                        .map(apps -> apps.stream()
                                .filter(this::fits)
                                .sorted(comparing(app -> app.id().toString()))
                                .toList());
    }

    /// In order of their ids.
    List<App> page(Page page) {
        String start = page.startKey() == null ? "" : page.startKey();
        return narrowed.map(apps -> apps.stream()
                        .filter(app -> app.id().toString().compareTo(start) >= 0)
                        .limit(page.count())
                        .toList())
                .orElseGet(() -> work.apps().listAll(owner.id(), filter, page));
    }

    /// How many there are on all pages together.
    long count() {
        return narrowed.map(apps -> (long) apps.size())
                .orElseGet(() -> work.apps().count(owner.id(), filter));
    }

    /// @throws Refused with `NotFound`
    static App require(Work work, Organization owner, String id) {
        return byId(work, owner, id).orElseThrow(() -> new Refused(new Problem.NotFound(Kind.APP, id)));
    }

    private static Optional<App> byId(Work work, Organization owner, String id) {
        try {
            return work.apps().findById(owner.id(), UUID.fromString(id));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The few apps that a key, an owner, a name or ids lead to; empty where the query gives none of these.
    private Optional<List<App>> narrowed(AppQuery query, Vault vault) {
        return Stream.of(
                        query.ids().map(this::byIds),
                        query.key().map(key -> byKey(vault.digest(owner.id(), key))),
                        query.developer().map(this::byDeveloper),
                        query.group().map(this::byGroup),
                        query.name().map(name -> work.apps().findByName(owner.id(), name)))
                .flatMap(Optional::stream)
                .reduce((some, others) -> some.stream().filter(others::contains).toList());
    }

    private List<App> byIds(List<String> ids) {
        return ids.stream()
                .distinct()
                .flatMap(id -> byId(work, owner, id).stream())
                .toList();
    }

    private List<App> byKey(KeyDigest digest) {
        return work.credentials().find(owner.id(), digest).map(Credential::app).stream()
                .flatMap(app -> work.apps().findById(owner.id(), app).stream())
                .toList();
    }

    private List<App> byDeveloper(String email) {
        return work.developers().find(owner.id(), email).stream()
                .flatMap(developer -> work.apps().list(developer.owner(), Page.ALL).stream())
                .toList();
    }

    private List<App> byGroup(String name) {
        return work.groups().find(owner.id(), name).stream()
                .flatMap(group -> work.apps().list(group.owner(), Page.ALL).stream())
                .toList();
    }

    private boolean fits(App app) {
        if (filter.status() != null && filter.status() != app.status()) {
            return false;
        }
        if (filter.ofGroups() != null && filter.ofGroups() != (app.owner() instanceof Owner.Group)) {
            return false;
        }
        UUID product = filter.product();
        var credentials = filter.keyStatus() == null && product == null
                ? List.<Credential>of()
                : work.credentials().list(app.id());
        return (filter.keyStatus() == null || credentials.stream().anyMatch(one -> one.status() == filter.keyStatus()))
                && (product == null
                        || credentials.stream()
                                .anyMatch(one -> one.grant(product).isPresent()));
    }
}
