package io.turnpike.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.turnpike.gateway.wire.Body;
import io.turnpike.gateway.wire.Pending;
import io.turnpike.gateway.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/// One connection of a client: its calls one after the other, whatever it sends ahead waiting its turn (HT26).
final class ClientConnection extends ChannelInboundHandlerAdapter {
    /// Of what waits its turn, so much is read from the socket and no more (HT34).
    private static final int MAX_PENDING = 32 * 1024;
    /// An idle connection of a gateway that stops waits so long for a call that was under way already.
    private static final long LAST_CALL_MILLIS = 1_000;

    private final Loop loop;
    private final SocketChannel channel;
    private final ClientOrigin origin;
    private final RequestHead head = new RequestHead();
    private final Body body = new Body();
    private @Nullable ByteBuf pending;
    private @Nullable Http1Exchange exchange;
    private State state = State.OPEN;
    /// When the head began, the last call ended, or the lingering began.
    private long since;
    private int place;
    private boolean advancing;
    private boolean dirty;
    private boolean inBatch;
    private boolean reading = true;
    /// The client sends no more, and may still read.
    private boolean inputEnded;

    ClientConnection(Loop loop, SocketChannel channel) {
        this.loop = loop;
        this.channel = channel;
        this.origin = ClientOrigin.of(channel.remoteAddress(), channel.localAddress());
        this.since = loop.now();
    }

    Loop loop() {
        return loop;
    }

    Channel channel() {
        return channel;
    }

    ClientOrigin origin() {
        return origin;
    }

    Body body() {
        return body;
    }

    int place() {
        return place;
    }

    void setPlace(int place) {
        this.place = place;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /// Hands bytes to the socket; they leave with the next flush.
    void write(ByteBuf bytes) {
        dirty = true;
        var _ = channel.write(bytes, channel.voidPromise());
    }

    /// Sends what was written to the client, and to the target of its call.
    void flush() {
        if (dirty) {
            dirty = false;
            channel.flush();
        }
        if (exchange != null) {
            exchange.flushTarget();
        }
    }

    /// Flushes unless the end of a batch of reads will do it.
    void flushOutsideBatch() {
        if (!inBatch) {
            flush();
        }
    }

    /// Goes on reading: the call takes more of its body, or the next call may begin.
    void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            while (state == State.OPEN && step()) {}
        } finally {
            advancing = false;
        }
        if (pending != null && !pending.isReadable()) {
            pending.release();
            pending = null;
        }
        read(pending == null || pending.readableBytes() < MAX_PENDING);
        if (inputEnded && state == State.OPEN) {
            closeIfNothingComes();
        }
    }

    /// The call at hand is over.
    ///
    /// @param keep whether another may follow
    void exchangeEnded(boolean keep) {
        boolean isUnread = !body.hasEnded() || (pending != null && pending.isReadable());
        exchange = null;
        head.clear();
        since = loop.now();
        if (state == State.LINGERING || state == State.CLOSED) {
            return;
        }
        if (keep && !loop.isDraining()) {
            advance();
        } else if (isUnread || loop.isDraining()) {
            linger();
        } else {
            closeBehindAnswer();
        }
    }

    /// Breaks the connection so that the client sees that the answer is cut (HT23).
    void cut() {
        state = State.CLOSED;
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var _ = channel.close();
    }

    void tick(long now) {
        GatewayConfig.Patience patience = loop.config().patience();
        if (state == State.LINGERING) {
            if (now - since >= patience.linger().toMillis()) {
                var _ = channel.close();
            }
        } else if (exchange != null) {
            exchange.tick(now);
            flush();
        } else if (head.isBegun()) {
            if (now - since >= patience.head().toMillis()) {
                refuse(Fault.REQUEST_TIMEOUT);
                flush();
            }
        } else if (now - since
                >= (loop.isDraining() ? LAST_CALL_MILLIS : patience.keepAlive().toMillis())) {
            var _ = channel.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        loop.opened(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (state == State.LINGERING || state == State.CLOSED) {
            bytes.release();
            return;
        }
        inBatch = true;
        pending = Pending.append(pending, bytes, ctx.alloc());
        advance();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inBatch = false;
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.clientWritable(channel.isWritable());
        } else if (channel.isWritable()) {
            advance();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            if (state == State.LINGERING) {
                var _ = channel.close();
            } else if (state == State.OPEN) {
                inputEnded = true;
                advance();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Failures.report(cause);
        var _ = channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state = State.CLOSED;
        loop.closed(this);
        if (exchange != null) {
            exchange.clientGone();
            exchange = null;
        }
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }

    /// A client that ended its side still gets the answers to its whole calls (HT33).
    private void closeIfNothingComes() {
        if (exchange == null) {
            if (pending == null || channel.isWritable()) {
                closeBehindAnswer();
            }
        } else if (!body.hasEnded() && exchange.takesBody()) {
            exchange.clientGone();
            exchange = null;
            var _ = channel.close();
        }
    }

    private void closeBehindAnswer() {
        state = State.CLOSED;
        var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /// A call is begun only while the client takes the answers to those before (HT34).
    private boolean step() {
        ByteBuf bytes = pending;
        if (bytes == null || !bytes.isReadable()) {
            return false;
        }
        if (exchange == null) {
            return channel.isWritable() && readHead(bytes);
        }
        return exchange.takesBody() && readBody(bytes, exchange);
    }

    private boolean readHead(ByteBuf bytes) {
        if (!head.isBegun()) {
            since = loop.now();
        }
        if (!head.read(bytes)) {
            return false;
        }
        if (head.flaw() != null) {
            refuse(Fault.of(head.flaw()));
            return false;
        }
        body.begin(head.bodyLength());
        exchange = new Http1Exchange(this, new ReceivedCall(head, origin.address(), loop.micros()));
        exchange.begin();
        return true;
    }

    private boolean readBody(ByteBuf bytes, Http1Exchange call) {
        if (body.hasEnded()) {
            return false;
        }
        ByteBuf piece = body.next(bytes);
        if (piece != null) {
            call.body(piece);
        }
        if (body.hasEnded()) {
            call.bodyEnded();
        } else if (body.isFlawed()) {
            call.bodyFlawed();
            return false;
        }
        return piece != null || bytes.isReadable();
    }

    /// Answers a head that cannot be read, and closes.
    private void refuse(Fault fault) {
        body.begin(Body.UNTIL_CLOSE);
        exchange = new Http1Exchange(this, new ReceivedCall(head, origin.address(), loop.micros()));
        exchange.refuse(fault);
    }

    /// Closes our side, and waits a little for the client to read the answer and close its own (HT24).
    private void linger() {
        state = State.LINGERING;
        since = loop.now();
        read(true);
        dirty = false;
        var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
            var _ = channel.shutdownOutput();
        });
    }

    private void read(boolean wanted) {
        if (wanted != reading) {
            reading = wanted;
            channel.config().setAutoRead(wanted);
        }
    }

    private enum State {
        OPEN,
        /// We send no more; what the client still sends is thrown away.
        LINGERING,
        CLOSED
    }
}
