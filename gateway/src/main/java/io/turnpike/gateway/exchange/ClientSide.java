package io.turnpike.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.turnpike.gateway.admission.Verdict;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.fault.FaultBody;
import io.turnpike.gateway.reserved.ReservedReply;
import io.turnpike.gateway.wire.AnswerHead;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.Trailers;
import io.turnpike.model.Cors;
import org.jspecify.annotations.Nullable;

/// The client's side of one call: how much of its request was read, and what it was answered.
final class ClientSide {
    /// Of a body that nobody wants, so much is read to keep the connection (HT24).
    private static final long MAX_DISCARDED = 64 * 1024;
    private static final int MAX_INTERIM = 8;
    private static final byte[] NOTHING = {};

    private final Client connection;
    private final ReceivedCall call;
    private @Nullable AnswerWriter answers;
    private boolean keep;
    private boolean wholeRequest;
    private boolean discarding;
    private boolean begun;
    private boolean answered;
    private boolean inChunks;
    private boolean upgraded;
    /// The client was told to send its body.
    private boolean mayGoOn;
    private int interims;
    private int status;
    private @Nullable Fault fault;
    private long requestBytes;
    private long answerBytes;
    private long discarded;
    private long discardingSince;

    ClientSide(Client connection, ReceivedCall call, boolean wholeRequest) {
        this.connection = connection;
        this.call = call;
        this.keep = call.head().isComplete() && call.head().keepsConnection();
        this.wholeRequest = wholeRequest;
    }

    Client connection() {
        return connection;
    }

    /// What every answer says from now on.
    void speakOf(Verdict verdict) {
        answers = new AnswerWriter(connection.loop(), call.head(), verdict);
    }

    // The request

    boolean hasWholeRequest() {
        return wholeRequest;
    }

    long requestBytes() {
        return requestBytes;
    }

    /// Whether the connection is a pipe to the target.
    boolean isUpgraded() {
        return upgraded;
    }

    /// Whether the rest of the request is thrown away.
    boolean isDiscarding() {
        return discarding;
    }

    /// Whether the client waits to be told to send its body (HT25).
    boolean waitsToGoOn() {
        return call.expectsContinue() && !mayGoOn && !wholeRequest;
    }

    void read(int bytes) {
        requestBytes += bytes;
    }

    void requestEnded() {
        wholeRequest = true;
    }

    /// Reads on without anybody to read for (HT24).
    void discardRest() {
        if (wholeRequest || discarding) {
            return;
        }
        discarding = true;
        discardingSince = connection.loop().now();
        connection.advance();
    }

    void discard(ByteBuf piece) {
        discarded += piece.readableBytes();
        piece.release();
        if (discarded > MAX_DISCARDED) {
            keep = false;
        }
    }

    /// Gives up a body that nobody wants and that does not end.
    void stopDiscarding(long now) {
        if (discarding
                && now - discardingSince
                        >= connection.loop().config().patience().linger().toMillis()) {
            keep = false;
        }
    }

    // The answer

    /// Sent or being sent; 0 before.
    int status() {
        return status;
    }

    /// What was answered in place of the target's answer; null where nothing was.
    @Nullable
    Fault fault() {
        return fault;
    }

    long answerBytes() {
        return answerBytes;
    }

    /// Whether bytes of a final answer went out.
    boolean hasBegun() {
        return begun;
    }

    /// Whether the whole answer went out.
    boolean isAnswered() {
        return answered;
    }

    /// Whether nothing more is to come from either side.
    boolean isDone() {
        return answered && (wholeRequest || (discarding && !keep));
    }

    /// Whether another call may follow.
    boolean keeps() {
        return keep;
    }

    void closeBehindAnswer() {
        keep = false;
    }

    void goOn() {
        mayGoOn = true;
        connection.answer(AnswerWriter.goOn(connection.loop()), false);
    }

    /// Passes an interim answer on to those who may get it (HT21).
    ///
    /// @return false if there were too many of them
    boolean interim(AnswerHead head) {
        if (++interims > MAX_INTERIM) {
            return false;
        }
        boolean isContinue = head.status() == 100;
        if (call.head().minorVersion() == 1 && answers != null && (!isContinue || waitsToGoOn())) {
            mayGoOn |= isContinue;
            connection.answer(answers.interim(head), false);
        }
        return true;
    }

    /// From here on both sides send bytes as they like (HT30).
    void upgrade(AnswerHead head) {
        status = head.status();
        begun = true;
        keep = false;
        upgraded = true;
        wholeRequest = false;
        if (answers != null) {
            connection.upgrade(answers.upgraded(head));
        }
    }

    void answer(AnswerHead head) {
        status = head.status();
        begun = true;
        boolean isOpen = head.bodyLength() < 0;
        inChunks = isOpen && call.head().minorVersion() == 1;
        keep &= !isOpen || inChunks;
        keep &= !connection.loop().isDraining();
        if (!wholeRequest && (!head.keepsConnection() || waitsToGoOn())) {
            keep &= willBeShort() && !waitsToGoOn();
        }
        if (answers != null) {
            connection.answer(answers.forwarded(head, inChunks, keep), head.bodyLength() == 0);
        }
    }

    void answerPiece(ByteBuf piece) {
        answerBytes += piece.readableBytes();
        connection.answerPiece(piece, inChunks);
    }

    void answerEnded(Trailers trailers, AnswerHead head) {
        answered = true;
        connection.answerEnded(head, trailers, inChunks);
    }

    void answerFault(Fault answered) {
        fault = answered;
        if (answers != null) {
            decideToKeep();
            if (call.isGrpc()) {
                answerOurselves(200, answers.refusalOfGrpc(fault, keep), NOTHING);
                return;
            }
            FaultBody body = answers.bodyOf(answered);
            answerOurselves(answered.status(), answers.refusal(answered, body, keep), body.bytes());
        }
    }

    void answer(ReservedReply reply) {
        if (answers != null) {
            decideToKeep();
            answerOurselves(reply.status(), answers.reserved(reply, keep), reply.body());
        }
    }

    void answerEmpty() {
        if (answers != null) {
            decideToKeep();
            answerOurselves(200, answers.empty(keep), NOTHING);
        }
    }

    /// Tells a browser what pages of other origins may do.
    void answerPreflight(Cors cors) {
        if (answers != null) {
            decideToKeep();
            answerOurselves(204, answers.preflight(cors, keep), NOTHING);
        }
    }

    private void answerOurselves(int code, HeadWriter head, byte[] body) {
        status = code;
        begun = true;
        answered = true;
        byte[] sent = call.method().equals("HEAD") ? NOTHING : body;
        answerBytes = sent.length;
        connection.answer(head, sent);
        discardRest();
    }

    /// Whether the connection outlives an answer of ours.
    private void decideToKeep() {
        keep &= !connection.loop().isDraining() && (wholeRequest || (willBeShort() && !call.expectsContinue()));
    }

    /// Whether what is left of the body is not worth a connection.
    private boolean willBeShort() {
        return connection.hasAtMostLeft(MAX_DISCARDED);
    }
}
