package io.turnpike.gateway.admission;

import io.turnpike.decision.Admission;
import io.turnpike.decision.Decision;
import io.turnpike.decision.IndexedToken;
import io.turnpike.decision.KeyLookup;
import io.turnpike.decision.Recorder;
import io.turnpike.decision.Refusal;
import io.turnpike.decision.Route;
import io.turnpike.decision.Throttle;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.reserved.ReservedCall;
import io.turnpike.quota.Charge;
import io.turnpike.quota.Counters;
import io.turnpike.quota.Paces;
import io.turnpike.usage.CallId;
import io.turnpike.usage.CallIds;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageLog;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where each call is decided, charged and entered in the usage log before it goes on. Knows no protocol. Each loop
/// has its own.
public final class Turnstile {
    private final Enforced enforced;
    private final Credentials credentials;
    private final Pacing pacing;
    private final Toll toll;
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
        this.pacing = new Pacing(stores.paces());
        this.toll = new Toll(new Taking.Real(stores.counters(), stores.places()), usage);
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
            case Decision.Allowed allowed -> enter(exchange, toll.charge(allowed, call));
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

    /// The consumer key of the client that a token was issued to; empty where that is gone or does not open.
    public String clientId(IndexedToken token) {
        return credentials.clientId(token);
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
            toll.leave(verdict.route());
        }
        log.ended(ended);
    }

    private void enter(Exchange exchange, Toll.Outcome outcome) {
        enter(exchange, outcome.decision(), outcome.fault(), outcome.charges(), outcome.rates());
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
        log.decided(decided, new Entry(toll, exchange, verdict, !charges.isEmpty()));
    }

    /// What limits are counted in. All of it is shared by the loops of a node.
    public record Stores(Counters counters, Paces paces, Places places) {
        /// With every place free.
        public Stores(Counters counters, Paces paces) {
            this(counters, paces, new Places());
        }
    }

    /// A call that waits until it is entered.
    private record Entry(Toll toll, Exchange exchange, Verdict verdict, boolean isCharged)
            implements UsageLog.Continuation {
        @Override
        public void recorded() {
            exchange.settle(verdict);
        }

        @Override
        public void unavailable() {
            if (isCharged) {
                toll.leave(verdict.route());
            }
            exchange.settle(isCharged ? verdict.refusedFor(Fault.UNAVAILABLE) : verdict);
        }
    }
}
