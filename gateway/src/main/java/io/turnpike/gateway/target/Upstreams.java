package io.turnpike.gateway.target;

import io.netty.bootstrap.Bootstrap;
import io.turnpike.model.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The targets that one loop calls.
public final class Upstreams {
    private final Bootstrap bootstrap;
    private final long keepAliveMillis;
    private final Map<Target.Url, Upstream> byTarget = new HashMap<>();
    private long now;

    public Upstreams(Bootstrap bootstrap, Duration keepAlive, long now) {
        this.bootstrap = bootstrap;
        this.keepAliveMillis = keepAlive.toMillis();
        this.now = now;
    }

    public Upstream of(Target.Url target) {
        return byTarget.computeIfAbsent(target, each -> new Upstream(this, each));
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
        byTarget.values().removeIf(upstream -> upstream.tick(nowMillis, keepAliveMillis));
    }
}
