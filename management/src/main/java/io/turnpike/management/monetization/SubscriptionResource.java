package io.turnpike.management.monetization;

import static io.turnpike.access.Permission.MONETIZATION_READ;
import static io.turnpike.access.Permission.MONETIZATION_WRITE;

import io.turnpike.billing.Subscription;
import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.owner.Owners;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.TokenPage;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.problem.Kind;
import java.util.List;
import java.util.Map;

/// `…/subscriptions` of those who pay.
///
/// Source: management-api 10.3.
final class SubscriptionResource {
    private final Owners payers;
    private final String all;
    private final String one;
    private final SubscriptionService subscriptions;
    private final Views views;

    SubscriptionResource(Owners payers, SubscriptionService subscriptions, Views views) {
        this.payers = payers;
        this.all = payers.template() + "/subscriptions";
        this.one = all + "/{subscription}";
        this.subscriptions = subscriptions;
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                listing(),
                new Route("POST", all, MONETIZATION_WRITE, this::create)
                        .describedAs(new Description("Subscribes to a product", "Subscription", "Subscription")
                                .answering(201)),
                new Route("GET", one, MONETIZATION_READ, this::get)
                        .describedAs(new Description("Reads a subscription", "", "Subscription")),
                new Route("POST", one + ":expire", MONETIZATION_WRITE, this::expire)
                        .describedAs(new Description("Ends a subscription now", "", "Subscription")));
    }

    private Route listing() {
        String summary = "Lists subscriptions";
        return switch (payers) {
            case DEVELOPERS ->
                new Route("GET", all, MONETIZATION_READ, this::listByStartKey)
                        .describedAs(
                                new Description(summary, "", "DeveloperSubscriptions").reading("count", "startKey"));
            case APP_GROUPS, COMPANIES ->
                new Route("GET", all, MONETIZATION_READ, this::listByToken)
                        .describedAs(
                                new Description(summary, "", "AppGroupSubscriptions").reading("pageSize", "pageToken"));
        };
    }

    private Reply listByStartKey(Call call) {
        var page = ListPage.of(call);
        var found = subscriptions.list(payers.path(call), page.toRead());
        var view = views.of(call);
        var members = view.members();
        var items = page.cut(found, Kind.SUBSCRIPTION, Subscription::name, members);
        return Reply.json(
                200,
                members.value("developerSubscriptions", written(items, view)).toMap());
    }

    private Reply listByToken(Call call) {
        var page = TokenPage.of(call, ListPage.MAX);
        var slice = page.cut(subscriptions.list(payers.path(call), page.toRead()), Subscription::name);
        var view = views.of(call);
        var members = view.members().value("appGroupSubscriptions", written(slice.items(), view));
        slice.next().ifPresent(token -> members.text("nextPageToken", token));
        return Reply.json(200, members.toMap());
    }

    private static List<Map<String, Object>> written(List<Subscription> found, View view) {
        return found.stream()
                .map(subscription -> SubscriptionBody.write(subscription, view))
                .toList();
    }

    private Reply create(Call call) {
        var body = SubscriptionBody.read(Fields.of(call, Kind.SUBSCRIPTION));
        return reply(201, call, subscriptions.create(call.caller(), payers.path(call), body));
    }

    private Reply get(Call call) {
        return reply(200, call, subscriptions.get(payers.path(call), call.path("subscription")));
    }

    private Reply expire(Call call) {
        var ended = subscriptions.expire(call.caller(), payers.path(call), call.path("subscription"));
        return reply(200, call, ended);
    }

    private Reply reply(int status, Call call, Subscription subscription) {
        return Reply.json(status, SubscriptionBody.write(subscription, views.of(call)));
    }
}
