package io.turnpike.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.turnpike.gateway.wire.HeadWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What is sent on a connection between two flushes: a head and the short pieces behind it leave in one buffer, which
/// costs less than a queue of them, and under TLS is one record. Used on the channel's loop.
public final class JoinedWrites {
    /// Bytes of a buffer that pieces are joined in; longer ones leave as they are.
    private static final int ROOM = 4096;
    private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;
    /// Still to be handed to the channel; null if nothing is.
    private @Nullable ByteBuf last;
    private boolean dirty;
    private boolean gone;

    public JoinedWrites(Channel channel) {
        this.channel = channel;
    }

    /// Takes over what was written, and leaves the writer empty.
    public void write(HeadWriter head) {
        if (gone) {
            head.clear();
        } else {
            head.moveTo(room(head.length()));
        }
    }

    /// Sends a head in a buffer of its own, so that it can be told what became of it.
    public ChannelFuture writeAlone(HeadWriter head) {
        dirty = true;
        ByteBuf alone = channel.alloc().directBuffer(head.length());
        head.moveTo(alone);
        return pass().write(alone);
    }

    /// Takes over a piece.
    public void write(ByteBuf piece) {
        dirty = true;
        ByteBuf open = last;
        if (gone) {
            piece.release();
        } else if (open != null && open.writableBytes() >= piece.readableBytes()) {
            open.writeBytes(piece);
            piece.release();
        } else {
            pass();
            var _ = channel.write(piece, channel.voidPromise());
        }
    }

    /// Takes over a piece that is sent as a chunk (HT13).
    public void writeChunk(ByteBuf piece) {
        if (gone) {
            piece.release();
            return;
        }
        String size = Integer.toHexString(piece.readableBytes());
        ByteBufUtil.writeAscii(room(size.length() + CRLF.length), size);
        room(CRLF.length).writeBytes(CRLF);
        write(piece);
        room(CRLF.length).writeBytes(CRLF);
    }

    /// Sends what was written, if anything was.
    public void flush() {
        if (dirty) {
            dirty = false;
            pass();
            channel.flush();
        }
    }

    /// Hands over all that was written, so that what is written to the channel itself comes behind it.
    ///
    /// @return the channel
    public Channel pass() {
        ByteBuf open = last;
        if (open != null) {
            last = null;
            var _ = channel.write(open, channel.voidPromise());
        }
        return channel;
    }

    /// Gives up what was not flushed, and whatever is still written: the channel is closed.
    public void discard() {
        gone = true;
        if (last != null) {
            last.release();
            last = null;
        }
    }

    /// A buffer with room for some bytes more.
    private ByteBuf room(int bytes) {
        dirty = true;
        ByteBuf open = last;
        if (open == null || open.writableBytes() < bytes) {
            pass();
            open = channel.alloc().directBuffer(Math.max(ROOM, bytes), Math.max(ROOM, bytes));
            last = open;
        }
        return open;
    }
}
