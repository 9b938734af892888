package io.turnpike.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.turnpike.gateway.exchange.Client;
import io.turnpike.gateway.exchange.ClientOrigin;
import io.turnpike.gateway.exchange.ExchangeClock;
import io.turnpike.gateway.exchange.HttpExchange;
import io.turnpike.gateway.exchange.Loop;
import io.turnpike.gateway.fault.Failures;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.wire.AnswerHead;
import io.turnpike.gateway.wire.Body;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.Pieces;
import io.turnpike.gateway.wire.RequestHead;
import io.turnpike.gateway.wire.TrailerRules;
import io.turnpike.gateway.wire.Trailers;
import org.jspecify.annotations.Nullable;

/// One call of a client that speaks HTTP/2. Of a body that nobody takes yet, its window keeps so much that it fits
/// (HT34).
final class ClientStream implements Client {
    private final ClientHandler connection;
    private final Http2Stream stream;
    private final RequestHead head;
    private @Nullable Trailers trailers;
    private final ExchangeClock clock;
    private final HttpExchange exchange;
    private final Pieces pending = new Pieces();
    private final int headBytes;
    private long received;
    private boolean requestEnded;
    private boolean requestTold;
    /// Whether the end of the answer was written, and whether it is on its way.
    private boolean answerEnded;
    private boolean answerLeft;
    private long answerWrittenAt;
    /// Whether what the client still sends is of no use.
    private boolean refusesRest;
    /// Whether the head of the final answer was written.
    private boolean answered;
    private boolean advancing;
    /// Whether the call came to its end, and whether the stream did.
    private boolean over;
    private boolean closed;

    /// @param lines the head as HTTP/1.1; nothing where it was too large to be read
    /// @param ends whether nothing follows the head
    ClientStream(ClientHandler connection, Http2Stream stream, HeadWriter lines, boolean ends) {
        this.connection = connection;
        this.stream = stream;
        this.requestEnded = ends;
        this.requestTold = ends;
        this.head = connection.heads().take();
        this.headBytes = lines.length();
        head.read(lines);
        this.clock = new ExchangeClock(connection.loop());
        this.exchange = new HttpExchange(this, head, ends);
    }

    void begin() {
        if (head.flaw() != null) {
            exchange.refuse(Fault.of(head.flaw()));
        } else if (head.isComplete()) {
            exchange.begin();
        } else {
            exchange.refuse(Fault.TOO_BIG_HEADERS);
        }
    }

    int headBytes() {
        return headBytes;
    }

    // What the client does

    /// @return how much of it needs no more room
    int read(ByteBuf data, boolean ends) {
        int length = data.readableBytes();
        received += length;
        requestEnded |= ends;
        if (closed || length == 0) {
            advance();
            return length;
        }
        if (pending.isEmpty() && exchange.takesBody()) {
            exchange.body(data.retain());
            advance();
            return length;
        }
        pending.add(data.retain());
        return 0;
    }

    /// @param lines as HTTP/1.1
    void readTrailers(HeadWriter lines) {
        trailers().read(lines);
        requestEnded = true;
        advance();
    }

    /// The client sends no more on the whole connection.
    void inputEnded() {
        if (!closed && !requestEnded) {
            connection.reset(stream, Http2Error.CANCEL);
        }
    }

    /// Part of a frame came.
    void heard(int bytes) {
        exchange.heard(bytes);
    }

    /// An answer waits for room no longer than a connection waits for a call, and not at all for a client that can
    /// give none any more.
    void tick(long now) {
        exchange.tick(now);
        boolean isLate = answerEnded
                && (requestEnded || !answerLeft)
                && now - answerWrittenAt
                        >= loop().config().patience().keepAlive().toMillis();
        if (!closed && (isLate || (answered && connection.waitsInVain(stream)))) {
            connection.reset(stream, Http2Error.CANCEL);
        }
    }

    void windowChanged() {
        exchange.clientWritable(isWritable());
    }

    void flushTarget() {
        exchange.flushTarget();
    }

    /// The stream is over, whoever ended it.
    void closed() {
        closed = true;
        exchange.clientGone();
        pending.release();
        if (over) {
            connection.heads().give(head);
        }
    }

    @Override
    public void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            while (!closed && !pending.isEmpty() && exchange.takesBody()) {
                ByteBuf piece = pending.take();
                int length = piece.readableBytes();
                exchange.body(piece);
                connection.consume(stream, length);
            }
            if (!closed && requestEnded && !requestTold && pending.isEmpty()) {
                requestTold = true;
                endRequest();
            }
        } finally {
            advancing = false;
        }
    }

    private void endRequest() {
        if (trailers == null || trailers.flaw() == null) {
            exchange.bodyEnded();
        } else {
            exchange.bodyFlawed();
        }
    }

    // What it gets

    @Override
    public Loop loop() {
        return connection.loop();
    }

    @Override
    public ClientOrigin origin() {
        return connection.origin();
    }

    @Override
    public ExchangeClock clock() {
        return clock;
    }

    @Override
    public boolean hasAtMostLeft(long bytes) {
        return head.bodyLength() == Body.CHUNKED || head.bodyLength() - received <= bytes;
    }

    @Override
    public Trailers trailers() {
        if (trailers == null) {
            trailers = new Trailers();
        }
        return trailers;
    }

    /// Heads need no room: until there is one, the target is heard, whatever window the client left.
    @Override
    public boolean isWritable() {
        return !answered || connection.isWritable(stream);
    }

    @Override
    public void answer(HeadWriter lines, boolean ends) {
        if (!closed) {
            answered = lines.status() >= 200;
            if (ends) {
                answerWritten();
            }
            connection.outgoing().answer(stream, lines, ends);
            if (!ends && !isWritable()) {
                exchange.clientWritable(false);
            }
        }
    }

    @Override
    public void answer(HeadWriter lines, byte[] body) {
        answer(lines, body.length == 0);
        if (!closed && body.length > 0) {
            answerWritten();
            connection.outgoing().data(stream, Unpooled.wrappedBuffer(body), true);
        }
    }

    @Override
    public void answerPiece(ByteBuf piece, boolean chunked) {
        if (closed) {
            piece.release();
        } else {
            connection.outgoing().data(stream, piece, false);
        }
    }

    @Override
    public void answerEnded(AnswerHead answer, Trailers behind, boolean chunked) {
        if (closed || answerEnded) {
            return;
        }
        answerWritten();
        HeadWriter out = loop().heads().endLine();
        TrailerRules.write(behind, answer, "", out);
        connection.outgoing().trailers(stream, out.endLine());
    }

    private void answerWritten() {
        answerEnded = true;
        answerWrittenAt = loop().now();
    }

    /// The end of the answer is on its way.
    void answerLeft() {
        answerLeft = true;
        if (refusesRest) {
            connection.reset(stream, Http2Error.NO_ERROR);
        }
    }

    /// What the client still sends of its request is of no use: it is told once the answer has left (RFC 9113 8.1).
    @Override
    public void exchangeEnded(boolean keep) {
        over = true;
        if (!requestEnded && answerEnded) {
            requestTold = true;
            refusesRest = true;
            if (answerLeft) {
                connection.reset(stream, Http2Error.NO_ERROR);
            }
        }
    }

    @Override
    public void cut() {
        connection.reset(stream, Http2Error.INTERNAL_ERROR);
    }

    @Override
    public void flushOutsideBatch() {
        connection.flush(this);
    }

    @Override
    public void flush() {
        connection.flush(this);
    }

    @Override
    public void failed(RuntimeException bug) {
        try {
            if (exchange.failed(bug)) {
                flush();
                return;
            }
            Failures.report(bug);
        } catch (RuntimeException another) {
            another.addSuppressed(bug);
            Failures.report(another);
        }
        cut();
    }
}
