package io.turnpike.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.turnpike.gateway.target.TargetLink;
import io.turnpike.gateway.wire.Pieces;

/// A request's body that is held until the call is decided, since the decision depends on it (HT34).
final class HeldBody {
    static final int MAX_BYTES = 1 << 20;

    private final HeldBodies all;
    private final Pieces pieces = new Pieces();

    HeldBody(HeldBodies all) {
        this.all = all;
    }

    /// @param piece is kept, or released where it is not taken
    Taken add(ByteBuf piece) {
        int length = piece.readableBytes();
        if (pieces.length() + length > MAX_BYTES) {
            piece.release();
            return Taken.TOO_BIG;
        }
        if (!all.take(length)) {
            piece.release();
            return Taken.NO_ROOM;
        }
        pieces.add(piece);
        return Taken.WHOLLY;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    byte[] bytes() {
        return pieces.copy();
    }

    /// Sends it on; nothing is held then.
    void writeTo(TargetLink target, boolean chunked) {
        while (!pieces.isEmpty()) {
            ByteBuf piece = pieces.take();
            all.giveBack(piece.readableBytes());
            target.sendBody(piece, chunked);
        }
    }

    void release() {
        all.giveBack(pieces.length());
        pieces.release();
    }

    enum Taken {
        WHOLLY,
        /// The body is longer than what is held.
        TOO_BIG,
        /// Too many bodies are held.
        NO_ROOM
    }
}
