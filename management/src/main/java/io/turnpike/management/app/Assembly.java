package io.turnpike.management.app;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.Developer;
import io.turnpike.model.Grant;
import io.turnpike.model.Group;
import io.turnpike.model.Owner;
import io.turnpike.storage.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// Puts together what answers show, in one unit of work: a few questions for many apps.
final class Assembly {
    private final Work work;

    Assembly(Work work) {
        this.work = work;
    }

    static List<FullApp> apps(Work work, List<App> apps) {
        return new Assembly(work).apps(apps, true);
    }

    FullApp app(App app) {
        return apps(List.of(app), true).getFirst();
    }

    /// The apps of those ids, in the order of the ids.
    List<FullApp> byIds(List<UUID> ids, boolean withCredentials) {
        var known = work.apps().byIds(ids).stream().collect(toMap(App::id, identity()));
        return apps(ids.stream().map(known::get).filter(Objects::nonNull).toList(), withCredentials);
    }

    FullCredential credential(Credential credential) {
        return full(credential, names(List.of(credential)));
    }

    private List<FullApp> apps(List<App> apps, boolean withCredentials) {
        Map<UUID, List<Credential>> credentials = withCredentials
                ? work.credentials().listByApps(apps.stream().map(App::id).toList())
                : Map.of();
        var products = names(credentials.values().stream().flatMap(List::stream).toList());
        var owners = owners(apps.stream().map(App::owner).distinct().toList());
        return apps.stream()
                .map(app -> new FullApp(
                        app,
                        Objects.requireNonNull(owners.get(app.owner())),
                        credentials.getOrDefault(app.id(), List.of()).stream()
                                .map(credential -> full(credential, products))
                                .toList()))
                .toList();
    }

    /// Of the products that the credentials hold.
    private Map<UUID, String> names(List<Credential> credentials) {
        return work.products()
                .names(credentials.stream()
                        .flatMap(credential -> credential.grants().stream())
                        .map(Grant::product)
                        .collect(toSet()));
    }

    private static FullCredential full(Credential credential, Map<UUID, String> products) {
        var held = credential.grants().stream()
                .map(grant ->
                        new FullCredential.Held(Objects.requireNonNull(products.get(grant.product())), grant.status()))
                .toList();
        return new FullCredential(credential, held);
    }

    private Map<Owner, String> owners(List<Owner> owners) {
        var names = new HashMap<Owner, String>();
        for (Developer developer : work.developers().byIds(ids(owners, Owner.Developer.class))) {
            names.put(new Owner.Developer(developer.id()), developer.email());
        }
        for (Group group : work.groups().byIds(ids(owners, Owner.Group.class))) {
            names.put(group.owner(), group.name());
        }
        return names;
    }

    private static List<UUID> ids(List<Owner> owners, Class<? extends Owner> kind) {
        return owners.stream().filter(kind::isInstance).map(Owner::id).toList();
    }
}
