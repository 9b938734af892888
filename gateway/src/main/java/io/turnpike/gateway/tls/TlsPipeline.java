package io.turnpike.gateway.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.turnpike.gateway.fault.Failures;
import java.time.Duration;
import java.util.function.Supplier;

/// Puts TLS before the protocol of a connection; the protocol comes once the handshake is done.
public final class TlsPipeline {
    /// Longest greeting of a client; those with certificates of many kinds of keys stay far below.
    private static final int MAX_HELLO = 16 * 1024;

    private TlsPipeline() {}

    /// @param patience from the connection to the end of the handshake
    /// @param protocol made when it is clear what the client speaks
    public static void begin(Channel channel, ServerTls tls, Duration patience, Supplier<ChannelHandler> protocol) {
        channel.pipeline()
                .addLast(new SniHandler(tls::of, MAX_HELLO, patience.toMillis()))
                .addLast(new Handshake(protocol));
    }

    private static final class Handshake extends ChannelInboundHandlerAdapter {
        private final Supplier<ChannelHandler> protocol;

        Handshake(Supplier<ChannelHandler> protocol) {
            this.protocol = protocol;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent shaken) {
                if (shaken.isSuccess()) {
                    ctx.pipeline().replace(this, null, protocol.get());
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
