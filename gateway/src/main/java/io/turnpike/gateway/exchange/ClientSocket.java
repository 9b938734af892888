package io.turnpike.gateway.exchange;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.turnpike.gateway.transport.JoinedWrites;
import org.jspecify.annotations.Nullable;

/// A client's socket: bytes out in batches, bytes in as long as they are wanted, and three ways to end.
final class ClientSocket {
    /// What the system says of a connection that is over on both sides.
    private static final int TCP_CLOSE = 7;

    private final SocketChannel channel;
    private final JoinedWrites writes;
    private boolean reading = true;
    /// What the system said last; most connections never need it.
    private @Nullable EpollTcpInfo told;

    ClientSocket(SocketChannel channel) {
        this.channel = channel;
        this.writes = new JoinedWrites(channel);
    }

    SocketChannel channel() {
        return channel;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /// Where bytes go; they leave with the next flush.
    JoinedWrites writes() {
        return writes;
    }

    /// Says whether bytes are wanted.
    void read(boolean wanted) {
        if (wanted != reading) {
            reading = wanted;
            channel.config().setAutoRead(wanted);
        }
    }

    /// Whether the client broke the connection while nothing was read from it, which no read tells then (HT33).
    boolean isBroken() {
        if (reading || !channel.isActive() || !(channel instanceof EpollSocketChannel epoll)) {
            return false;
        }
        if (told == null) {
            told = new EpollTcpInfo();
        }
        epoll.tcpInfo(told);
        return told.state() == TCP_CLOSE;
    }

    void close() {
        var _ = channel.close();
    }

    /// Closes once all that was written has left.
    void closeBehindAnswer() {
        var _ = writes.pass().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /// Closes our side once all that was written has left; the client may still send, unread by TLS.
    ///
    /// @param ended is run then
    void endOutput(Runnable ended) {
        ChannelFuture last = writes.pass().writeAndFlush(Unpooled.EMPTY_BUFFER);
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            last = tls.closeOutbound().addListener(_ -> channel.pipeline().remove(tls));
        }
        var _ = last.addListener(_ -> {
            var _ = channel.shutdownOutput();
            ended.run();
        });
    }

    /// Whether our side is closed.
    boolean isOutputEnded() {
        return channel.isOutputShutdown();
    }

    /// Breaks the connection, so that the client sees that something is missing (HT23): without the word by which TLS
    /// ends in good order.
    void cut() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
        if (tls == null) {
            close();
        } else {
            var _ = tls.close();
        }
    }
}
