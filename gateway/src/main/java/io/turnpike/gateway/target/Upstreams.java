package io.turnpike.gateway.target;

import io.netty.bootstrap.Bootstrap;
import io.turnpike.decision.Catalogue;
import io.turnpike.decision.ServedApi;
import io.turnpike.decision.ServedTarget;
import io.turnpike.decision.TlsTerms;
import io.turnpike.model.HealthCheck;
import io.turnpike.model.KeyStore;
import io.turnpike.model.TargetTls;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The targets that one loop calls.
public final class Upstreams {
    /// So long after the last call what is known of a proxy's targets is kept, and they are asked how they are.
    private static final long GROUP_LIFE = Duration.ofMinutes(10).toMillis();

    private final Means means;
    private final Map<Place, Upstream> byPlace = new HashMap<>();
    private final IdentityHashMap<ServedApi, TargetGroup> byApi = new IdentityHashMap<>();
    private long now;
    /// By which it was decided last whom to ask; null: it is to be decided anew.
    private @Nullable Catalogue lookedAt;

    public Upstreams(Means means, long now) {
        this.means = means;
        this.now = now;
    }

    /// The targets of a proxy that has some.
    public TargetGroup of(ServedApi api) {
        TargetGroup known = byApi.get(api);
        if (known != null) {
            return known;
        }
        Optional<HealthCheck> health = api.settings().backend().health();
        List<Upstream> members =
                api.targets().stream().map(target -> of(target, health)).toList();
        TargetGroup group = new TargetGroup(api.targets(), members);
        byApi.put(api, group);
        return group;
    }

    Means means() {
        return means;
    }

    /// Milliseconds since the epoch at the last tick.
    long now() {
        return now;
    }

    public void tick(long nowMillis) {
        now = nowMillis;
        stopAskingTheReplaced();
        byApi.values().removeIf(group -> group.isUnused(nowMillis, GROUP_LIFE));
        byPlace.values().removeIf(upstream -> upstream.tick(nowMillis) && !isNamed(upstream));
    }

    /// Nobody is asked how it is whom no proxy names any more, since its revision or its settings were replaced.
    private void stopAskingTheReplaced() {
        Catalogue current = means.catalogue.get();
        if (current == lookedAt) {
            return;
        }
        lookedAt = current;
        if (byPlace.keySet().stream().anyMatch(place -> place.health.isPresent())) {
            Set<Place> named = current.served().flatMap(Upstreams::places).collect(Collectors.toSet());
            byPlace.forEach((place, upstream) -> upstream.setNamed(named.contains(place)));
        }
    }

    private static Stream<Place> places(ServedApi api) {
        Optional<HealthCheck> health = api.settings().backend().health();
        return health.isEmpty() ? Stream.empty() : api.targets().stream().map(target -> Place.of(target, health));
    }

    private boolean isNamed(Upstream upstream) {
        return byApi.values().stream().anyMatch(group -> group.contains(upstream));
    }

    private Upstream of(ServedTarget target, Optional<HealthCheck> health) {
        return byPlace.computeIfAbsent(Place.of(target, health), _ -> {
            lookedAt = null;
            return new Upstream(this, new Dialer(means.bootstrap, means.contexts, target), target.place(), health);
        });
    }

    /// What connections are made of.
    ///
    /// @param catalogue what holds now
    /// @param keepAlive longest time that a connection waits for a call
    /// @param connections to one target at one time; so many calls may wait for one
    public record Means(
            Bootstrap bootstrap,
            TlsContexts contexts,
            Supplier<Catalogue> catalogue,
            Duration keepAlive,
            int connections) {}

    /// Proxies that mean the same by a target share its connections, and what is known of its health. A changed
    /// certificate makes another place: no call goes by a connection that was made with the former one.
    private record Place(
            URI url, TargetTls tls, TlsTerms terms, Optional<KeyStore> shown, Optional<HealthCheck> health) {
        static Place of(ServedTarget target, Optional<HealthCheck> health) {
            return new Place(target.place().url(), target.tls(), target.terms(), target.shown(), health);
        }
    }
}
