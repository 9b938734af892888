package io.turnpike.management.app;

import io.turnpike.model.App;
import io.turnpike.model.Credential;
import io.turnpike.model.Owner;
import io.turnpike.storage.Work;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Puts together what answers show, in one unit of work; what several apps share is read once.
final class Assembly {
    private final Work work;
    private final Products products;
    private final Map<Owner, String> owners = new HashMap<>();

    Assembly(Work work) {
        this.work = work;
        this.products = new Products(work);
    }

    FullApp app(App app) {
        var owner = owners.computeIfAbsent(app.owner(), this::name);
        var credentials = work.credentials().list(app.id());
        return new FullApp(
                app, owner, credentials.stream().map(this::credential).toList());
    }

    private String name(Owner owner) {
        return switch (owner) {
            case Owner.Developer(UUID id) -> work.developers().requireById(id).email();
            case Owner.Group(UUID id) -> work.groups().requireById(id).name();
        };
    }

    FullCredential credential(Credential credential) {
        var held = credential.grants().stream()
                .map(grant -> new FullCredential.Held(products.name(grant), grant.status()))
                .toList();
        return new FullCredential(credential, held);
    }
}
