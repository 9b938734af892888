package io.turnpike.gateway.target;

import io.turnpike.model.HealthCheck;
import io.turnpike.model.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A target as one loop sees it: what it is called, how it is, and the connections to it that wait for a call.
public final class Upstream {
    /// A call that must not be sent twice takes no connection that idled longer: the target may be
    /// about to close it (HT31).
    private static final long MAX_IDLE_FOR_ONCE = 4_000;

    private final Upstreams owner;
    private final Dialer dialer;
    private final String authority;
    private final String path;
    private final Optional<HealthCheck> check;
    private final Standing standing;
    private final Deque<TargetConnection> idle = new ArrayDeque<>();
    private @Nullable Probe probe;
    private long askedAt;
    private int open;
    private long usedAt;

    Upstream(Upstreams owner, Dialer dialer, Target.Url target, Optional<HealthCheck> check) {
        URI url = URI.create(target.url().toASCIIString());
        this.owner = owner;
        this.dialer = dialer;
        this.authority = url.getRawAuthority();
        this.path = url.getRawPath() == null ? "" : url.getRawPath();
        this.check = check;
        this.standing = new Standing(check);
    }

    /// What `Host` says.
    public String authority() {
        return authority;
    }

    /// What stands before each call's suffix; often empty.
    public String path() {
        return path;
    }

    /// Hears that the target answered a call.
    public void callAnswered() {
        standing.callAnswered();
    }

    /// Hears that the target could not be reached, or broke off before it answered.
    public void callFailed() {
        standing.callFailed(now());
    }

    long now() {
        return owner.now();
    }

    /// Whether no call may go there.
    boolean isUnwell() {
        return standing.isUnwell();
    }

    /// Whether calls had better go elsewhere.
    boolean rests() {
        return standing.rests(now());
    }

    /// Gives the call a connection: at once where one waits, and `fresh` does not ask for another.
    ///
    /// @param repeatable whether the call may be sent twice
    public void connect(TargetCall call, Duration timeout, boolean fresh, boolean repeatable) {
        usedAt = now();
        TargetConnection waiting = fresh ? null : waiting(repeatable);
        if (waiting == null) {
            open(call, timeout);
        } else {
            call.connected(waiting);
        }
    }

    void released(TargetConnection connection) {
        idle.addLast(connection);
    }

    void closed(TargetConnection connection) {
        idle.remove(connection);
    }

    /// Closes what nobody used for long, and asks the target how it is when it is time.
    ///
    /// @return whether the target itself can be forgotten, unless a proxy still names it
    boolean tick(long now, long keepAliveMillis) {
        while (!idle.isEmpty() && now - idle.getFirst().idleSince() >= keepAliveMillis) {
            idle.removeFirst().drop();
        }
        if (check.isPresent() && now - askedAt >= check.get().every().toMillis()) {
            askedAt = now;
            ask(check.get());
        }
        return open == 0 && now - usedAt >= keepAliveMillis;
    }

    /// A question that was not answered by now is given up for the next.
    private void ask(HealthCheck question) {
        if (probe != null) {
            probe.end();
        }
        String below = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        probe = new Probe(authority, below + question.path(), standing::asked);
        open(probe, question.every());
    }

    private @Nullable TargetConnection waiting(boolean repeatable) {
        for (TargetConnection last = idle.peekLast(); last != null; last = idle.peekLast()) {
            if (!repeatable && now() - last.idleSince() > MAX_IDLE_FOR_ONCE) {
                return null;
            }
            idle.removeLast();
            if (last.channel().isActive()) {
                return last;
            }
        }
        return null;
    }

    private void open(TargetCall call, Duration timeout) {
        open++;
        var _ = dialer.dial(this, call, timeout).closeFuture().addListener(_ -> open--);
    }
}
