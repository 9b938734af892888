package io.turnpike.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.turnpike.gateway.fault.Failures;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.wire.AnswerHead;
import io.turnpike.gateway.wire.Body;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.Pending;
import io.turnpike.gateway.wire.RequestHead;
import io.turnpike.gateway.wire.TrailerRules;
import io.turnpike.gateway.wire.Trailers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One connection of a client: its calls one after the other, whatever it sends ahead waiting its turn (HT26).
final class ClientConnection extends ChannelInboundHandlerAdapter implements Client, Attended {
    /// Of what waits its turn, so much is read from the socket and no more (HT34).
    private static final int MAX_PENDING = 32 * 1024;

    private final Loop loop;
    private final ClientSocket socket;
    private final ClientOrigin origin;
    private final ExchangeClock clock;
    private final RequestHead head = new RequestHead();
    private final Body body = new Body();
    private @Nullable ByteBuf pending;
    private @Nullable HttpExchange exchange;
    private State state = State.OPEN;
    /// When the head began, the last call ended, or all that was written had left.
    private long since;
    private boolean advancing;
    private boolean inBatch;
    /// The client sends no more, and may still read.
    private boolean inputEnded;

    ClientConnection(Loop loop, SocketChannel channel) {
        this.loop = loop;
        this.socket = new ClientSocket(channel);
        this.origin = ClientOrigin.of(channel, loop.config().trusted());
        this.clock = new ExchangeClock(loop);
        this.since = loop.now();
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public ClientOrigin origin() {
        return origin;
    }

    @Override
    public ExchangeClock clock() {
        return clock;
    }

    @Override
    public boolean hasAtMostLeft(long bytes) {
        return !body.isFlawed() && body.left() <= bytes;
    }

    @Override
    public Trailers trailers() {
        return body.trailers();
    }

    @Override
    public boolean isWritable() {
        return socket.isWritable();
    }

    @Override
    public void answer(HeadWriter head, boolean ends) {
        write(head);
    }

    @Override
    public void answer(HeadWriter head, byte[] all) {
        write(head.write(all));
    }

    @Override
    public void upgrade(HeadWriter head) {
        write(head);
        body.begin(Body.UNTIL_CLOSE);
        advance();
    }

    @Override
    public void answerPiece(ByteBuf piece, boolean chunked) {
        if (chunked) {
            socket.writes().writeChunk(piece);
        } else {
            socket.writes().write(piece);
        }
    }

    @Override
    public void answerEnded(AnswerHead answer, Trailers trailers, boolean chunked) {
        if (chunked) {
            HeadWriter out = loop.heads().write("0\r\n");
            TrailerRules.write(trailers, answer, "", out);
            write(out.endLine());
        }
    }

    /// Sends what was written to the client, and to the target of its call.
    @Override
    public void flush() {
        socket.writes().flush();
        if (exchange != null) {
            exchange.flushTarget();
        }
    }

    @Override
    public void flushOutsideBatch() {
        if (!inBatch) {
            flush();
        }
    }

    /// Goes on reading: the call takes more of its body, or the next call may begin.
    @Override
    public void advance() {
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
        socket.read(pending == null || pending.readableBytes() < MAX_PENDING);
        if (inputEnded && state == State.OPEN) {
            closeIfNothingComes();
        }
    }

    @Override
    public void exchangeEnded(boolean keep) {
        boolean mayComeMore =
                !inputEnded && (loop.isDraining() || !body.hasEnded() || (pending != null && pending.isReadable()));
        exchange = null;
        head.clear();
        since = loop.now();
        if (state == State.LINGERING || state == State.CLOSED) {
            return;
        }
        if (keep && !loop.isDraining()) {
            advance();
        } else if (mayComeMore) {
            linger();
        } else {
            closeBehindAnswer();
        }
    }

    @Override
    public void cut() {
        state = State.CLOSED;
        socket.cut();
    }

    /// Ends the call at hand for a bug of ours, or the connection where there is none.
    @Override
    public void failed(RuntimeException bug) {
        HttpExchange broken = exchange;
        try {
            if (broken != null && broken.failed(bug)) {
                flush();
                return;
            }
            Failures.report(bug);
        } catch (RuntimeException another) {
            another.addSuppressed(bug);
            Failures.report(another);
        }
        socket.close();
    }

    @Override
    public void tick(long now) {
        Patience patience = loop.config().patience();
        if (socket.isBroken()) {
            socket.close();
        } else if (state == State.LINGERING) {
            Duration wait = socket.isOutputEnded() ? patience.linger() : patience.keepAlive();
            if (now - since >= wait.toMillis()) {
                socket.close();
            }
        } else if (exchange != null) {
            exchange.tick(now);
            flush();
        } else if (head.isBegun()) {
            if (now - since >= patience.head().toMillis()) {
                refuse(Fault.REQUEST_TIMEOUT);
                flush();
            }
        } else if (now - since >= patience.keepAlive().toMillis()) {
            socket.close();
        } else if (state == State.OPEN && loop.isDraining() && now - since >= Loop.LAST_CALL) {
            closeBehindAnswer();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        loop.opened(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        loop.closed(this);
        socket.writes().discard();
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
            exchange.clientWritable(isWritable());
        } else if (isWritable()) {
            advance();
        }
    }

    /// A client that ends TLS sends no more either; whether it still reads shows when it is written to.
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        boolean isEnd = event == ChannelInputShutdownEvent.INSTANCE;
        if (state == State.OPEN && (isEnd || event instanceof SslCloseCompletionEvent)) {
            inputEnded = true;
            advance();
        } else if (state == State.LINGERING && isEnd) {
            socket.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        Throwable cause = Failures.behind(thrown);
        if (cause instanceof RuntimeException bug && !(bug instanceof DecoderException)) {
            failed(bug);
        } else {
            Failures.report(cause);
            socket.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state = State.CLOSED;
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
            if (pending == null || isWritable()) {
                closeBehindAnswer();
            }
        } else if (!exchange.inputEnded()) {
            exchange.clientGone();
            exchange = null;
            socket.close();
        }
    }

    private void closeBehindAnswer() {
        state = State.CLOSED;
        socket.closeBehindAnswer();
    }

    /// A call is begun only while the client takes the answers to those before (HT34).
    private boolean step() {
        ByteBuf bytes = pending;
        if (bytes == null || !bytes.isReadable()) {
            return false;
        }
        if (exchange == null) {
            return isWritable() && readHead(bytes);
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
        exchange = new HttpExchange(this, head, body.hasEnded());
        exchange.begin();
        return true;
    }

    private boolean readBody(ByteBuf bytes, HttpExchange call) {
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
        exchange = new HttpExchange(this, head, false);
        exchange.refuse(fault);
    }

    private void write(HeadWriter head) {
        socket.writes().write(head);
    }

    /// Closes our side, and waits a little for the client to read the answer and close its own (HT24).
    private void linger() {
        state = State.LINGERING;
        since = loop.now();
        socket.read(true);
        socket.endOutput(() -> since = loop.now());
    }

    private enum State {
        OPEN,
        /// We send no more; what the client still sends is thrown away.
        LINGERING,
        CLOSED
    }
}
