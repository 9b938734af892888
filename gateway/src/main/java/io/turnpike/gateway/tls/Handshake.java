package io.turnpike.gateway.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.turnpike.gateway.exchange.Attended;
import io.turnpike.gateway.exchange.Loop;
import io.turnpike.gateway.fault.Failures;
import java.util.function.Function;

/// A connection whose client has not come to speak HTTP yet. Its loop counts it, so that a gateway that stops waits
/// for the call behind it.
final class Handshake extends ChannelInboundHandlerAdapter implements Attended {
    private final Loop loop;
    private final Channel channel;
    private final Function<Boolean, ChannelHandler> protocols;
    private final long since;
    /// Whether the client has said anything.
    private boolean begun;

    Handshake(Loop loop, Channel channel, Function<Boolean, ChannelHandler> protocols) {
        this.loop = loop;
        this.channel = channel;
        this.protocols = protocols;
        this.since = loop.now();
    }

    /// The whole handshake takes no longer than the head of a call may.
    @Override
    public void tick(long now) {
        long patience = loop.isDraining() && !begun
                ? Loop.LAST_CALL
                : loop.config().patience().head().toMillis();
        if (now - since >= patience) {
            close();
        }
    }

    @Override
    public void failed(RuntimeException bug) {
        Failures.report(bug);
        close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        loop.opened(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        loop.closed(this);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        begun = true;
        ctx.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent shaken && shaken.isSuccess()) {
            String chosen = ctx.pipeline().get(SslHandler.class).applicationProtocol();
            boolean isHttp2 = ApplicationProtocolNames.HTTP_2.equals(chosen);
            ctx.pipeline().replace(this, null, protocols.apply(isHttp2));
        } else if (event instanceof SslHandshakeCompletionEvent || event == ChannelInputShutdownEvent.INSTANCE) {
            close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    /// Whoever fails the handshake is no bug of ours.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Failures.report(Failures.behind(cause));
        close();
    }

    private void close() {
        var _ = channel.close();
    }
}
