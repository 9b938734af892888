package io.turnpike.management.app;

import static java.util.Comparator.comparing;

import io.turnpike.access.Caller;
import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Vault;
import io.turnpike.storage.AppStore;
import io.turnpike.storage.Page;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// All apps of an organization, found by id or by what clients ask for.
final class AppDirectory {
    private final Storage storage;
    private final Vault vault;

    AppDirectory(Storage storage, Vault vault) {
        this.storage = storage;
        this.vault = vault;
    }

    FullApp get(String organization, String id) {
        return storage.read(work -> new Assembly(work).app(require(work, organization, id)));
    }

    /// @return as it was
    FullApp delete(Caller caller, String organization, String id) {
        return storage.write(caller, work -> {
            var deleted = new Assembly(work).app(require(work, organization, id));
            work.apps().delete(deleted.app());
            return deleted;
        });
    }

    /// A stretch of the apps that the query wants, in order of their ids.
    ///
    /// @param shape what is wanted of each app, in the unit of work that lists them
    /// @throws Refused with `NoSuchStart`
    <T> Stretch<T> list(String organization, AppQuery query, AppPage page, Function<Work, Function<App, T>> shape) {
        return storage.read(work -> {
            var owner = work.organizations().require(organization);
            var found = page.cut(found(work, owner, query, page.toRead()));
            return new Stretch<>(found.items().stream().map(shape.apply(work)).toList(), found.next());
        });
    }

    private List<App> found(Work work, Organization owner, AppQuery query, Page page) {
        var product = query.product().flatMap(name -> work.products().find(owner.id(), name));
        boolean isUnknown = query.product().isPresent() && product.isEmpty();
        if (isUnknown || !query.wantsDevelopersApps()) {
            return List.of();
        }
        var filter = new AppStore.Filter(
                query.status().orElse(null),
                query.keyStatus().orElse(null),
                product.map(Product::id).orElse(null));
        var narrowed = narrowed(work, owner, query);
        if (narrowed.isEmpty()) {
            return work.apps().listAll(owner.id(), filter, page);
        }
        String start = page.startKey() == null ? "" : page.startKey();
        return narrowed.get().stream()
                .filter(app -> fits(work, filter, app))
                .sorted(comparing(app -> app.id().toString()))
                .filter(app -> app.id().toString().compareTo(start) >= 0)
                .limit(page.count())
                .toList();
    }

    /// The few apps that a key, an owner, a name or ids lead to; empty where the query gives none of these.
    private Optional<List<App>> narrowed(Work work, Organization owner, AppQuery query) {
        return Stream.of(
                        query.ids().map(ids -> byIds(work, owner, ids)),
                        query.key().map(key -> byKey(work, owner, key)),
                        query.developer().map(developer -> byDeveloper(work, owner, developer)),
                        query.name().map(name -> byName(work, owner, name)))
                .flatMap(Optional::stream)
                .reduce((some, others) -> some.stream().filter(others::contains).toList());
    }

    private static List<App> byIds(Work work, Organization owner, List<String> ids) {
        return ids.stream()
                .distinct()
                .flatMap(id -> byId(work, owner, id).stream())
                .toList();
    }

    private List<App> byKey(Work work, Organization owner, String key) {
        return work.credentials().find(owner.id(), vault.digest(owner.id(), key)).map(Credential::app).stream()
                .flatMap(app -> work.apps().findById(owner.id(), app).stream())
                .toList();
    }

    private static List<App> byDeveloper(Work work, Organization owner, String email) {
        return work.developers().find(owner.id(), email).stream()
                .flatMap(developer -> work.apps().list(developer.id(), Page.ALL).stream())
                .toList();
    }

    private static List<App> byName(Work work, Organization owner, String name) {
        return work.developers().listByApp(owner.id(), name).stream()
                .flatMap(developer -> work.apps().find(developer.id(), name).stream())
                .toList();
    }

    private static boolean fits(Work work, AppStore.Filter filter, App app) {
        if (filter.status() != null && filter.status() != app.status()) {
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

    private static App require(Work work, String organization, String id) {
        return byId(work, work.organizations().require(organization), id)
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.APP, id)));
    }

    private static Optional<App> byId(Work work, Organization owner, String id) {
        try {
            return work.apps().findById(owner.id(), UUID.fromString(id));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
