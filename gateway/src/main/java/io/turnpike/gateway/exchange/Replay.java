package io.turnpike.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.turnpike.gateway.target.TargetLink;
import java.util.ArrayList;
import java.util.List;

/// What was sent of a request's body, kept while the call may have to be sent once more (HT31).
final class Replay {
    private static final int MAX_BYTES = 32 * 1024;

    private List<ByteBuf> pieces = List.of();
    private int bytes;
    private boolean whole = true;

    /// Keeps a piece; too much of a body is not kept at all.
    void keep(ByteBuf piece) {
        bytes += piece.readableBytes();
        if (bytes > MAX_BYTES) {
            release();
            whole = false;
        }
        if (whole) {
            pieces = pieces.isEmpty() ? new ArrayList<>() : pieces;
            pieces.add(piece.retainedDuplicate());
        }
    }

    /// Whether all that was sent is at hand.
    boolean isWhole() {
        return whole;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /// Sends it again; the copy is gone then.
    void writeTo(TargetLink target, boolean chunked) {
        for (int i = 0; i < pieces.size(); i++) {
            target.sendBody(pieces.get(i), chunked);
        }
        pieces = List.of();
    }

    void release() {
        for (int i = 0; i < pieces.size(); i++) {
            pieces.get(i).release();
        }
        pieces = List.of();
    }
}
