package io.turnpike.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.turnpike.decision.Route;
import io.turnpike.gateway.admission.Verdict;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.target.TargetCall;
import io.turnpike.gateway.target.TargetGroup;
import io.turnpike.gateway.target.TargetLink;
import io.turnpike.gateway.target.Upstream;
import io.turnpike.gateway.wire.AnswerHead;
import io.turnpike.gateway.wire.Body;
import io.turnpike.gateway.wire.Trailers;
import io.turnpike.usage.Ended;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The target's side of one call: which connection carries it, what of it went out, and what came back.
final class TargetSide implements TargetCall, BodyTaker {
    private final HttpExchange exchange;
    private final ReceivedCall call;
    private final ClientSide client;
    private final Client receiver;
    private final Route route;
    private final TargetGroup targets;
    private final RequestForwarding forwarding;
    /// What came of the body before the call was decided; null if nothing did.
    private final @Nullable HeldBody held;

    /// gRPC is spoken over nothing else.
    private final boolean byHttp2;

    private final Replay replay = new Replay();
    private @Nullable Upstream upstream;
    /// Those that could not be reached; null while there are none.
    private @Nullable Set<Upstream> tried;

    private @Nullable TargetLink connection;
    private @Nullable AnswerHead answer;
    private boolean over;
    /// Whether the call was sent once more (HT31).
    private boolean repeated;
    private long sentAt;
    private long answeredAt;
    private long endedAt;

    TargetSide(
            HttpExchange exchange,
            ReceivedCall call,
            ClientSide client,
            Verdict verdict,
            Route route,
            @Nullable HeldBody held) {
        this.exchange = exchange;
        this.call = call;
        this.client = client;
        this.receiver = client.connection();
        this.route = route;
        this.held = held;
        this.byHttp2 = call.isGrpc();
        this.targets = receiver.loop().upstreams().of(route.api());
        this.forwarding = new RequestForwarding(call, verdict, route, receiver);
    }

    /// Looks for a target whose turn it is, and that was not tried before.
    void begin() {
        Upstream next = targets.next(tried);
        choose(next);
        if (next == null) {
            exchange.fail(tried == null ? Fault.NO_ACTIVE_TARGETS : Fault.UNAVAILABLE);
        } else {
            connect(next, false);
        }
    }

    private void choose(@Nullable Upstream next) {
        if (upstream != null) {
            upstream.end();
        }
        upstream = next;
        if (next != null) {
            next.begin();
        }
    }

    /// @param fresh whether only a new connection will do
    private void connect(Upstream to, boolean fresh) {
        if (byHttp2) {
            to.connectByHttp2(this, route.settings().backend().timeouts().connect());
            return;
        }
        to.connect(this, route.settings().backend().timeouts().connect(), fresh, isIdempotent());
    }

    /// Whether the answer began.
    boolean isAnswered() {
        return answer != null;
    }

    /// What the record keeps of the target; null if the call did not go out.
    Ended.@Nullable Target described() {
        if (upstream == null || sentAt == 0) {
            return null;
        }
        int status = answer == null ? 0 : answer.status();
        return new Ended.Target(upstream.authority(), status, sentAt, answeredAt, endedAt);
    }

    @Override
    public boolean takesBody() {
        return connection != null && connection.isWritable();
    }

    @Override
    public boolean isGone() {
        return connection == null;
    }

    @Override
    public long maxBody() {
        return route.settings().limits().maxBody().orElse(Long.MAX_VALUE);
    }

    @Override
    public void body(ByteBuf piece) {
        TargetLink open = connection;
        if (open == null) {
            piece.release();
            return;
        }
        if (open.isReused() && !repeated && isIdempotent() && answer == null) {
            replay.keep(piece);
        }
        open.sendBody(piece, isChunked());
    }

    /// The client of a WebSocket sends no more.
    void endPipe() {
        if (connection != null) {
            connection.endOutput();
        }
    }

    @Override
    public void bodyEnded() {
        if (connection != null && isChunked()) {
            connection.endBody(forwarding.lastChunk(receiver.trailers()));
        } else if (connection != null) {
            connection.endBody();
        }
    }

    void clientWritable(boolean writable) {
        if (connection != null) {
            connection.read(writable);
        }
    }

    void flush() {
        if (connection != null) {
            connection.flush();
        }
    }

    /// Gives up the connection.
    void drop() {
        if (connection != null) {
            TargetLink dropped = connection;
            connection = null;
            dropped.drop();
        }
    }

    /// The call is over.
    ///
    /// @param reusable whether its connection, if there still is one, can carry another
    void end(boolean reusable) {
        over = true;
        if (upstream != null) {
            upstream.end();
        }
        replay.release();
        if (connection != null && reusable) {
            connection.release();
            connection = null;
        }
        drop();
    }

    @Override
    public void connected(TargetLink open) {
        Upstream to = upstream;
        if (over || client.isAnswered() || to == null) {
            open.release();
            return;
        }
        connection = open;
        open.carry(this, receiver, call.method(), call.head().asksForWebSocket());
        sentAt = receiver.loop().micros();
        exchange.clock().sent(sentAt / 1000);
        boolean hasWhole = client.hasWholeRequest();
        boolean ends = hasWhole && !isChunked() && replay.isEmpty() && (held == null || held.isEmpty());
        open.sendHead(forwarding.head(to), isIdempotent(), ends);
        replay.writeTo(open, isChunked());
        if (held != null) {
            held.writeTo(open, isChunked());
        }
        if (hasWhole && !ends) {
            bodyEnded();
        }
        receiver.advance();
        receiver.flushOutsideBatch();
    }

    @Override
    public void notConnected() {
        if (!over && !client.isAnswered()) {
            if (upstream != null) {
                upstream.callFailed();
            }
            tryAnother();
        }
        receiver.flushOutsideBatch();
    }

    @Override
    public void crowded() {
        if (!over && !client.isAnswered()) {
            tryAnother();
        }
        receiver.flushOutsideBatch();
    }

    @Override
    public void targetWritable() {
        receiver.advance();
    }

    @Override
    public void interim(AnswerHead head) {
        exchange.clock().heardTarget();
        if (head.status() == 101 || !client.interim(head)) {
            answerFlawed();
        }
    }

    @Override
    public void answered(AnswerHead head) {
        exchange.clock().heardTarget();
        answer = head;
        answeredAt = receiver.loop().micros();
        if (upstream != null) {
            upstream.callAnswered();
        }
        if (head.isUpgrade()) {
            client.upgrade(head);
        } else {
            client.answer(head);
        }
    }

    @Override
    public void answerPiece(ByteBuf piece) {
        exchange.clock().heardTarget();
        client.answerPiece(piece);
    }

    @Override
    public void answerEnded(boolean reusable, Trailers trailers) {
        endedAt = receiver.loop().micros();
        if (answer != null) {
            client.answerEnded(trailers, answer);
        }
        if (!reusable || client.waitsToGoOn()) {
            drop();
            client.discardRest();
        }
        exchange.endIfDone();
    }

    @Override
    public void targetGone(boolean silent) {
        Upstream used = upstream;
        boolean mayRepeat =
                silent && !repeated && connection != null && connection.isReused() && isRepeatable(connection);
        drop();
        if (mayRepeat && used != null && answer == null && !client.isAnswered()) {
            repeated = true;
            connect(used, true);
        } else {
            if (used != null && answer == null && !client.isAnswered()) {
                used.callFailed();
            }
            exchange.fail(Fault.BAD_GATEWAY);
        }
    }

    @Override
    public void answerFlawed() {
        targetGone(false);
    }

    @Override
    public void failed(RuntimeException bug) {
        receiver.failed(bug);
    }

    /// Nothing of the call went out yet, so it may go to any other target.
    private void tryAnother() {
        if (tried == null) {
            tried = new HashSet<>();
        }
        if (upstream != null) {
            tried.add(upstream);
        }
        begin();
    }

    private boolean isIdempotent() {
        return switch (call.method()) {
            case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> true;
            default -> false;
        };
    }

    /// Whether the call can be sent once more: the target saw nothing of it, or may see it twice and its body is at
    /// hand (HT31).
    private boolean isRepeatable(TargetLink used) {
        return isIdempotent() ? replay.isWhole() : !used.tookHead() && client.requestBytes() == 0;
    }

    private boolean isChunked() {
        return call.head().bodyLength() == Body.CHUNKED;
    }
}
