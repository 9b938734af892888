package io.turnpike.gateway.target;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.turnpike.gateway.fault.Failures;
import io.turnpike.gateway.transport.JoinedWrites;
import io.turnpike.gateway.wire.AnswerHead;
import io.turnpike.gateway.wire.Body;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.Pending;
import org.jspecify.annotations.Nullable;

/// One connection to a target: carries one call at a time, and waits in its upstream between two.
public final class TargetConnection extends ChannelInboundHandlerAdapter implements TargetLink {
    private final Upstream upstream;
    private final Channel channel;
    private final JoinedWrites writes;
    private final AnswerHead head = new AnswerHead();
    private final Body body = new Body();
    private @Nullable ByteBuf pending;
    private @Nullable TargetCall carried;
    /// Whose bytes were written last: also flushed where the call has just ended.
    private @Nullable Receiver receiver;
    private final boolean endsByWord;
    private boolean saidEnd;
    private boolean inBody;
    private boolean answerEnded;
    private boolean heard;
    private boolean reset;
    private boolean tookHead;
    private boolean reading = true;
    private final long openedAt;
    private int calls;
    private long idleSince;

    /// @param isTls whether an end of what is read needs the word of the target, and not of its network alone
    TargetConnection(Upstream upstream, Channel channel, boolean isTls) {
        this.upstream = upstream;
        this.channel = channel;
        this.writes = new JoinedWrites(channel);
        this.endsByWord = isTls;
        this.openedAt = upstream.now();
    }

    Channel channel() {
        return channel;
    }

    @Override
    public boolean isReused() {
        return calls > 1;
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    long openedAt() {
        return openedAt;
    }

    long idleSince() {
        return idleSince;
    }

    @Override
    public void carry(TargetCall call, Receiver from, String method, boolean upgrade) {
        carried = call;
        receiver = from;
        calls++;
        head.clear();
        head.expect(method, upgrade);
        inBody = false;
        answerEnded = false;
        heard = false;
        tookHead = true;
        read(from.isWritable());
    }

    @Override
    public void sendHead(HeadWriter head, boolean repeatable, boolean ends) {
        if (repeatable || !isReused()) {
            writes.write(head);
            return;
        }
        tookHead = false;
        var _ = writes.writeAlone(head).addListener(written -> tookHead = written.isSuccess());
    }

    @Override
    public boolean tookHead() {
        return tookHead;
    }

    @Override
    public void sendBody(ByteBuf piece, boolean chunked) {
        if (chunked) {
            writes.writeChunk(piece);
        } else {
            writes.write(piece);
        }
    }

    @Override
    public void endBody() {}

    @Override
    public void endBody(HeadWriter lastChunk) {
        writes.write(lastChunk);
    }

    @Override
    public void flush() {
        writes.flush();
    }

    @Override
    public void read(boolean wanted) {
        if (wanted != reading) {
            reading = wanted;
            channel.config().setAutoRead(wanted);
        }
    }

    /// TLS has no half ends.
    @Override
    public void endOutput() {
        var _ = writes.pass().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
            var _ = endsByWord ? channel.close() : ((DuplexChannel) channel).shutdownOutput();
        });
    }

    @Override
    public void release() {
        carried = null;
        flush();
        read(true);
        if (channel.isActive()) {
            idleSince = upstream.now();
            upstream.released(this);
        }
    }

    @Override
    public void drop() {
        carried = null;
        var _ = channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (carried == null || answerEnded) {
            bytes.release();
            var _ = channel.close();
            return;
        }
        heard = true;
        pending = Pending.append(pending, bytes, ctx.alloc());
        while (carried != null && !answerEnded && pending.isReadable()) {
            if (!(inBody ? readBody(pending, carried) : readHead(pending, carried))) {
                break;
            }
        }
        if (pending != null && (carried == null || answerEnded || !pending.isReadable())) {
            pending.release();
            pending = null;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (receiver != null) {
            receiver.flush();
        }
        flush();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        writes.discard();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (carried != null && channel.isWritable()) {
            carried.targetWritable();
        }
    }

    /// The target ended its side of TLS: an end in good order, and of no use for another call (HT23).
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslCloseCompletionEvent closed) {
            saidEnd = closed.isSuccess();
            var _ = channel.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        reset = true;
        Throwable cause = Failures.behind(thrown);
        if (receiver != null && cause instanceof RuntimeException bug) {
            receiver.failed(bug);
        } else {
            Failures.report(cause);
        }
        var _ = channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (pending != null) {
            pending.release();
            pending = null;
        }
        TargetCall call = carried;
        if (call == null) {
            upstream.closed(this);
        } else if (inBody && body.endsWithConnection() && !reset && (saidEnd || !endsByWord)) {
            answerEnded = true;
            call.answerEnded(false, body.trailers());
        } else {
            call.targetGone(!heard);
        }
        if (receiver != null) {
            receiver.flush();
        }
    }

    private boolean readHead(ByteBuf bytes, TargetCall call) {
        if (!head.read(bytes)) {
            return false;
        }
        if (head.flaw() != null) {
            call.answerFlawed();
        } else if (head.isInterim()) {
            call.interim(head);
            head.clear();
        } else {
            inBody = true;
            body.begin(head.bodyLength());
            call.answered(head);
            endIfWhole(bytes, call);
        }
        return true;
    }

    private boolean readBody(ByteBuf bytes, TargetCall call) {
        ByteBuf piece = body.next(bytes);
        if (piece != null) {
            call.answerPiece(piece);
        }
        if (body.isFlawed()) {
            call.answerFlawed();
        }
        endIfWhole(bytes, call);
        return piece != null;
    }

    /// Bytes behind an answer spoil the connection (HT22).
    private void endIfWhole(ByteBuf bytes, TargetCall call) {
        if (body.hasEnded() && carried != null) {
            answerEnded = true;
            call.answerEnded(head.keepsConnection() && !bytes.isReadable() && channel.isActive(), body.trailers());
        }
    }
}
