package io.turnpike.gateway.target;

import io.netty.bootstrap.Bootstrap;
import io.turnpike.decision.ServedApi;
import io.turnpike.model.Target;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The targets that one loop calls.
public final class Upstreams {
    private final Bootstrap bootstrap;
    private final long keepAliveMillis;
    private final Map<URI, Upstream> byUrl = new HashMap<>();
    private final IdentityHashMap<ServedApi, TargetGroup> byApi = new IdentityHashMap<>();
    private long now;

    public Upstreams(Bootstrap bootstrap, Duration keepAlive, long now) {
        this.bootstrap = bootstrap;
        this.keepAliveMillis = keepAlive.toMillis();
        this.now = now;
    }

    /// The targets of a proxy that has some.
    public TargetGroup of(ServedApi api) {
        TargetGroup known = byApi.get(api);
        if (known != null) {
            return known;
        }
        List<Upstream> members = api.targets().stream().map(this::of).toList();
        TargetGroup group = new TargetGroup(api.targets(), members);
        byApi.put(api, group);
        return group;
    }

    private Upstream of(Target.Url target) {
        return byUrl.computeIfAbsent(target.url(), _ -> new Upstream(this, target));
    }

    Bootstrap bootstrap() {
        return bootstrap;
    }

    /// Milliseconds since the epoch at the last tick.
    long now() {
        return now;
    }

    public void tick(long nowMillis) {
        now = nowMillis;
        byApi.values().removeIf(group -> group.isUnused(nowMillis, keepAliveMillis));
        byUrl.values().removeIf(upstream -> upstream.tick(nowMillis, keepAliveMillis));
    }
}
