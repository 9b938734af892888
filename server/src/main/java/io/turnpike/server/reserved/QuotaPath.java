package io.turnpike.server.reserved;

import io.turnpike.access.Permission;
import io.turnpike.decision.Catalogue;
import io.turnpike.decision.CompiledProduct;
import io.turnpike.decision.Decision;
import io.turnpike.decision.HostedEnvironment;
import io.turnpike.decision.Identity;
import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.Limit;
import io.turnpike.decision.Refusal;
import io.turnpike.gateway.admission.Identification;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.model.Grant;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Counters;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// `GET /.turnpike/{env}/quota`: what the limits leave to the app whose key or token is sent. Nothing is charged but
/// a pace of its own (extensions 9).
public final class QuotaPath {
    private static final Limit PACE = new Limit.Paced(BigDecimal.TEN, 10, 100_000_000, CounterId.of("reserved|quota"));

    private final Supplier<Catalogue> catalogue;
    private final Identification identification;
    private final Counters counters;
    private final InstantSource clock;

    public QuotaPath(
            Supplier<Catalogue> catalogue, Identification identification, Counters counters, InstantSource clock) {
        this.catalogue = catalogue;
        this.identification = identification;
        this.counters = counters;
        this.clock = clock;
    }

    public Route route() {
        return new Route("GET", "/.turnpike/{env}/quota", Permission.NONE, this::answer)
                .describedAs(new Description("What the limits leave to the caller's app", "", "Quota"));
    }

    private Reply answer(Call call) {
        ReservedCaller caller = new ReservedCaller(call, clock.millis());
        Catalogue now = catalogue.get();
        HostedEnvironment place = now.environment(caller.host(), call.path("env"));
        if (place == null) {
            throw new Refused(new Problem.NoSuchRoute(call.path()));
        }
        Identity identity = identification.identify(place, caller);
        IndexedKey key = identity.key();
        Refusal refusal = identity.refusal();
        if (refusal != null || key == null) {
            Refusal reason = refusal == null ? Refusal.UNKNOWN_KEY : refusal;
            Decision.Refused refused = new Decision.Refused(now.revision(), reason, null, null);
            return ReservedProblems.challenge(
                    Fault.of(refused, caller), call, place.environment().name());
        }
        Counters.Outcome pace = counters.charge(PACE.claim(place.environment(), key, caller.now() * 1_000, 1));
        if (!pace.admitted()) {
            throw new Refused(new Problem.TooMany(1));
        }
        return Reply.json(200, body(place, key, caller.now())).with("Cache-Control", "no-store");
    }

    private LeftBody body(HostedEnvironment place, IndexedKey key, long now) {
        return new LeftBody(
                key.appName(),
                place.environment().name(),
                key.grants().stream()
                        .flatMap(grant -> held(place, key, grant, now))
                        .toList());
    }

    /// Nothing of a product that does not cover the environment.
    private Stream<LeftBody.Held> held(HostedEnvironment place, IndexedKey key, Grant grant, long now) {
        CompiledProduct product = place.organization().product(grant.product());
        if (product == null || !product.isIn(place.environment().name())) {
            return Stream.empty();
        }
        List<LeftBody.Left> limits = product.ceilings(place).stream()
                .map(ceiling -> LeftBody.Left.of(
                        ceiling,
                        counters.look(List.of(ceiling.limit().claim(place.environment(), key, now * 1_000, 1))),
                        now))
                .toList();
        return Stream.of(new LeftBody.Held(product.name(), grant.status().name().toLowerCase(Locale.ROOT), limits));
    }
}
