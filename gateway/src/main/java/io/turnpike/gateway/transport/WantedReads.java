package io.turnpike.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Reads of up to 32 KiB, and no further ones while the channel wants none (HT34). Netty's epoll reads all that is
/// there once the peer ended its side, wanted or not: up to what the kernel holds, which is megabytes.
///
/// Goes together with `QUIET` at the head of the pipeline.
public final class WantedReads implements RecvByteBufAllocator {
    /// Keeps reads that were put off from looking like failures.
    public static final ChannelHandler QUIET = new Quiet();

    private static final RecvByteBufAllocator SIZES =
            new AdaptiveRecvByteBufAllocator(512, 2048, 32 * 1024).maxMessagesPerRead(16);

    @Override
    public ExtendedHandle newHandle() {
        return new Wanted((ExtendedHandle) SIZES.newHandle());
    }

    private static final class Wanted extends DelegatingHandle implements ExtendedHandle {
        private @Nullable ChannelConfig config;
        private boolean hasRead;

        Wanted(ExtendedHandle sizes) {
            super(sizes);
        }

        @Override
        public void reset(ChannelConfig its) {
            config = its;
            hasRead = false;
            super.reset(its);
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            if (hasRead && config != null && !config.isAutoRead()) {
                throw new NotNow();
            }
            return super.allocate(allocator);
        }

        @Override
        public void lastBytesRead(int bytes) {
            hasRead |= bytes > 0;
            super.lastBytesRead(bytes);
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return ((ExtendedHandle) delegate()).continueReading(maybeMore);
        }
    }

    private static final class NotNow extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotNow() {
            super("a read that is not wanted now", null, false, false);
        }
    }

    @Sharable
    private static final class Quiet extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (!(cause instanceof NotNow)) {
                ctx.fireExceptionCaught(cause);
            }
        }
    }
}
