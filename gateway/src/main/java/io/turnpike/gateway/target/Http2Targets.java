package io.turnpike.gateway.target;

import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import io.turnpike.gateway.wire.http2.Http2Fields;

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
        Http2Connection connection = new DefaultHttp2Connection(false);
        connection.local().flowController(new DefaultHttp2LocalFlowController(connection, 0.5f, true));
        connection
                .remote()
                .flowController(
                        new DefaultHttp2RemoteFlowController(connection, new UniformStreamByteDistributor(connection)));
        connection(connection);
        initialSettings(
                new Http2Settings().pushEnabled(false).initialWindowSize(WINDOW).maxHeaderListSize(MAX_HEAD));
        validateRequiredPseudoHeaders(true);
        headerSensitivityDetector((name, _) -> Http2Fields.isOfOneCall(name));
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
