package io.turnpike.management.environment;

import io.turnpike.http.Route;
import io.turnpike.management.operation.Operations;
import io.turnpike.management.wire.Views;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// All resources of environments, their groups and what is attached to these.
public final class EnvironmentRoutes {
    private final List<Route> routes = new ArrayList<>();

    public EnvironmentRoutes(Storage storage, Clock clock, Operations operations, Views views) {
        routes.addAll(new EnvironmentResource(storage, clock, operations, views).routes());
        routes.addAll(new EnvironmentGroupResource(storage, clock, operations, views).routes());
        routes.addAll(new AttachmentResource(storage, clock, operations, views).routes());
        routes.addAll(new IngressResource(storage, views).routes());
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }
}
