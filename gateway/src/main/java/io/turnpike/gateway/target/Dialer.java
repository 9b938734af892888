package io.turnpike.gateway.target;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.turnpike.gateway.transport.WantedReads;
import io.turnpike.model.Target;
import io.turnpike.model.TargetTls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// Opens connections to one target, with TLS where its URL says so.
final class Dialer {
    private final Bootstrap bootstrap;
    private final TlsContexts contexts;
    private final Optional<TargetTls> tls;
    private final boolean isTls;
    private final String host;
    private final int port;

    /// @param tls how the target is trusted; unused where it is not `https`
    Dialer(Bootstrap bootstrap, TlsContexts contexts, Target.Url target, Optional<TargetTls> tls) {
        String name = target.url().getHost();
        this.bootstrap = bootstrap;
        this.contexts = contexts;
        this.tls = tls;
        this.isTls = target.isTls();
        this.host = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
        this.port = target.port();
    }

    /// @param upstream to which the connection belongs
    /// @param then hears of the connection once it can carry a call, or that there is none
    /// @return of the socket, whatever becomes of it
    Channel dial(Upstream upstream, TargetCall then, Duration timeout) {
        ChannelFuture connecting = bootstrap
                .clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(WantedReads.QUIET);
                        if (isTls) {
                            channel.pipeline().addLast(handshake(channel, timeout));
                        }
                        channel.pipeline().addLast(new TargetConnection(upstream, channel, isTls));
                    }
                })
                .connect(InetSocketAddress.createUnresolved(host, port));
        Channel channel = connecting.channel();
        var _ = connecting.addListener(_ -> {
            if (isTls && connecting.isSuccess()) {
                Future<Channel> shaken =
                        channel.pipeline().get(SslHandler.class).handshakeFuture();
                var _ = shaken.addListener(_ -> tell(shaken.isSuccess(), channel, then));
            } else {
                tell(connecting.isSuccess(), channel, then);
            }
        });
        return channel;
    }

    private SslHandler handshake(Channel channel, Duration timeout) {
        SslContext context = contexts.of(tls);
        SslHandler handler = context.newHandler(channel.alloc(), host, port, contexts.handshaking());
        handler.setHandshakeTimeoutMillis(timeout.toMillis());
        return handler;
    }

    private static void tell(boolean isOpen, Channel channel, TargetCall then) {
        try {
            if (isOpen) {
                then.connected(channel.pipeline().get(TargetConnection.class));
            } else {
                then.notConnected();
            }
        } catch (RuntimeException bug) {
            then.failed(bug);
        }
    }
}
