package io.turnpike.management.system;

import io.turnpike.access.Permission;
import io.turnpike.http.Description;
import io.turnpike.http.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/openapi.json`: describes the routes. It is made for the first who asks, since it takes a good part of a start.
public final class OpenApi {
    private final List<Route> routes;
    private @Nullable Asset asset;

    /// @param others what is described beside the route that this makes
    public OpenApi(List<Route> others) {
        this.routes = new ArrayList<>(others);
        routes.add(route());
    }

    public Route route() {
        return new Route("GET", "/openapi.json", Permission.NONE, call -> asset().answer(call))
                .describedAs(new Description("Describes this API", "", "OpenApi"));
    }

    private synchronized Asset asset() {
        if (asset == null) {
            asset = Asset.ofJson(new ApiDocument(routes).toMap());
        }
        return asset;
    }
}
