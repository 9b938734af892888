package io.turnpike.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.turnpike.gateway.wire.Pending;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Looks at the first bytes of a connection without TLS: a client that knows that it may speak HTTP/2 begins with
/// words that are no HTTP/1.1 (RFC 9113 3.3). Goes away as soon as that is clear.
public final class Preface extends ChannelInboundHandlerAdapter {
    private static final ByteBuf WORDS = Http2CodecUtil.connectionPrefaceBuf();

    private final ChannelHandler http1;
    private final Supplier<ChannelHandler> http2;
    private @Nullable ByteBuf pending;

    /// @param http1 stands in the pipeline behind this, and stays unless the words come
    /// @param http2 takes its place if they do
    public Preface(ChannelHandler http1, Supplier<ChannelHandler> http2) {
        this.http1 = http1;
        this.http2 = http2;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = Pending.append(pending, (ByteBuf) message, ctx.alloc());
        int length = Math.min(bytes.readableBytes(), WORDS.readableBytes());
        pending = null;
        if (!isBeginning(bytes, length)) {
            ctx.pipeline().remove(this);
            ctx.fireChannelRead(bytes);
        } else if (length == WORDS.readableBytes()) {
            ctx.pipeline().replace(http1, null, http2.get());
            ctx.pipeline().remove(this);
            ctx.fireChannelRead(bytes);
        } else {
            pending = bytes;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }

    private static boolean isBeginning(ByteBuf bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes.getByte(bytes.readerIndex() + i) != WORDS.getByte(i)) {
                return false;
            }
        }
        return true;
    }
}
