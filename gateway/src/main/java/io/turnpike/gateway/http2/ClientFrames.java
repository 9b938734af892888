package io.turnpike.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.http2.Http2Lines;
import org.jspecify.annotations.Nullable;

/// Brings the frames of a client to its calls.
final class ClientFrames extends Http2FrameAdapter {
    private static final int LEAST_ROOM = 1024;

    private final ClientHandler connection;
    private final Traffic traffic;

    ClientFrames(ClientHandler connection, Traffic traffic) {
        this.connection = connection;
        this.traffic = traffic;
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int streamDependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean ends)
            throws Http2Exception {
        Http2Stream stream = connection.connection().stream(streamId);
        HeadWriter lines = connection.loop().heads();
        ClientStream known = connection.of(stream);
        boolean isGood = known == null
                ? Http2Lines.writeRequest(headers, ends, lines)
                : Http2Lines.writeTrailers(headers, lines);
        if (!isGood) {
            throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "a malformed head");
        }
        traffic.useful(lines.length());
        if (known == null && !connection.takesHead(lines.length())) {
            connection.reset(stream, Http2Error.REFUSED_STREAM); // no mistake of the client, so that it is not counted
        } else if (known == null) {
            ClientStream call = new ClientStream(connection, stream, lines, ends);
            attempt(call, () -> connection.begin(stream, call));
        } else {
            attempt(known, () -> known.readTrailers(lines));
            connection.touched(known);
        }
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean ends)
            throws Http2Exception {
        onHeadersRead(ctx, streamId, headers, 0, (short) 0, false, padding, ends);
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean ends) {
        @Nullable ClientStream call = connection.of(connection.connection().stream(streamId));
        int length = data.readableBytes();
        traffic.useful(length);
        if (call == null) {
            return length + padding;
        }
        try {
            return call.read(data, ends) + padding;
        } catch (RuntimeException bug) {
            call.failed(bug);
            return length + padding;
        } finally {
            connection.touched(call);
        }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
        connection.outgoing().follow(settings);
    }

    /// Room for an answer serves it, unless it comes in crumbs.
    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment) {
        if (increment >= LEAST_ROOM) {
            traffic.useful(Http2CodecUtil.WINDOW_UPDATE_FRAME_LENGTH);
        }
    }

    /// A bug shows in one call and not in the others of the connection.
    private static void attempt(ClientStream call, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException bug) {
            call.failed(bug);
        }
    }
}
