package io.turnpike.gateway.target;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.turnpike.model.Target;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A target as one loop sees it: where it is, and the connections to it that wait for a call.
public final class Upstream {
    /// A call that must not be sent twice takes no connection that idled longer: the target may be
    /// about to close it (HT31).
    private static final long MAX_IDLE_FOR_ONCE = 4_000;

    private final Upstreams owner;
    private final InetSocketAddress address;
    private final String authority;
    private final String path;
    private final Deque<TargetConnection> idle = new ArrayDeque<>();
    private int open;
    private long usedAt;

    Upstream(Upstreams owner, Target.Url target) {
        URI url = URI.create(target.url().toASCIIString());
        String host = url.getHost();
        this.owner = owner;
        this.address = InetSocketAddress.createUnresolved(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host, target.port());
        this.authority = url.getRawAuthority();
        this.path = url.getRawPath() == null ? "" : url.getRawPath();
    }

    /// What `Host` says.
    public String authority() {
        return authority;
    }

    /// What stands before each call's suffix; often empty.
    public String path() {
        return path;
    }

    long now() {
        return owner.now();
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

    /// Closes what nobody used for long.
    ///
    /// @return whether the target itself can be forgotten
    boolean tick(long now, long keepAliveMillis) {
        while (!idle.isEmpty() && now - idle.getFirst().idleSince() >= keepAliveMillis) {
            idle.removeFirst().drop();
        }
        return open == 0 && now - usedAt >= keepAliveMillis;
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
        Bootstrap bootstrap = owner.bootstrap()
                .clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new TargetConnection(Upstream.this, channel));
                    }
                });
        ChannelFuture connecting = bootstrap.connect(address);
        var _ = connecting.channel().closeFuture().addListener(_ -> open--);
        var _ = connecting.addListener(_ -> {
            try {
                if (connecting.isSuccess()) {
                    call.connected(connecting.channel().pipeline().get(TargetConnection.class));
                } else {
                    call.notConnected();
                }
            } catch (RuntimeException bug) {
                call.failed(bug);
            }
        });
    }
}
