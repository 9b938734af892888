package io.turnpike.gateway.admission;

import io.turnpike.decision.Admission;
import io.turnpike.decision.Catalogue;
import io.turnpike.decision.Decision;
import io.turnpike.decision.KeyLookup;
import io.turnpike.decision.Limit;
import io.turnpike.decision.Refusal;
import io.turnpike.decision.RequestPath;
import io.turnpike.decision.Route;
import io.turnpike.decision.Throttle;
import io.turnpike.decision.TokenVerifier;
import io.turnpike.explanation.Explainer;
import io.turnpike.explanation.Explanation;
import io.turnpike.explanation.Explanation.RoutedElsewhere;
import io.turnpike.explanation.Explanation.Step;
import io.turnpike.explanation.Explanation.Unrouted;
import io.turnpike.explanation.Question;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.secret.Vault;
import io.turnpike.usage.UsageLog;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Does with a question what a turnstile does with a call, and takes nothing.
public final class Preview implements Explainer {
    private final Enforced enforced;
    private final Vault vault;
    private final TokenVerifier verifier;
    private final Turnstile.Stores stores;
    private final Toll toll;

    public Preview(Enforced enforced, Vault vault, TokenVerifier verifier, Turnstile.Stores stores, UsageLog usage) {
        this.enforced = enforced;
        this.vault = vault;
        this.verifier = verifier;
        this.stores = stores;
        this.toll = new Toll(new Taking.Looking(stores.counters(), stores.places()), usage);
    }

    @Override
    public Explanation explain(Question question) {
        Catalogue catalogue = enforced.catalogue().get();
        RequestPath path = RequestPath.parse(AskedCall.pathOf(question.target()));
        if (path == null) {
            return refused(catalogue, Fault.BAD_PATH, "BAD_PATH", List.of(new Unrouted()));
        }
        AskedCall call = new AskedCall(question, path);
        Route route = catalogue.route(call.host(), path);
        if (route != null && !route.environment().id().equals(question.environment())) {
            Fault fault = Fault.noRoute(call.authority(), call.rawPath());
            return refused(catalogue, fault, "OTHER_ENVIRONMENT", List.of(new RoutedElsewhere()));
        }
        if (route != null) {
            call.showCredential(route.settings().credentials());
        }
        Credentials credentials = Credentials.ofOneCall(vault, enforced, verifier);
        Explanation explanation = explain(catalogue, call, credentials);
        return explanation == null ? explainVerified(catalogue, call, credentials, route) : explanation;
    }

    /// @return null where the token is to be verified first
    private @Nullable Explanation explain(Catalogue catalogue, AskedCall call, KeyLookup keys) {
        Throttle throttle = (pace, route, each) ->
                stores.paces().wouldPass(pace.keyOf(route, each), pace.intervalNanos(), call.arrivedAt() * 1_000);
        StepRecorder steps = new StepRecorder(call.path());
        Decision decision = Admission.decide(catalogue, keys, throttle, call, steps);
        return switch (decision) {
            case Decision.Refused refused when refused.refusal() == Refusal.UNVERIFIED_TOKEN -> null;
            case Decision.Refused refused ->
                refused(catalogue, Fault.of(refused, call), refused.refusal().name(), steps.steps());
            case Decision.Preflight _ -> {
                steps.answered();
                yield new Explanation(catalogue.revision(), 204, null, steps.steps());
            }
            case Decision.Allowed allowed -> charged(catalogue, call, allowed, steps);
        };
    }

    private Explanation explainVerified(
            Catalogue catalogue, AskedCall call, Credentials credentials, @Nullable Route route) {
        CompletableFuture<Explanation> explained = new CompletableFuture<>();
        credentials.verify(Objects.requireNonNull(route).place(), call, new Credentials.Verified() {
            @Override
            public void found(KeyLookup lookup) {
                explained.complete(Objects.requireNonNull(explain(catalogue, call, lookup)));
            }

            @Override
            public void failed(Fault fault) {
                explained.complete(refused(catalogue, fault, "UNVERIFIED_TOKEN", List.of()));
            }
        });
        return explained.join();
    }

    private Explanation charged(Catalogue catalogue, AskedCall call, Decision.Allowed allowed, StepRecorder steps) {
        Toll.Outcome outcome = toll.charge(allowed, call);
        RateFields rates = outcome.rates();
        if (rates != null) {
            steps.limited(rates, allowed.route().api().limits());
        }
        Fault fault = outcome.fault();
        if (fault == null) {
            steps.sent(allowed.route());
            return new Explanation(catalogue.revision(), 200, null, steps.steps());
        }
        return refused(catalogue, fault, reason(outcome, fault, rates), steps.steps());
    }

    /// Of a call that the decision let through.
    private static String reason(Toll.Outcome outcome, Fault fault, @Nullable RateFields rates) {
        if (outcome.decision() instanceof Decision.Refused refused) {
            return refused.refusal().name();
        }
        if (rates != null) {
            return rates.violated() instanceof Limit.Paced ? "RATE_EXCEEDED" : "QUOTA_EXCEEDED";
        }
        return switch (fault.status()) {
            case 413 -> "TOO_BIG_BODY";
            case 503 -> "USAGE_LOG_UNAVAILABLE";
            default -> "INVALID_WEIGHT";
        };
    }

    private static Explanation refused(Catalogue catalogue, Fault fault, String reason, List<Step> steps) {
        return new Explanation(
                catalogue.revision(), fault.status(), new Explanation.Refusal(fault.code(), reason), steps);
    }
}
