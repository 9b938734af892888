package io.turnpike.management.product;

import io.turnpike.management.wire.Paging;
import io.turnpike.model.App;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Who uses a product, as Edge lists them: ids of apps, consumer keys, e-mails, names of companies.
///
/// Source: management-api 9.1, `query=list`. Every list pages by `startkey`, which is included.
final class ProductUsers {
    private static final int APPS_AT_ONCE = 500;

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
            case "apps" ->
                started(apps(page).stream().map(app -> app.id().toString()).toList(), page, Kind.APP);
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

    private List<App> apps(Page page) {
        var holding = new AppStore.Filter(null, null, product.id(), null);
        return work.apps().listAll(product.organization(), holding, page);
    }

    /// In order of their apps' ids, and in an app from the first made to the last.
    private List<String> keys(Page page) {
        var keys = new ArrayList<String>();
        String start = page.startKey() == null ? null : app(page.startKey()).toString();
        boolean started = page.startKey() == null;
        var apps = apps(new Page(start, APPS_AT_ONCE));
        while (!apps.isEmpty() && keys.size() < page.count()) {
            for (String key : keysOf(apps)) {
                started = started || key.equals(page.startKey());
                if (started && keys.size() < page.count()) {
                    keys.add(key);
                }
            }
            apps = behind(apps.getLast());
        }
        if (!started) {
            throw unknownKey();
        }
        return keys;
    }

    private List<App> behind(App last) {
        var apps = apps(new Page(last.id().toString(), APPS_AT_ONCE + 1));
        return apps.stream().filter(app -> !app.id().equals(last.id())).toList();
    }

    private List<String> keysOf(List<App> apps) {
        var byApp = work.credentials().listByApps(apps.stream().map(App::id).toList());
        return apps.stream()
                .flatMap(app -> byApp.getOrDefault(app.id(), List.of()).reversed().stream())
                .filter(key -> key.grant(product.id()).isPresent())
                .map(key -> vault.open(key.key()))
                .toList();
    }

    private UUID app(String key) {
        return work.credentials()
                .find(product.organization(), vault.digest(product.organization(), key))
                .map(Credential::app)
                .orElseThrow(ProductUsers::unknownKey);
    }

    private static Refused unknownKey() {
        return new Refused(new Problem.NotFound(Kind.CREDENTIAL, ""));
    }

    private static List<String> started(List<String> found, Page page, Kind kind) {
        return Paging.checked(found, page, kind, each -> each);
    }
}
