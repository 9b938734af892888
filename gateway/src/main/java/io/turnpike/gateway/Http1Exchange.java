package io.turnpike.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.turnpike.decision.Route;
import io.turnpike.gateway.wire.AnswerHead;
import io.turnpike.gateway.wire.Body;
import io.turnpike.gateway.wire.Trailers;
import io.turnpike.usage.Ended;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 call from the end of its head to the end of its answer. The client's connection tells it of the
/// request's body, the target's of the answer; both live on the same loop.
final class Http1Exchange implements Exchange {
    /// Of a body that nobody wants, so much is read to keep the connection (HT24).
    private static final long MAX_DISCARDED = 64 * 1024;
    private static final int MAX_INTERIM = 8;

    private final ClientConnection client;
    private final Loop loop;
    private final ReceivedCall call;
    private final ExchangeClock clock;
    private final Replay replay = new Replay();
    private @Nullable Verdict verdict;
    private @Nullable AnswerWriter answers;
    private @Nullable RequestForwarding forwarding;
    private @Nullable TargetConnection target;
    private @Nullable AnswerHead answer;
    private boolean keep;
    private boolean requestEnded;
    private boolean discarding;
    private boolean answerEnded;
    private boolean inChunks;
    /// The client left before the call was settled.
    private boolean abandoned;
    private boolean over;
    /// The client was told to send its body.
    private boolean mayGoOn;
    private int interims;
    private int status;
    private int targetStatus;
    private long requestBytes;
    private long answerBytes;
    private long discarded;
    private long discardingSince;
    private long sentAt;
    private long answeredAt;

    Http1Exchange(ClientConnection client, ReceivedCall call) {
        this.client = client;
        this.loop = client.loop();
        this.call = call;
        this.keep = call.head().isComplete() && call.head().keepsConnection();
        this.requestEnded = client.body().hasEnded();
        this.clock = new ExchangeClock(loop, call.now());
    }

    void begin() {
        Fault unfit = call.unfit();
        if (unfit == null) {
            loop.turnstile().admit(this);
        } else {
            keep &= !call.method().equals("CONNECT");
            loop.turnstile().refuse(this, unfit);
        }
    }

    /// Ends a call whose head cannot be read.
    void refuse(Fault fault) {
        keep = false;
        loop.turnstile().refuse(this, fault);
    }

    @Override
    public Arrival call() {
        return call;
    }

    @Override
    public void settle(Verdict settled) {
        verdict = settled;
        answers = new AnswerWriter(client, call.head(), settled);
        if (abandoned) {
            end(Ended.Outcome.CLIENT_GONE);
            return;
        }
        Route route = settled.route();
        if (settled.fault() != null || route == null) {
            answerFault(settled.fault() == null ? Fault.INTERNAL : settled.fault());
        } else if (route.targets().isEmpty() || call.maxForwards() == 0) {
            answerOurselves(200, answers.empty(keepsOwn()));
        } else {
            forward(settled, route);
        }
        client.flushOutsideBatch();
    }

    // What the client sends

    /// Whether more of the request's body may come now (HT34).
    boolean takesBody() {
        return discarding || (target != null && target.isWritable());
    }

    void body(ByteBuf piece) {
        clock.heardClient(piece.readableBytes());
        requestBytes += piece.readableBytes();
        if (discarding || target == null) {
            discard(piece);
        } else if (requestBytes > maxBody()) {
            piece.release();
            fail(Fault.TOO_BIG_BODY);
        } else {
            if (target.isReused() && isIdempotent()) {
                replay.keep(piece);
            }
            target.writeBody(piece, isChunked());
        }
    }

    void bodyEnded() {
        requestEnded = true;
        clock.requestEnded(loop.micros() / 1000);
        writeLastChunk();
        endIfDone();
    }

    void bodyFlawed() {
        keep = false;
        fail(Fault.BAD_REQUEST);
    }

    void clientGone() {
        abandoned = true;
        end(Ended.Outcome.CLIENT_GONE);
    }

    void clientWritable(boolean writable) {
        if (target != null) {
            target.read(writable);
        }
    }

    void flushTarget() {
        if (target != null) {
            target.flush();
        }
    }

    // What the target does

    /// A connection stands: the call goes out.
    void connected(TargetConnection connection) {
        if (over || answerEnded || forwarding == null) {
            connection.release();
            return;
        }
        target = connection;
        connection.carry(this, client, call.method());
        sentAt = loop.micros();
        clock.sent(sentAt / 1000);
        connection.writeHead(forwarding.head(connection.channel().alloc()), isIdempotent());
        replay.writeTo(connection, isChunked());
        if (requestEnded) {
            writeLastChunk();
        }
        client.advance();
        client.flushOutsideBatch();
    }

    void notConnected() {
        fail(Fault.UNAVAILABLE);
        client.flushOutsideBatch();
    }

    void targetWritable() {
        client.advance();
    }

    void interim(AnswerHead head) {
        clock.heardTarget();
        boolean isContinue = head.status() == 100;
        if (head.status() == 101 || ++interims > MAX_INTERIM) {
            answerFlawed();
        } else if (call.head().minorVersion() == 1
                && answers != null
                && (!isContinue || (call.expectsContinue() && !mayGoOn))) {
            mayGoOn |= isContinue;
            client.write(answers.interim(head));
        }
    }

    void answered(AnswerHead head) {
        clock.heardTarget();
        answer = head;
        answeredAt = loop.micros();
        targetStatus = head.status();
        status = head.status();
        boolean isOpen = head.bodyLength() < 0;
        inChunks = isOpen && call.head().minorVersion() == 1;
        keep &= !isOpen || inChunks;
        keep &= !loop.isDraining();
        if (!requestEnded && !head.keepsConnection()) {
            keep &= willBeShort();
        }
        if (answers != null) {
            client.write(answers.forwarded(head, inChunks, keep));
        }
    }

    void answerPiece(ByteBuf piece) {
        clock.heardTarget();
        int length = piece.readableBytes();
        answerBytes += length;
        if (inChunks) {
            client.write(chunkHead(length));
            client.write(piece);
            client.write(TargetConnection.CRLF.duplicate());
        } else {
            client.write(piece);
        }
    }

    /// The answer is whole.
    ///
    /// @param reusable whether its connection can carry another call
    void answerEnded(boolean reusable, Trailers trailers) {
        answerEnded = true;
        if (inChunks && answers != null && answer != null) {
            client.write(answers.lastChunk(trailers, answer));
        }
        if (!reusable) {
            dropTarget();
            discardRest();
        }
        endIfDone();
    }

    /// The target's connection closed, or what it sent cannot be read.
    ///
    /// @param mayRetry whether the call can go to another connection (HT31)
    void targetGone(boolean mayRetry) {
        boolean mayRepeat = mayRetry && target != null && target.isReused() && isRepeatable(target);
        dropTarget();
        if (answerEnded) {
            discardRest();
            endIfDone();
        } else if (answer != null) {
            cut();
        } else if (mayRepeat && verdict != null && verdict.route() != null) {
            connect(verdict.route(), true);
        } else {
            fail(Fault.BAD_GATEWAY);
        }
    }

    void answerFlawed() {
        targetGone(false);
    }

    // Time

    void tick(long now) {
        if (discarding
                && now - discardingSince >= loop.config().patience().linger().toMillis()) {
            keep = false;
            endIfDone();
        }
        if (over || verdict == null || verdict.route() == null) {
            return;
        }
        switch (clock.look(now, verdict.route().settings().backend().timeouts(), phase())) {
            case NONE -> {}
            case GO_ON -> goOn();
            case CLIENT_TOO_SLOW -> {
                keep = false;
                fail(Fault.REQUEST_TIMEOUT);
            }
            case TARGET_TOO_SLOW -> fail(Fault.GATEWAY_TIMEOUT);
        }
    }

    private ExchangeClock.Phase phase() {
        return new ExchangeClock.Phase(
                !requestEnded && takesBody(), requestEnded, answer != null, call.expectsContinue() && !mayGoOn);
    }

    private void goOn() {
        mayGoOn = true;
        if (answers != null) {
            client.write(answers.goOn());
        }
    }

    // The rest

    private void forward(Verdict settled, Route route) {
        Upstream upstream = loop.upstreams().of(route.targets().getFirst());
        forwarding = new RequestForwarding(call, settled, route, upstream, client);
        connect(route, false);
    }

    private void connect(Route route, boolean fresh) {
        Upstream upstream = loop.upstreams().of(route.targets().getFirst());
        upstream.connect(this, route.settings().backend().timeouts().connect(), fresh, isIdempotent());
    }

    private boolean isIdempotent() {
        return switch (call.method()) {
            case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> true;
            default -> false;
        };
    }

    /// Whether the call can be sent once more: the target saw nothing of it, or may see it twice and
    /// its body is at hand (HT31).
    private boolean isRepeatable(TargetConnection used) {
        return isIdempotent() ? replay.isWhole() : !used.tookHead() && requestBytes == 0;
    }

    private boolean isChunked() {
        return call.head().bodyLength() == Body.CHUNKED;
    }

    private void writeLastChunk() {
        if (!discarding && target != null && forwarding != null && isChunked()) {
            target.write(forwarding.lastChunk(
                    client.body().trailers(), target.channel().alloc()));
        }
    }

    private long maxBody() {
        return verdict == null || verdict.route() == null
                ? Long.MAX_VALUE
                : verdict.route().settings().limits().maxBody().orElse(Long.MAX_VALUE);
    }

    /// Ends the call before its answer began with a fault, or cuts it.
    private void fail(Fault fault) {
        dropTarget();
        if (answerEnded) {
            discardRest();
            endIfDone();
        } else if (answer != null) {
            cut();
        } else {
            answerFault(fault);
        }
    }

    private void answerFault(Fault fault) {
        if (answers != null) {
            keepsOwn();
            answerOurselves(fault.status(), answers.refusal(fault, keep));
        }
    }

    private void answerOurselves(int code, ByteBuf bytes) {
        status = code;
        client.write(bytes);
        answerEnded = true;
        discardRest();
        endIfDone();
    }

    /// Whether the connection outlives an answer of ours.
    private boolean keepsOwn() {
        keep &= !loop.isDraining() && (requestEnded || (willBeShort() && !call.expectsContinue()));
        return keep;
    }

    /// Whether what is left of the body is not worth a connection.
    private boolean willBeShort() {
        return !client.body().isFlawed() && client.body().left() <= MAX_DISCARDED;
    }

    private void discardRest() {
        if (requestEnded || discarding) {
            return;
        }
        discarding = true;
        discardingSince = loop.now();
        client.advance();
    }

    private void discard(ByteBuf piece) {
        discarded += piece.readableBytes();
        piece.release();
        if (discarded > MAX_DISCARDED) {
            keep = false;
            endIfDone();
        }
    }

    private ByteBuf chunkHead(int length) {
        return ByteBufUtil.writeAscii(client.channel().alloc(), Integer.toHexString(length) + "\r\n");
    }

    private void dropTarget() {
        if (target != null) {
            TargetConnection dropped = target;
            target = null;
            dropped.drop();
        }
    }

    private void cut() {
        end(Ended.Outcome.TARGET_GONE);
        client.cut();
    }

    private void endIfDone() {
        if (answerEnded && (requestEnded || (discarding && !keep))) {
            end(Ended.Outcome.COMPLETE);
        }
    }

    private void end(Ended.Outcome outcome) {
        if (over || verdict == null) {
            return;
        }
        over = true;
        replay.release();
        if (target != null && outcome == Ended.Outcome.COMPLETE && requestEnded) {
            target.release();
            target = null;
        }
        dropTarget();
        loop.turnstile()
                .ended(new Ended(
                        verdict.id(),
                        status,
                        targetStatus,
                        sentAt,
                        answeredAt,
                        loop.micros(),
                        requestBytes,
                        answerBytes,
                        outcome));
        if (outcome == Ended.Outcome.COMPLETE) {
            client.exchangeEnded(keep);
        }
    }
}
