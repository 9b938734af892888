package io.turnpike.management.monetization;

import io.turnpike.billing.Subscription;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.View;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A subscription on the wire. Its product is written in both spellings: each SDK knows another one.
///
/// Source: management-api 10.3 and decision 17.
///
/// @param start empty optional where it was not sent
record SubscriptionBody(
        String product, Optional<Instant> start, @Nullable Instant end) {
    static SubscriptionBody read(Fields body) {
        String product = body.optionalText("apiproduct").orElseGet(() -> body.text("apiProduct"));
        if (product.isEmpty()) {
            throw body.invalid("apiproduct", "must be given");
        }
        return new SubscriptionBody(
                product, body.instant("startTime"), body.instant("endTime").orElse(null));
    }

    static Map<String, Object> write(Subscription subscription, View view) {
        var members = view.members()
                .text("name", subscription.name())
                .text("apiproduct", subscription.product().name())
                .text("apiProduct", subscription.product().name())
                .instant("startTime", subscription.start());
        Instant end = subscription.end();
        if (end != null) {
            members.instant("endTime", end);
        }
        return members.provenance(subscription.provenance()).toMap();
    }
}
