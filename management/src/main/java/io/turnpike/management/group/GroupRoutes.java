package io.turnpike.management.group;

import io.turnpike.http.Route;
import io.turnpike.management.wire.Views;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Everything that is served about groups and their members.
public final class GroupRoutes {
    private final List<Route> routes = new ArrayList<>();

    public GroupRoutes(Storage storage, Clock clock, Views views) {
        var members = new MemberService(storage, clock);
        for (Rendering rendering : List.of(new AppGroups(), new Companies())) {
            routes.addAll(new GroupResource(rendering, storage, clock, views).routes());
        }
        routes.addAll(new MemberResource(members).routes());
        routes.addAll(new CompanyDeveloperResource(members).routes());
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }
}
