package io.turnpike.gateway.target;

import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.turnpike.gateway.wire.http2.Http2Connections;

/// Makes what speaks HTTP/2 with a target.
final class Http2Targets extends AbstractHttp2ConnectionHandlerBuilder<Http2TargetConnection, Http2Targets> {
    /// Of an answer, so much waits for its client (HT34).
    private static final int WINDOW = 64 * 1024;
    private static final int MAX_HEAD = 48 * 1024;

    private final Upstream upstream;
    private final String scheme;

    private Http2Targets(Upstream upstream, String scheme) {
        this.upstream = upstream;
        this.scheme = scheme;
        connection(Http2Connections.of(false));
        initialSettings(
                new Http2Settings().pushEnabled(false).initialWindowSize(WINDOW).maxHeaderListSize(MAX_HEAD));
        validateRequiredPseudoHeaders(true);
        gracefulShutdownTimeoutMillis(0);
    }

    static Http2TargetConnection connection(Upstream upstream, String scheme) {
        return new Http2Targets(upstream, scheme).build();
    }

    @Override
    protected Http2TargetConnection build(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
        return new Http2TargetConnection(decoder, encoder, settings, upstream, scheme);
    }
}
