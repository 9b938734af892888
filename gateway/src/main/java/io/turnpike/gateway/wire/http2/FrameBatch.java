package io.turnpike.gateway.wire.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.concurrent.PromiseNotifier;
import org.jspecify.annotations.Nullable;

/// Puts together the frames that leave with the next flush: they become one write, and one record of TLS where they
/// fit.
final class FrameBatch extends ChannelOutboundHandlerAdapter {
    /// What TLS puts into a record; more is handed on before a flush asks for it.
    private static final int MOST = 16 * 1024;
    /// Longer bodies are not worth copying.
    private static final int MAX_COPIED = 4 * 1024;
    private static final int LEAST_ROOM = 256;

    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf frames;
    private @Nullable ChannelPromise leaving;
    /// Batches resemble those before them: memory that a slow reader holds is little more than what waits for it.
    private int usual = LEAST_ROOM;
    private boolean dirty;

    /// Done when everything that was put in has left.
    ChannelFuture leaving() {
        if (leaving == null) {
            dirty = true;
            leaving = context().newPromise();
        }
        return leaving;
    }

    /// @param maxFrame most bytes of a block in one frame; what is left of it continues in others
    void head(int stream, HpackEncoder block, boolean ends, int maxFrame) {
        int step = Math.min(block.length(), maxFrame);
        int flags = ends ? Http2Flags.END_STREAM : 0;
        byte type = Http2FrameTypes.HEADERS;
        int from = 0;
        do {
            boolean isLast = from + step == block.length();
            header(step, type, flags | (isLast ? Http2Flags.END_HEADERS : 0), stream);
            room(step).writeBytes(block.block(), from, step);
            from += step;
            step = Math.min(block.length() - from, maxFrame);
            type = Http2FrameTypes.CONTINUATION;
            flags = 0;
        } while (step > 0);
    }

    /// Takes bytes of a body out of a buffer, which stays the caller's.
    void data(int stream, ByteBuf body, int length, boolean ends, int maxFrame) {
        int left = length;
        do {
            int step = Math.min(left, maxFrame);
            left -= step;
            header(step, Http2FrameTypes.DATA, ends && left == 0 ? Http2Flags.END_STREAM : 0, stream);
            if (step <= MAX_COPIED) {
                room(step).writeBytes(body, step);
            } else {
                handOn();
                var _ = context().write(body.readRetainedSlice(step), context().voidPromise());
            }
        } while (left > 0);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        handOn();
    }

    /// Takes frames that others have written.
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf frame = (ByteBuf) message;
        room(frame.readableBytes()).writeBytes(frame);
        frame.release();
        if (!promise.isVoid()) {
            var _ = leaving().addListener(new PromiseNotifier<>(promise));
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (dirty) {
            dirty = false;
            handOn();
            ctx.flush();
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        handOn();
        var _ = ctx.close(promise);
    }

    private void header(int length, byte type, int flags, int stream) {
        int copied = length <= MAX_COPIED || type != Http2FrameTypes.DATA ? length : 0;
        if (frames != null && frames.readableBytes() + Http2CodecUtil.FRAME_HEADER_LENGTH + copied > MOST) {
            handOn();
        }
        room(Http2CodecUtil.FRAME_HEADER_LENGTH)
                .writeMedium(length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream);
    }

    private ByteBuf room(int bytes) {
        if (frames == null) {
            dirty = true;
            frames = context().alloc().directBuffer(Math.max(usual, bytes));
        }
        return frames;
    }

    private void handOn() {
        ByteBuf batch = frames;
        ChannelPromise promise = leaving;
        frames = null;
        leaving = null;
        if (batch != null) {
            usual = Math.max(LEAST_ROOM, batch.readableBytes() * 3 / 2);
        }
        if (batch != null || promise != null) {
            var _ = context()
                    .write(
                            batch == null ? Unpooled.EMPTY_BUFFER : batch,
                            promise == null ? context().voidPromise() : promise);
        }
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return context;
    }
}
