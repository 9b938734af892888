package io.turnpike.management.app;

import io.turnpike.http.Route;
import io.turnpike.management.owner.Owners;
import io.turnpike.management.wire.Views;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Everything that is served about apps and keys.
public final class AppRoutes {
    private final List<Route> routes = new ArrayList<>();

    public AppRoutes(Storage storage, Vault vault, Clock clock, Views views) {
        var credentials = new Credentials(vault, clock);
        var writer = new AppWriter(vault);
        var apps = new AppService(storage, clock, credentials);
        var keys = new KeyService(storage, credentials);
        for (Owners owners : Owners.values()) {
            routes.addAll(new AppResource(owners, apps, writer, views).routes());
            routes.addAll(new KeyResource(owners, keys, writer, views).routes());
        }
        routes.addAll(new AllAppsResource(new AppDirectory(storage, vault), apps, writer, views).routes());
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }
}
