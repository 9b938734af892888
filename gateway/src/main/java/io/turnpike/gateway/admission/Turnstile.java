package io.turnpike.gateway.admission;

import io.turnpike.decision.Admission;
import io.turnpike.decision.Decision;
import io.turnpike.decision.KeyLookup;
import io.turnpike.decision.Limit;
import io.turnpike.decision.Recorder;
import io.turnpike.decision.Refusal;
import io.turnpike.decision.Route;
import io.turnpike.decision.Throttle;
import io.turnpike.decision.Weight;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.reserved.ReservedCall;
import io.turnpike.quota.Charge;
import io.turnpike.quota.Claim;
import io.turnpike.quota.Counters;
import io.turnpike.quota.Paces;
import io.turnpike.usage.CallId;
import io.turnpike.usage.CallIds;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Where each call is decided, charged and entered in the usage log before it goes on. Knows no protocol. Each loop
/// has its own.
public final class Turnstile {
    private final Enforced enforced;
    private final Credentials credentials;
    private final Counters counters;
    private final Pacing pacing;
    private final Places places;
    private final UsageLog usage;
    private final UsageLog.Appender log;
    private final CallIds ids;

    public Turnstile(
            Enforced enforced,
            Credentials credentials,
            Stores stores,
            UsageLog usage,
            UsageLog.Appender log,
            CallIds ids) {
        this.enforced = enforced;
        this.credentials = credentials;
        this.counters = stores.counters();
        this.pacing = new Pacing(stores.paces());
        this.places = stores.places();
        this.usage = usage;
        this.log = log;
        this.ids = ids;
    }

    public void admit(Exchange exchange) {
        decide(exchange, credentials, pacing.at(exchange.call().arrivedAt()));
    }

    /// Admits a call whose GraphQL was looked for. It took its turn already.
    public void admitRead(Exchange exchange) {
        decide(exchange, credentials, Throttle.NONE);
    }

    private void decide(Exchange exchange, KeyLookup keys, Throttle throttle) {
        Arrival call = exchange.call();
        Decision decision = Admission.decide(enforced.catalogue().get(), keys, throttle, call, Recorder.NONE);
        switch (decision) {
            case Decision.Refused refused
            when refused.refusal() == Refusal.UNVERIFIED_TOKEN -> verify(exchange, refused);
            case Decision.Refused refused when refused.refusal() == Refusal.UNREAD_GRAPHQL -> exchange.readGraphQl();
            case Decision.Refused refused -> enter(exchange, decision, Fault.of(refused, call), List.of(), null);
            case Decision.Preflight _ -> enter(exchange, decision, null, List.of(), null);
            case Decision.Allowed allowed -> charge(exchange, allowed);
        }
    }

    /// Decides once it is known whether the token is good; the call waits, and its pace was taken already.
    private void verify(Exchange exchange, Decision.Refused refused) {
        Route route = Objects.requireNonNull(refused.route());
        credentials.verify(route.place(), exchange.call(), new Credentials.Verified() {
            @Override
            public void found(KeyLookup lookup) {
                decide(exchange, lookup, Throttle.NONE);
            }

            @Override
            public void failed(Fault fault) {
                refuse(exchange, fault);
            }
        });
    }

    /// Enters a call under a reserved path, which no decision is made about: it goes on unless its body is too big.
    public void keep(Exchange exchange) {
        boolean isTooBig = exchange.call().bodyLength() > ReservedCall.MAX_BODY;
        enter(exchange, null, isTooBig ? Fault.TOO_BIG_BODY : null, List.of(), null);
    }

    /// Enters a call that is refused before a decision is made.
    public void refuse(Exchange exchange, Fault fault) {
        enter(exchange, null, fault, List.of(), null);
    }

    /// Enters the close of a call.
    public void ended(Verdict verdict, Ended ended) {
        if (verdict.isForwarded()) {
            leave(verdict.route());
        }
        log.ended(ended);
    }

    /// A place is taken before anything is charged, so that a call without one costs nothing.
    private void charge(Exchange exchange, Decision.Allowed allowed) {
        Route route = allowed.route();
        List<Limit> limits = allowed.limits();
        if (exchange.call().bodyLength() > route.settings().limits().maxBody().orElse(Long.MAX_VALUE)) {
            enter(exchange, allowed, Fault.TOO_BIG_BODY, List.of(), null);
        } else if (!limits.isEmpty() && !usage.isWritable()) {
            enter(exchange, allowed, Fault.UNAVAILABLE, List.of(), null);
        } else if (!limits.isEmpty() && allowed.weight(limits.getFirst(), exchange.call()) == Weight.INVALID) {
            enter(exchange, allowed, Fault.invalidWeight(allowed.sentWeight(exchange.call())), List.of(), null);
        } else if (!findsPlace(route)) {
            Decision.Refused refused =
                    new Decision.Refused(allowed.revision(), Refusal.TOO_MANY_CALLS, route, allowed.key());
            enter(exchange, refused, Fault.of(refused, exchange.call()), List.of(), null);
        } else if (limits.isEmpty()) {
            enter(exchange, allowed, null, List.of(), null);
        } else {
            charge(exchange, allowed, limits);
        }
    }

    private boolean findsPlace(Route route) {
        OptionalInt bound = route.settings().limits().maxConcurrent();
        return bound.isEmpty() || places.take(route, bound.getAsInt());
    }

    private void leave(@Nullable Route route) {
        if (route != null && route.settings().limits().maxConcurrent().isPresent()) {
            places.giveBack(route);
        }
    }

    private void charge(Exchange exchange, Decision.Allowed allowed, List<Limit> limits) {
        Arrival call = exchange.call();
        Counters.Outcome outcome = limits.size() == 1
                ? counters.charge(claim(allowed, limits.getFirst(), call))
                : counters.charge(claims(allowed, limits, call));
        RateFields rates = new RateFields(
                limits, outcome, call.now(), allowed.route().environment().rateFields());
        if (outcome.admitted()) {
            enter(exchange, allowed, null, outcome.charges(), rates);
        } else {
            leave(allowed.route());
            enter(exchange, allowed, violation(allowed, rates), List.of(), rates);
        }
    }

    private static Claim claim(Decision.Allowed allowed, Limit limit, Arrival call) {
        return limit.claim(allowed.route(), allowed.key(), call.arrivedAt(), allowed.weight(limit, call));
    }

    private static List<Claim> claims(Decision.Allowed allowed, List<Limit> limits, Arrival call) {
        List<Claim> claims = new ArrayList<>(limits.size());
        for (int i = 0; i < limits.size(); i++) {
            claims.add(claim(allowed, limits.get(i), call));
        }
        return claims;
    }

    private static Fault violation(Decision.Allowed allowed, RateFields rates) {
        boolean as500 = allowed.route().organization().switches().quotaAnswers500();
        Limit limit = rates.violated();
        Fault fault = limit instanceof Limit.Paced pace
                ? Fault.tooFast(pace, as500)
                : Fault.quota(
                        limit.name(), allowed.key() == null ? "" : allowed.key().appName(), as500);
        return fault.retryAfter(rates.retryAfter());
    }

    private void enter(
            Exchange exchange,
            @Nullable Decision decision,
            @Nullable Fault fault,
            List<Charge> charges,
            @Nullable RateFields rates) {
        Arrival call = exchange.call();
        CallId id = ids.next(call.now());
        String sent = call.requestId();
        String text = ids.text(id);
        String requestId = sent == null ? text : sent;
        Decided decided = new Decided(
                id,
                call.arrivedAt(),
                call.described(requestId),
                decision,
                fault == null ? null : fault.code(),
                charges);
        Verdict verdict = new Verdict(id, text, requestId, decision, fault, rates);
        log.decided(decided, new Entry(this, exchange, verdict, !charges.isEmpty()));
    }

    /// What limits are counted in. All of it is shared by the loops of a node.
    public record Stores(Counters counters, Paces paces, Places places) {
        /// With every place free.
        public Stores(Counters counters, Paces paces) {
            this(counters, paces, new Places());
        }
    }

    /// A call that waits until it is entered.
    private record Entry(Turnstile turnstile, Exchange exchange, Verdict verdict, boolean isCharged)
            implements UsageLog.Continuation {
        @Override
        public void recorded() {
            exchange.settle(verdict);
        }

        @Override
        public void unavailable() {
            if (isCharged) {
                turnstile.leave(verdict.route());
            }
            exchange.settle(isCharged ? verdict.refusedFor(Fault.UNAVAILABLE) : verdict);
        }
    }
}
