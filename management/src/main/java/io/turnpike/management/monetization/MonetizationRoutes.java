package io.turnpike.management.monetization;

import io.turnpike.http.Route;
import io.turnpike.management.owner.Owners;
import io.turnpike.management.wire.Views;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Everything that is served about prices and payers.
public final class MonetizationRoutes {
    private final Storage storage;
    private final Clock clock;
    private final Views views;

    public MonetizationRoutes(Storage storage, Clock clock, Views views) {
        this.storage = storage;
        this.clock = clock;
        this.views = views;
    }

    public List<Route> routes() {
        var plans = new RatePlanResource(new RatePlanService(storage, clock), views);
        var balances = new BalanceService(storage, clock);
        var subscriptions = new SubscriptionService(storage, clock);
        var routes = new ArrayList<>(plans.routes());
        for (var payers : List.of(Owners.DEVELOPERS, Owners.APP_GROUPS)) {
            routes.addAll(new BalanceResource(payers, balances, views).routes());
            routes.addAll(new SubscriptionResource(payers, subscriptions, views).routes());
        }
        return routes;
    }
}
