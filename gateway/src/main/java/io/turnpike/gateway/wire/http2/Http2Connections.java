package io.turnpike.gateway.wire.http2;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/// Makes what Netty keeps of a connection, the same for both sides of the gateway.
public final class Http2Connections {
    /// A window is filled up when half of it is used.
    private static final float REFILL = 0.5f;

    private Http2Connections() {}

    /// One whose streams get room as their bytes are consumed, while its own window is filled up at once. Streams share
    /// evenly what can be sent.
    ///
    /// @param server whether the other side is a client
    public static Http2Connection of(boolean server) {
        Http2Connection connection = new DefaultHttp2Connection(server);
        connection.local().flowController(new DefaultHttp2LocalFlowController(connection, REFILL, true));
        connection
                .remote()
                .flowController(
                        new DefaultHttp2RemoteFlowController(connection, new UniformStreamByteDistributor(connection)));
        return connection;
    }
}
