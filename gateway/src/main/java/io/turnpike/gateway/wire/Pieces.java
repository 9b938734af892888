package io.turnpike.gateway.wire;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Pieces of a body that wait, first in, first out. They take at most about twice the memory of their bytes, however
/// short they came: a piece keeps the whole buffer of its read, so that short ones are copied together (HT34).
public final class Pieces {
    /// Bytes that short pieces are gathered in.
    private static final int MOST_GATHERED = 16 * 1024;
    private static final int LEAST_GATHERED = 256;

    private final Deque<ByteBuf> pieces = new ArrayDeque<>(0);
    /// The last of them where it was made here and may take more.
    private @Nullable ByteBuf open;
    private int bytes;

    /// Bytes of memory that cannot be used otherwise while there is this buffer: those of all it is a part of.
    public static int memoryOf(ByteBuf buffer) {
        ByteBuf whole = buffer;
        for (ByteBuf under = whole.unwrap(); under != null; under = under.unwrap()) {
            whole = under;
        }
        return whole.capacity();
    }

    /// Takes over a piece.
    public void add(ByteBuf piece) {
        int length = piece.readableBytes();
        if (length == 0) {
            piece.release();
            return;
        }
        bytes += length;
        if (length >= MOST_GATHERED || 2 * length >= memoryOf(piece)) {
            open = null;
            pieces.addLast(piece);
            return;
        }
        if (open == null || open.maxWritableBytes() < length) {
            open = piece.alloc().directBuffer(Math.max(LEAST_GATHERED, length), MOST_GATHERED);
            pieces.addLast(open);
        }
        open.writeBytes(piece);
        piece.release();
    }

    /// Hands over the first; there must be one.
    public ByteBuf take() {
        ByteBuf first = pieces.removeFirst();
        bytes -= first.readableBytes();
        open = pieces.isEmpty() ? null : open;
        return first;
    }

    public boolean isEmpty() {
        return pieces.isEmpty();
    }

    /// Of all pieces.
    public int length() {
        return bytes;
    }

    /// A copy of all bytes.
    public byte[] copy() {
        byte[] all = new byte[bytes];
        int at = 0;
        for (ByteBuf piece : pieces) {
            int length = piece.readableBytes();
            piece.getBytes(piece.readerIndex(), all, at, length);
            at += length;
        }
        return all;
    }

    public void release() {
        pieces.forEach(ByteBuf::release);
        pieces.clear();
        open = null;
        bytes = 0;
    }
}
