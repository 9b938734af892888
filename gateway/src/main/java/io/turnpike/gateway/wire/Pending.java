package io.turnpike.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// Bytes that were read from a socket and wait to be looked at.
public final class Pending {
    private Pending() {}

    /// What waits and what came behind it, in one buffer; both are taken over.
    public static ByteBuf append(@Nullable ByteBuf waiting, ByteBuf more, ByteBufAllocator allocator) {
        if (waiting == null) {
            return more;
        }
        ByteBuf both = allocator.directBuffer(waiting.readableBytes() + more.readableBytes());
        both.writeBytes(waiting).writeBytes(more);
        waiting.release();
        more.release();
        return both;
    }
}
