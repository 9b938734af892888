package io.turnpike.gateway.admission;

import io.turnpike.decision.CompiledOperation;
import io.turnpike.decision.CompiledProduct;
import io.turnpike.decision.CredentialPlace;
import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.Limit;
import io.turnpike.decision.Recorder;
import io.turnpike.decision.RequestPath;
import io.turnpike.decision.Route;
import io.turnpike.decision.RuledOut;
import io.turnpike.explanation.Explanation.Answered;
import io.turnpike.explanation.Explanation.Identified;
import io.turnpike.explanation.Explanation.Limited;
import io.turnpike.explanation.Explanation.Matched;
import io.turnpike.explanation.Explanation.Routed;
import io.turnpike.explanation.Explanation.RuledOutProduct;
import io.turnpike.explanation.Explanation.Sent;
import io.turnpike.explanation.Explanation.Step;
import io.turnpike.explanation.Explanation.Unidentified;
import io.turnpike.explanation.Explanation.Unrouted;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.quota.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Writes down the steps of a decision.
final class StepRecorder implements Recorder {
    private final RequestPath path;
    private final List<Step> steps = new ArrayList<>();
    private CredentialPlaces places = CredentialPlaces.DEFAULT;
    private String product = "";

    StepRecorder(RequestPath path) {
        this.path = path;
    }

    List<Step> steps() {
        return steps;
    }

    @Override
    public void routed(@Nullable Route route) {
        if (route == null) {
            steps.add(new Unrouted());
            return;
        }
        places = route.settings().credentials();
        steps.add(new Routed(
                route.proxy(),
                route.revision(),
                route.environment().name(),
                route.basePath(),
                path.suffix(route.basePathSegments())));
    }

    @Override
    public void identified(@Nullable CredentialPlace place, @Nullable IndexedKey key) {
        String kind = place == CredentialPlace.AUTHORIZATION ? "token" : "key";
        String where = place == null ? "" : text(place);
        steps.add(
                key == null
                        ? new Unidentified(kind, where)
                        : new Identified(
                                kind,
                                where,
                                key.credential(),
                                key.app(),
                                key.appName(),
                                key.owner().owner(),
                                key.status()));
    }

    @Override
    public void ruledOut(@Nullable CompiledProduct ruledOut, RuledOut reason) {
        steps.add(new RuledOutProduct(
                ruledOut == null ? "" : ruledOut.name(),
                reason,
                ruledOut != null && reason == RuledOut.WRONG_ENVIRONMENT
                        ? "allows " + String.join(", ", new TreeSet<>(ruledOut.environments()))
                        : ""));
    }

    @Override
    public void matched(CompiledProduct matched, List<CompiledOperation> operations) {
        product = matched.name();
        steps.add(new Matched(
                product, operations.stream().map(CompiledOperation::text).toList()));
    }

    /// @param ofProxy those limits that are the proxy's own
    /// @param rates of a call that reached its limits
    void limited(RateFields rates, List<Limit> ofProxy) {
        Counters.Outcome outcome = rates.outcome();
        int last = outcome.admitted() ? rates.limits().size() - 1 : outcome.violated();
        for (int i = 0; i <= last; i++) {
            Limit limit = rates.limits().get(i);
            steps.add(new Limited(
                    limit.name(),
                    ofProxy.contains(limit) ? "" : product,
                    limit.scope(),
                    limit.most(),
                    outcome.used()[i],
                    limit.seconds(rates.nowMillis()),
                    outcome.fitsAt(i),
                    i != outcome.violated()));
        }
    }

    void sent(Route route) {
        steps.add(
                route.answersItself() || route.targets().isEmpty()
                        ? new Answered()
                        : new Sent(route.targets().getFirst().place().url().toString()));
    }

    void answered() {
        steps.add(new Answered());
    }

    private String text(CredentialPlace place) {
        return switch (place) {
            case AUTHORIZATION -> "header authorization";
            case HEADER -> "header " + places.header();
            case QUERY -> "query " + places.query();
            case QUERY_BY_HEADER_NAME -> "query " + places.header();
        };
    }
}
