package io.turnpike.management.app;

import io.turnpike.http.Route;
import io.turnpike.management.wire.Views;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// Everything that is served about apps and keys.
public final class AppRoutes {
    private final AppResource apps;
    private final KeyResource keys;
    private final AllAppsResource allApps;

    public AppRoutes(Storage storage, Vault vault, Clock clock, Views views) {
        var credentials = new Credentials(vault, clock);
        var writer = new AppWriter(vault);
        this.apps = new AppResource(new AppService(storage, clock, credentials), writer, views);
        this.keys = new KeyResource(new KeyService(storage, credentials), writer, views);
        this.allApps = new AllAppsResource(new AppDirectory(storage, vault), writer, views);
    }

    public List<Route> routes() {
        return Stream.of(apps.routes(), keys.routes(), allApps.routes())
                .flatMap(List::stream)
                .toList();
    }
}
