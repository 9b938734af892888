package io.turnpike.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.turnpike.gateway.target.TargetLink;
import java.util.ArrayList;
import java.util.List;

/// A request's body that is held until the call is decided, since the decision depends on it (HT34).
final class HeldBody {
    static final int MAX_BYTES = 1 << 20;

    private final HeldBodies all;
    private final List<ByteBuf> pieces = new ArrayList<>();
    private int bytes;

    HeldBody(HeldBodies all) {
        this.all = all;
    }

    /// @param piece is kept, or released where it is not taken
    Taken add(ByteBuf piece) {
        int length = piece.readableBytes();
        if (bytes + length > MAX_BYTES) {
            piece.release();
            return Taken.TOO_BIG;
        }
        if (!all.take(length)) {
            piece.release();
            return Taken.NO_ROOM;
        }
        bytes += length;
        pieces.add(piece);
        return Taken.WHOLLY;
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    byte[] bytes() {
        byte[] whole = new byte[bytes];
        int at = 0;
        for (ByteBuf piece : pieces) {
            piece.getBytes(piece.readerIndex(), whole, at, piece.readableBytes());
            at += piece.readableBytes();
        }
        return whole;
    }

    /// Sends it on; nothing is held then.
    void writeTo(TargetLink target, boolean chunked) {
        pieces.forEach(piece -> target.sendBody(piece, chunked));
        forget();
    }

    void release() {
        pieces.forEach(ByteBuf::release);
        forget();
    }

    private void forget() {
        pieces.clear();
        all.giveBack(bytes);
        bytes = 0;
    }

    enum Taken {
        WHOLLY,
        /// The body is longer than what is held.
        TOO_BIG,
        /// Too many bodies are held.
        NO_ROOM
    }
}
