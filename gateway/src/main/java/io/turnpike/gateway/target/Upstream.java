package io.turnpike.gateway.target;

import io.netty.channel.Channel;
import io.turnpike.model.HealthCheck;
import io.turnpike.model.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A target as one loop sees it: what it is called, how it is, and the connections to it that wait for a call.
public final class Upstream {
    /// A call that must not be sent twice takes no connection that idled longer: the target may be
    /// about to close it (HT31).
    private static final long MAX_IDLE_FOR_ONCE = 4_000;
    /// No call is given to a connection that is older.
    private static final long MAX_AGE = Duration.ofMinutes(5).toMillis();

    private final Upstreams owner;
    private final Dialer dialer;
    private final String authority;
    private final String path;
    private final Optional<HealthCheck> check;
    private final Standing standing;
    private final Deque<TargetConnection> idle = new ArrayDeque<>();
    private final List<Http2TargetConnection> shared = new ArrayList<>(0);
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    /// Calls that wait for a connection of HTTP/2 which is being made, no longer than that takes.
    private final Queue<Waiting> joining = new ArrayDeque<>(0);
    /// Connections of HTTP/2 that are being made.
    private int dialed;
    private @Nullable Probe probe;
    private long askedAt;
    private boolean named = true;
    private int open;
    private int calls;
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

    /// Hears that a call chose this target.
    public void begin() {
        calls++;
    }

    /// Hears that a call that chose this target is over, or goes to another.
    public void end() {
        calls--;
    }

    /// Calls under way.
    int calls() {
        return calls;
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

    /// Gives the call a connection: at once where one is idle, and `fresh` does not ask for another; else a new one, or
    /// the next that comes free where there are as many as may be, in the order in which calls asked.
    ///
    /// @param repeatable whether the call may be sent twice
    public void connect(TargetCall call, Duration timeout, boolean fresh, boolean repeatable) {
        usedAt = now();
        if (dialer.isHttp2()) {
            connectByHttp2(call, timeout);
            return;
        }
        boolean isNext = waiting.isEmpty();
        TargetConnection kept = fresh || !isNext ? null : idle(repeatable);
        if (kept != null) {
            call.connected(kept);
        } else if (isNext && hasRoom()) {
            open(call, timeout);
        } else if (waiting.size() < owner.means().connections()) {
            waiting.add(waiting(call, timeout));
        } else {
            call.crowded();
        }
    }

    /// Gives the call a stream of a connection that calls share; a new connection where none has room, and one that is
    /// old, or silent, where there can be no other.
    public void connectByHttp2(TargetCall call, Duration timeout) {
        usedAt = now();
        Http2TargetConnection old = null;
        for (Http2TargetConnection each : shared) {
            if (each.takesCalls() && !each.isSilent() && !isOld(each.openedAt())) {
                call.connected(each.link());
                return;
            }
            old = old == null && each.takesCalls() ? each : old;
        }
        if (dialed > 0 && joining.size() < owner.means().connections()) {
            joining.add(waiting(call, timeout));
        } else if (dialed == 0 && hasRoom()) {
            open(call, timeout, true);
        } else if (old != null) {
            call.connected(old.link());
        } else {
            call.crowded();
        }
    }

    /// Lets all who wait for it share a connection.
    void opened(Http2TargetConnection connection) {
        dialed--;
        shared.add(connection);
        tellJoining(each -> connectByHttp2(each.call, each.timeout));
    }

    /// Turns away all who wait for it. The call that asked for it tells that the target could not be reached, once.
    void notOpened() {
        dialed--;
        if (dialed == 0) {
            tellJoining(each -> each.call.crowded());
        }
    }

    private void tellJoining(Consumer<Waiting> news) {
        List<Waiting> told = List.copyOf(joining);
        joining.clear();
        told.forEach(each -> tell(each, news));
    }

    private static void tell(Waiting each, Consumer<Waiting> news) {
        try {
            news.accept(each);
        } catch (RuntimeException bug) {
            each.call.failed(bug);
        }
    }

    void closed(Http2TargetConnection connection) {
        shared.remove(connection);
    }

    /// A connection's call is over. One that is old is not kept: its target's name may mean another address by now.
    void released(TargetConnection connection) {
        if (isOld(connection.openedAt())) {
            connection.drop();
        } else {
            idle.addLast(connection);
            if (!waiting.isEmpty()) {
                connection.channel().eventLoop().execute(this::serveWaiting);
            }
        }
    }

    private boolean isOld(long openedAt) {
        return now() - openedAt >= MAX_AGE;
    }

    private void serveWaiting() {
        while (!waiting.isEmpty() && !idle.isEmpty()) {
            TargetConnection kept = idle(true);
            if (kept != null) {
                waiting.remove().call.connected(kept);
            }
        }
    }

    void closed(TargetConnection connection) {
        idle.remove(connection);
    }

    /// Hears whether any proxy names it: else it is not asked how it is.
    void setNamed(boolean isNamed) {
        named = isNamed;
        if (!named && probe != null) {
            probe.end();
        }
    }

    /// Closes what nobody used for long, and asks the target how it is when it is time.
    ///
    /// @return whether the target itself can be forgotten, unless a proxy still names it
    boolean tick(long now) {
        long keepAliveMillis = owner.means().keepAlive().toMillis();
        while (!idle.isEmpty() && now - idle.getFirst().idleSince() >= keepAliveMillis) {
            idle.removeFirst().drop();
        }
        shared.forEach(each -> each.giveUpStalled(now));
        shared.stream()
                .filter(each -> each.isIdle(now, isOld(each.openedAt()) ? 0 : keepAliveMillis))
                .toList()
                .forEach(Http2TargetConnection::end);
        turnAwayLate(waiting, now);
        turnAwayLate(joining, now);
        if (named && check.isPresent() && now - askedAt >= check.get().every().toMillis()) {
            askedAt = now;
            ask(check.get());
        }
        return open == 0 && now - usedAt >= keepAliveMillis;
    }

    private static void turnAwayLate(Queue<Waiting> queue, long now) {
        List<Waiting> late = queue.stream().filter(each -> now >= each.until).toList();
        queue.removeAll(late);
        late.forEach(each -> tell(each, one -> one.call.crowded()));
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

    /// Whether one more connection may be made; one that nobody uses gives way.
    private boolean hasRoom() {
        boolean isFull = open >= owner.means().connections();
        if (isFull && !idle.isEmpty()) {
            idle.removeFirst().drop();
            return true;
        }
        return !isFull;
    }

    private @Nullable TargetConnection idle(boolean repeatable) {
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
        open(call, timeout, dialer.isHttp2());
    }

    private void open(TargetCall call, Duration timeout, boolean http2) {
        open++;
        dialed += http2 ? 1 : 0;
        Channel channel;
        try {
            channel = dialer.dial(this, call, timeout, http2);
        } catch (RuntimeException bug) {
            open--;
            dialed -= http2 ? 1 : 0;
            throw bug;
        }
        if (channel.isOpen()) {
            var _ = channel.closeFuture().addListener(_ -> closed());
        } else {
            closed();
        }
    }

    /// A connection is gone, and makes room for calls that wait.
    private void closed() {
        open--;
        while (open < owner.means().connections() && !waiting.isEmpty()) {
            tell(waiting.remove(), next -> open(next.call, next.timeout));
        }
    }

    private Waiting waiting(TargetCall call, Duration timeout) {
        return new Waiting(call, timeout, now() + timeout.toMillis());
    }

    /// A call that waits for a connection.
    ///
    /// @param until milliseconds since the epoch
    private record Waiting(TargetCall call, Duration timeout, long until) {}
}
