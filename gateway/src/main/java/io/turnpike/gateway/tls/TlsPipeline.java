package io.turnpike.gateway.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.turnpike.gateway.fault.Failures;
import java.time.Duration;
import java.util.function.Function;

/// Puts TLS before the protocol of a connection; the protocol comes once the handshake is done.
public final class TlsPipeline {
    /// Longest greeting of a client; those with certificates of many kinds of keys stay far below.
    private static final int MAX_HELLO = 16 * 1024;

    private TlsPipeline() {}

    /// @param patience from the connection to the end of the handshake
    /// @param protocols gives what speaks HTTP, from whether that is HTTP/2
    public static void begin(
            Channel channel, ServerTls tls, Duration patience, Function<Boolean, ChannelHandler> protocols) {
        channel.pipeline()
                .addLast(new SniHandler(tls::of, MAX_HELLO, patience.toMillis()))
                .addLast(new Handshake(protocols));
    }

    private static final class Handshake extends ChannelInboundHandlerAdapter {
        private final Function<Boolean, ChannelHandler> protocols;

        Handshake(Function<Boolean, ChannelHandler> protocols) {
            this.protocols = protocols;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent shaken) {
                if (shaken.isSuccess()) {
                    String chosen = ctx.pipeline().get(SslHandler.class).applicationProtocol();
                    boolean isHttp2 = ApplicationProtocolNames.HTTP_2.equals(chosen);
                    ctx.pipeline().replace(this, null, protocols.apply(isHttp2));
                } else {
                    var _ = ctx.close();
                }
                return;
            }
            ctx.fireUserEventTriggered(event);
        }

        /// Whoever fails the handshake is no bug of ours.
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            Failures.report(Failures.behind(cause));
            var _ = ctx.close();
        }
    }
}
