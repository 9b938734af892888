package io.turnpike.gateway.http2;

import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.turnpike.gateway.exchange.Loop;
import io.turnpike.gateway.wire.http2.Http2Connections;

/// Makes what speaks HTTP/2 with a client, and says how much a client may ask of it.
public final class Http2Clients extends AbstractHttp2ConnectionHandlerBuilder<ClientHandler, Http2Clients> {
    private static final int MAX_STREAMS = 128;
    /// Of a request's body, so much waits for its target (HT34).
    private static final int WINDOW = 64 * 1024;
    /// A head within HT8 fits, with the 32 bytes that the protocol counts for each field.
    private static final int MAX_HEAD = 48 * 1024;
    /// Frames in a row that carry nothing.
    private static final int MAX_EMPTY = 16;
    /// Streams that the client may give up within ten seconds, and as many mistakes.
    private static final int MAX_RESETS = 400;
    private static final int RESETS_SECONDS = 10;
    /// Answers to pings and settings that may wait for the client to read.
    private static final int MAX_CONTROL = 1_000;
    private static final int MAX_SMALL_CONTINUATIONS = 16;

    private final Loop loop;
    private final SocketChannel channel;

    private Http2Clients(Loop loop, SocketChannel channel) {
        this.loop = loop;
        this.channel = channel;
        connection(Http2Connections.of(true));
        initialSettings(new Http2Settings()
                .maxConcurrentStreams(MAX_STREAMS)
                .initialWindowSize(WINDOW)
                .maxHeaderListSize(MAX_HEAD));
        validateRequiredPseudoHeaders(true);
        decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY);
        decoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESETS_SECONDS);
        encoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESETS_SECONDS);
        encoderEnforceMaxQueuedControlFrames(MAX_CONTROL);
        decoderEnforceMaxSmallContinuationFrames(MAX_SMALL_CONTINUATIONS);
        gracefulShutdownTimeoutMillis(loop.config().patience().linger().toMillis());
    }

    public static ClientHandler handler(Loop loop, SocketChannel channel) {
        return new Http2Clients(loop, channel).build();
    }

    @Override
    protected ClientHandler build(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
        return new ClientHandler(decoder, encoder, settings, loop, channel);
    }
}
