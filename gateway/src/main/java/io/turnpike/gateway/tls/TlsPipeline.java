package io.turnpike.gateway.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SniHandler;
import io.turnpike.gateway.exchange.Loop;
import java.util.function.Function;

/// Puts TLS before the protocol of a connection; the protocol comes once the handshake is done.
public final class TlsPipeline {
    /// Longest greeting of a client; those with certificates of many kinds of keys stay far below.
    private static final int MAX_HELLO = 16 * 1024;
    /// The handshake itself sees to its time.
    private static final long NO_TIMEOUT = 0;

    private TlsPipeline() {}

    /// @param protocols gives what speaks HTTP, from whether that is HTTP/2
    public static void begin(Channel channel, ServerTls tls, Loop loop, Function<Boolean, ChannelHandler> protocols) {
        channel.pipeline()
                .addLast(new SniHandler(tls::of, MAX_HELLO, NO_TIMEOUT))
                .addLast(new Handshake(loop, channel, protocols));
    }
}
