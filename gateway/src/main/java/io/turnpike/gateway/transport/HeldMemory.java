package io.turnpike.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.MessageSizeEstimator;
import io.turnpike.gateway.wire.Pieces;

/// Measures what waits for a socket by the memory it holds, not by the bytes to be sent: a byte that waits keeps the
/// whole buffer that it was read into, and it is memory that is bounded (HT34).
public final class HeldMemory implements MessageSizeEstimator {
    private static final Handle HANDLE = message -> message instanceof ByteBuf bytes ? Pieces.memoryOf(bytes) : 0;

    @Override
    public Handle newHandle() {
        return HANDLE;
    }
}
