package io.turnpike.gateway.target;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.turnpike.gateway.fault.Failures;
import io.turnpike.gateway.wire.AnswerHead;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.Pieces;
import io.turnpike.gateway.wire.Trailers;
import io.turnpike.gateway.wire.http2.Http2Lines;
import org.jspecify.annotations.Nullable;

/// One call to a target that speaks HTTP/2: a stream of the connection that calls share. Of an answer that nobody
/// reads its window keeps so much that it fits (HT34).
final class Http2Link implements TargetLink {
    private final Http2TargetConnection connection;
    private final AnswerHead head = new AnswerHead();
    private final Trailers trailers = new Trailers();
    private final Pieces pending = new Pieces();
    private final boolean reused;
    private @Nullable Http2Stream stream;
    private @Nullable TargetCall call;
    private @Nullable Receiver receiver;
    private boolean reading = true;
    private boolean delivering;
    private boolean answered;
    private boolean answerEnded;
    private boolean endTold;
    /// Whether the target may have seen the call, and whether anything was heard of it.
    private boolean took = true;
    private boolean heard;
    /// Bytes that the head promised and that did not come yet; negative where it promised no number.
    private long due;
    private long sentAt;
    private long releasedAt = Long.MAX_VALUE;

    /// @param reused whether the connection carried a call before
    Http2Link(Http2TargetConnection connection, boolean reused) {
        this.connection = connection;
        this.reused = reused;
    }

    // What the call sends

    @Override
    public void carry(TargetCall carried, Receiver from, String method, boolean upgrade) {
        call = carried;
        receiver = from;
        head.clear();
        head.expect(method, false);
        trailers.clear();
        reading = from.isWritable();
    }

    @Override
    public void sendHead(HeadWriter lines, boolean repeatable, boolean ends) {
        sentAt = connection.now();
        stream = connection.open(this, lines, ends);
        if (stream == null) {
            took = false;
            connection.later(this::gone);
        }
    }

    @Override
    public void sendBody(ByteBuf piece, boolean chunked) {
        if (stream == null) {
            piece.release();
        } else {
            connection.outgoing().data(stream, piece, false);
        }
    }

    @Override
    public void endBody() {
        if (stream != null) {
            connection.outgoing().data(stream, Unpooled.EMPTY_BUFFER, true);
        }
    }

    @Override
    public void endBody(HeadWriter lastChunk) {
        if (stream != null) {
            connection.outgoing().trailers(stream, lastChunk);
        }
    }

    @Override
    public boolean isWritable() {
        return stream == null || connection.isWritable(stream);
    }

    @Override
    public void read(boolean wanted) {
        reading = wanted;
        deliver();
    }

    @Override
    public void flush() {
        connection.flushSoon();
    }

    @Override
    public boolean isReused() {
        return reused;
    }

    @Override
    public boolean tookHead() {
        return took;
    }

    /// Both sides of the stream have ended, or will have once the frame at hand is read.
    @Override
    public void release() {
        call = null;
        releasedAt = connection.now();
        forget();
    }

    /// Milliseconds since the epoch; endless while the call goes on.
    long releasedAt() {
        return releasedAt;
    }

    @Override
    public void drop() {
        call = null;
        forget();
        if (stream != null) {
            connection.reset(stream, Http2Error.CANCEL);
            if (!heard) {
                connection.unanswered(sentAt);
            }
        }
    }

    @Override
    public void dropConnection() {
        drop();
        connection.leave();
    }

    // What the target answers

    /// @param ends whether nothing follows
    void heads(Http2Headers headers, boolean ends) {
        heard = true;
        TargetCall hearing = call;
        if (hearing == null) {
            return;
        }
        HeadWriter lines = connection.heads();
        if (answered) {
            answerEnded = true;
            if (Http2Lines.writeTrailers(headers, lines) && fits(0, true)) {
                trailers.read(lines);
                deliver();
            } else {
                hearing.answerFlawed();
            }
            return;
        }
        head.clear();
        if (Http2Lines.writeAnswer(headers, ends, lines)) {
            head.read(lines);
        }
        due = head.isComplete() ? head.bodyLength() : 0;
        if (!head.isComplete() || !(head.isInterim() || fits(0, ends))) {
            hearing.answerFlawed();
        } else if (head.isInterim()) {
            hearing.interim(head);
        } else {
            answered = true;
            answerEnded = ends;
            hearing.answered(head);
            deliver();
        }
    }

    /// @return how much of it needs no more room
    int data(ByteBuf data, boolean ends) {
        int length = data.readableBytes();
        if (call != null && !fits(length, ends)) {
            call.answerFlawed();
            return length;
        }
        answerEnded |= ends;
        if (call != null && length > 0) {
            if (reading && !delivering && pending.isEmpty()) {
                call.answerPiece(data.retain());
                deliver();
                return length;
            }
            pending.add(data.retain());
        }
        deliver();
        return call == null ? length : 0;
    }

    void windowChanged() {
        if (call != null && isWritable()) {
            call.targetWritable();
        }
    }

    /// The stream is over, whoever ended it.
    ///
    /// @param refused whether the target says that it did nothing
    void closed(boolean refused) {
        took &= !refused;
        heard &= !refused;
        if (answerEnded && !endTold) {
            deliver();
        } else {
            gone();
        }
    }

    void flushClient() {
        if (receiver != null) {
            receiver.flush();
        }
    }

    void failed(RuntimeException bug) {
        if (call == null) {
            Failures.report(bug);
        } else {
            call.failed(bug);
        }
    }

    /// Whether so many bytes more are what the head promised (HT22, HT23).
    private boolean fits(int length, boolean ends) {
        if (due < 0) {
            return true;
        }
        due -= length;
        return ends ? due == 0 : due >= 0;
    }

    private void gone() {
        forget();
        TargetCall hearing = call;
        if (hearing != null) {
            hearing.targetGone(!heard);
            flushClient();
        }
    }

    private void forget() {
        pending.release();
    }

    /// Hands on what waits, while it is wanted.
    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            while (call != null && reading && !pending.isEmpty()) {
                ByteBuf piece = pending.take();
                int length = piece.readableBytes();
                call.answerPiece(piece);
                connection.consume(stream, length);
            }
            if (call != null && answerEnded && !endTold && pending.isEmpty()) {
                endTold = true;
                call.answerEnded(stream != null && stream.state() != Http2Stream.State.CLOSED, trailers);
            }
        } finally {
            delivering = false;
        }
    }
}
