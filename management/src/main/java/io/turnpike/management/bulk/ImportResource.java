package io.turnpike.management.bulk;

import static io.turnpike.access.Permission.APP_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.List;

/// `/v1/organizations/{org}/apps:import`
///
/// Ours: Apigee imports apps one call at a time.
public final class ImportResource {
    private final AppImport apps;

    public ImportResource(Storage storage, Vault vault, Clock clock) {
        this.apps = new AppImport(storage, vault, clock);
    }

    public List<Route> routes() {
        return List.of(new Route("POST", "/v1/organizations/{org}/apps:import", APP_WRITE, this::run)
                .describedAs(new Description("Adds the app on each line with its keys", "AppLines", "ImportReport")));
    }

    private Reply run(Call call) {
        return Reply.json(
                200, apps.run(call.caller(), call.path("org"), call.stream()).toMap());
    }
}
