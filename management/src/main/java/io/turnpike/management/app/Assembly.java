package io.turnpike.management.app;

import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.Developer;
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
    private final Products products;

    Assembly(Work work) {
        this.work = work;
        this.products = new Products(work);
    }

    static List<FullApp> apps(Work work, List<App> apps) {
        return new Assembly(work).apps(apps);
    }

    FullApp app(App app) {
        return apps(List.of(app)).getFirst();
    }

    FullCredential credential(Credential credential) {
        var held = credential.grants().stream()
                .map(grant -> new FullCredential.Held(products.name(grant), grant.status()))
                .toList();
        return new FullCredential(credential, held);
    }

    private List<FullApp> apps(List<App> apps) {
        var credentials =
                work.credentials().listByApps(apps.stream().map(App::id).toList());
        var owners = owners(apps.stream().map(App::owner).distinct().toList());
        return apps.stream()
                .map(app -> new FullApp(
                        app,
                        Objects.requireNonNull(owners.get(app.owner())),
                        credentials.getOrDefault(app.id(), List.of()).stream()
                                .map(this::credential)
                                .toList()))
                .toList();
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
