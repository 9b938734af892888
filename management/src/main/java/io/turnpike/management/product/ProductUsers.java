package io.turnpike.management.product;

import io.turnpike.management.wire.Paging;
import io.turnpike.model.Credential;
import io.turnpike.model.Group;
import io.turnpike.model.Product;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Vault;
import io.turnpike.storage.AppStore;
import io.turnpike.storage.Page;
import io.turnpike.storage.Work;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Who uses a product, as Edge lists them: ids of apps, consumer keys, e-mails, names of companies.
///
/// Source: management-api 9.1, `query=list`. Every list pages by `startkey`, which is included.
final class ProductUsers {
    private final Work work;
    private final Product product;
    private final Vault vault;

    ProductUsers(Work work, Product product, Vault vault) {
        this.work = work;
        this.product = product;
        this.vault = vault;
    }

    /// @throws Refused with `NoSuchStart`, or `InvalidField` for another entity
    List<String> list(String entity, Page page) {
        return switch (entity) {
            case "apps" -> started(apps(page).stream().map(UUID::toString).toList(), page, Kind.APP);
            case "keys" -> keys(page);
            case "developers" ->
                started(
                        work.developers().listByProduct(product.id(), page).stream()
                                .map(developer -> developer.profile().foldedEmail())
                                .toList(),
                        page,
                        Kind.DEVELOPER);
            case "companies" ->
                started(
                        work.groups().listByProduct(product.id(), page).stream()
                                .map(Group::name)
                                .toList(),
                        page,
                        Kind.COMPANY);
            default ->
                throw Refused.invalid(Kind.REQUEST, "entity", null, "must be keys, apps, developers or companies");
        };
    }

    private List<UUID> apps(Page page) {
        var holding = new AppStore.Condition.Holding(product.id());
        return work.apps().ids(product.organization(), List.of(holding), page);
    }

    /// In order of their apps' ids, and in an app from the first made to the last.
    private List<String> keys(Page page) {
        var start = Optional.ofNullable(page.startKey()).map(this::credential);
        String first = start.map(key -> key.app().toString()).orElse(null);
        var found = keysOf(apps(new Page(first, page.count()))) // one of each app at least, so they are enough
                .dropWhile(
                        key -> start.isPresent() && !key.id().equals(start.get().id()))
                .limit(page.count())
                .toList();
        if (start.isPresent() && found.isEmpty()) {
            throw unknownKey();
        }
        return found.stream().map(key -> vault.open(key.key())).toList();
    }

    private Stream<Credential> keysOf(List<UUID> apps) {
        var byApp = work.credentials().listByApps(apps);
        return apps.stream()
                .flatMap(app -> byApp.getOrDefault(app, List.of()).reversed().stream())
                .filter(key -> key.grant(product.id()).isPresent());
    }

    private Credential credential(String key) {
        return work.credentials()
                .find(product.organization(), vault.digest(product.organization(), key))
                .orElseThrow(ProductUsers::unknownKey);
    }

    private static Refused unknownKey() {
        return new Refused(new Problem.NotFound(Kind.CREDENTIAL, ""));
    }

    private static List<String> started(List<String> found, Page page, Kind kind) {
        return Paging.checked(found, page, kind, each -> each);
    }
}
