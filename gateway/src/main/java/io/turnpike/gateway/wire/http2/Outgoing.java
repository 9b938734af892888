package io.turnpike.gateway.wire.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.turnpike.gateway.wire.HeadWriter;
import java.util.function.Consumer;

/// What goes out on the streams of one connection: heads as they are written, bodies as the windows of the other side
/// let them. Frames gather until the connection is flushed.
public final class Outgoing {
    /// So many bytes of bodies are handed over before a flush asks for it: the other side may leave room without end
    /// (HT34).
    private static final int MAX_GATHERED = 32 * 1024;

    private final Http2ConnectionHandler connection;
    private final Consumer<Http2Stream> ended;
    private final HeadEncoder heads = new HeadEncoder();
    private final FrameBatch batch = new FrameBatch();
    /// Bytes of bodies that came since they were last handed over.
    private int gathered;

    /// @param ended hears of streams whose last frame of ours is on its way
    public Outgoing(Http2ConnectionHandler connection, Consumer<Http2Stream> ended) {
        this.connection = connection;
        this.ended = ended;
    }

    /// Takes its place before the connection; whatever that one writes goes the same way.
    public void join(ChannelHandlerContext ctx) {
        ctx.pipeline().addBefore(ctx.name(), null, batch);
    }

    /// Follows what the other side wishes.
    public void follow(Http2Settings settings) {
        Long tableSize = settings.headerTableSize();
        if (tableSize != null) {
            heads.maxTableSize(tableSize);
        }
    }

    /// Opens a stream with the head of a request.
    ///
    /// @param lines the field `Host` comes first in them
    /// @param scheme `http` or `https`
    /// @throws Http2Exception if no stream can be opened
    public Http2Stream request(HeadWriter lines, String scheme, boolean ends) throws Http2Exception {
        int id = connection.connection().local().incrementAndGetNextStreamId();
        Http2Stream stream = connection.connection().local().createStream(id, false);
        send(stream, heads.request(lines, scheme), false, ends);
        return stream;
    }

    /// Sends the head of an answer, be it final or not.
    public void answer(Http2Stream stream, HeadWriter lines, boolean ends) {
        if (isOpen(stream)) {
            send(stream, heads.answer(lines), lines.status() < 200, ends);
        }
    }

    /// Ends a stream with trailers, if there are any, behind all that waits.
    ///
    /// @param lines a first line that means nothing, then the trailers
    public void trailers(Http2Stream stream, HeadWriter lines) {
        if (!lines.hasFields()) {
            data(stream, Unpooled.EMPTY_BUFFER, true);
        } else if (isOpen(stream)) {
            flow().addFlowControlled(stream, new Trailing(stream, lines.copy()));
        }
    }

    /// Sends a piece of a body, which is released.
    public void data(Http2Stream stream, ByteBuf piece, boolean ends) {
        if (!isOpen(stream)) {
            piece.release();
            return;
        }
        gathered += piece.readableBytes();
        flow().addFlowControlled(stream, new Piece(stream, piece, ends));
        if (gathered >= MAX_GATHERED) {
            send();
        }
    }

    /// Hands over what the windows let leave, so that the socket says when it takes no more.
    public void send() {
        gathered = 0;
        try {
            flow().writePendingBytes();
        } catch (Http2Exception e) {
            connection.onError(flow().channelHandlerContext(), true, e);
        }
    }

    private void send(Http2Stream stream, HpackEncoder block, boolean isInterim, boolean ends) {
        batch.head(stream.id(), block, ends, maxFrame());
        stream.headersSent(isInterim);
        if (ends) {
            end(stream);
        }
    }

    private void end(Http2Stream stream) {
        connection.closeStreamLocal(stream, batch.leaving());
        ended.accept(stream);
    }

    private Http2RemoteFlowController flow() {
        return connection.encoder().flowController();
    }

    private int maxFrame() {
        return connection.encoder().configuration().frameSizePolicy().maxFrameSize();
    }

    /// Whether the stream takes something more.
    private static boolean isOpen(Http2Stream stream) {
        return stream.state().localSideOpen() && !stream.isResetSent();
    }

    /// Part of a body, waiting for room.
    private final class Piece implements Http2RemoteFlowController.FlowControlled {
        private final Http2Stream stream;
        private final ByteBuf bytes;
        private int size;
        private boolean ends;

        Piece(Http2Stream stream, ByteBuf bytes, boolean ends) {
            this.stream = stream;
            this.bytes = bytes;
            this.size = bytes.readableBytes();
            this.ends = ends;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public void write(ChannelHandlerContext ctx, int allowedBytes) {
            int step = Math.min(size, allowedBytes);
            size -= step;
            if (step > 0 || ends) {
                batch.data(stream.id(), bytes, step, ends && size == 0, maxFrame());
            }
        }

        @Override
        public void writeComplete() {
            bytes.release();
            if (ends) {
                end(stream);
            }
        }

        @Override
        public void error(ChannelHandlerContext ctx, Throwable cause) {
            bytes.release();
            connection.onError(ctx, true, cause);
        }

        /// An end that comes while this waits needs no frame of its own.
        @Override
        public boolean merge(ChannelHandlerContext ctx, Http2RemoteFlowController.FlowControlled next) {
            if (next instanceof Piece piece && piece.size == 0) {
                ends |= piece.ends;
                piece.bytes.release();
                return true;
            }
            return false;
        }
    }

    /// Trailers, waiting for what goes before them.
    private final class Trailing implements Http2RemoteFlowController.FlowControlled {
        private final Http2Stream stream;
        private final HeadWriter lines;

        Trailing(Http2Stream stream, HeadWriter lines) {
            this.stream = stream;
            this.lines = lines;
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public void write(ChannelHandlerContext ctx, int allowedBytes) {
            batch.head(stream.id(), heads.trailers(lines), true, maxFrame());
            stream.headersSent(false);
        }

        @Override
        public void writeComplete() {
            end(stream);
        }

        @Override
        public void error(ChannelHandlerContext ctx, Throwable cause) {
            connection.onError(ctx, true, cause);
        }

        @Override
        public boolean merge(ChannelHandlerContext ctx, Http2RemoteFlowController.FlowControlled next) {
            return false;
        }
    }
}
