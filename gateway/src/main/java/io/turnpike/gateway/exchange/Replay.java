package io.turnpike.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.turnpike.gateway.target.TargetLink;
import io.turnpike.gateway.wire.Pieces;
import org.jspecify.annotations.Nullable;

/// What was sent of a request's body, kept while the call may have to be sent once more (HT31).
final class Replay {
    private static final int MAX_BYTES = 32 * 1024;

    /// Null while nothing was kept.
    private @Nullable Pieces pieces;
    private boolean whole = true;

    /// Keeps a piece; too much of a body is not kept at all.
    void keep(ByteBuf piece) {
        pieces = pieces == null ? new Pieces() : pieces;
        whole &= pieces.length() + piece.readableBytes() <= MAX_BYTES;
        if (whole) {
            pieces.add(piece.retainedDuplicate());
        } else {
            pieces.release();
        }
    }

    /// Whether all that was sent is at hand.
    boolean isWhole() {
        return whole;
    }

    boolean isEmpty() {
        return pieces == null || pieces.isEmpty();
    }

    /// Sends it again; the copy is gone then.
    void writeTo(TargetLink target, boolean chunked) {
        while (pieces != null && !pieces.isEmpty()) {
            target.sendBody(pieces.take(), chunked);
        }
    }

    void release() {
        if (pieces != null) {
            pieces.release();
        }
    }
}
