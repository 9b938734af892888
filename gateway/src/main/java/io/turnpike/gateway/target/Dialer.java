package io.turnpike.gateway.target;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.turnpike.decision.ServedTarget;
import io.turnpike.gateway.transport.WantedReads;
import io.turnpike.model.Target;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Opens connections to one target, with TLS where its URL says so.
final class Dialer {
    private final Bootstrap bootstrap;
    private final TlsContexts contexts;
    private final ServedTarget target;
    /// Null without TLS.
    private final @Nullable SslContext usual;
    private @Nullable SslContext forGrpc;
    private final String host;
    private final int port;
    private final boolean isHttp2;

    Dialer(Bootstrap bootstrap, TlsContexts contexts, ServedTarget target) {
        Target.Url place = target.place();
        String name = place.url().getHost();
        this.bootstrap = bootstrap;
        this.contexts = contexts;
        this.target = target;
        this.host = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
        this.port = place.port();
        this.isHttp2 = place.isHttp2();
        this.usual = place.isTls() ? contexts.of(target, isHttp2) : null;
    }

    /// Whether the target was said to speak HTTP/2, and calls need not ask.
    boolean isHttp2() {
        return isHttp2;
    }

    /// @param upstream to which the connection belongs
    /// @param http2 whether only a connection of HTTP/2 will do
    /// @param then hears of the connection once it can carry a call, or that there is none
    /// @return of the socket, whatever becomes of it; not open where there could be none
    Channel dial(Upstream upstream, TargetCall then, Duration timeout, boolean http2) {
        SslContext context = context(http2);
        boolean isTls = context != null;
        ChannelFuture connecting = bootstrap
                .clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(WantedReads.QUIET);
                        if (context != null) {
                            channel.pipeline().addLast(handshake(context, channel, timeout));
                        }
                        channel.pipeline()
                                .addLast(
                                        http2
                                                ? Http2Targets.connection(upstream, isTls ? "https" : "http")
                                                : new TargetConnection(upstream, channel, isTls));
                    }
                })
                .connect(InetSocketAddress.createUnresolved(host, port));
        Channel channel = connecting.channel();
        var _ = connecting.addListener(_ -> {
            if (isTls && connecting.isSuccess()) {
                Future<Channel> shaken =
                        channel.pipeline().get(SslHandler.class).handshakeFuture();
                var _ = shaken.addListener(
                        _ -> tell(shaken.isSuccess() && speaks(channel, http2), http2, upstream, channel, then));
            } else {
                onLoop(() -> tell(connecting.isSuccess(), http2, upstream, channel, then));
            }
        });
        return channel;
    }

    /// Netty tells from a thread of its own that a socket could not be made.
    private void onLoop(Runnable news) {
        EventExecutor loop = bootstrap.config().group().next();
        if (loop.inEventLoop()) {
            news.run();
        } else {
            loop.execute(news);
        }
    }

    private static boolean speaks(Channel channel, boolean http2) {
        String chosen = channel.pipeline().get(SslHandler.class).applicationProtocol();
        if (http2 && !ApplicationProtocolNames.HTTP_2.equals(chosen)) {
            var _ = channel.close();
            return false;
        }
        return true;
    }

    private @Nullable SslContext context(boolean http2) {
        if (usual == null || http2 == isHttp2) {
            return usual;
        }
        if (forGrpc == null) {
            forGrpc = contexts.of(target, true);
        }
        return forGrpc;
    }

    private SslHandler handshake(SslContext context, Channel channel, Duration timeout) {
        SslHandler handler = context.newHandler(channel.alloc(), host, port, contexts.handshaking());
        handler.setHandshakeTimeoutMillis(timeout.toMillis());
        return handler;
    }

    /// The call that asked for the connection comes before those that wait for it.
    private static void tell(boolean isOpen, boolean http2, Upstream upstream, Channel channel, TargetCall then) {
        Http2TargetConnection shared = http2 && isOpen ? channel.pipeline().get(Http2TargetConnection.class) : null;
        try {
            if (shared != null) {
                then.connected(shared.link());
            } else if (!http2 && isOpen) {
                then.connected(channel.pipeline().get(TargetConnection.class));
            } else {
                then.notConnected();
            }
        } catch (RuntimeException bug) {
            then.failed(bug);
        }
        if (shared != null) {
            upstream.opened(shared);
        } else if (http2) {
            upstream.notOpened();
        }
    }
}
