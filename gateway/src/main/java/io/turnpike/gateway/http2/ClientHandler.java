package io.turnpike.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.turnpike.gateway.exchange.Attended;
import io.turnpike.gateway.exchange.ClientOrigin;
import io.turnpike.gateway.exchange.Loop;
import io.turnpike.gateway.exchange.Patience;
import io.turnpike.gateway.fault.Failures;
import io.turnpike.gateway.wire.http2.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection of a client that speaks HTTP/2. Its calls share the loop, the socket and what guards both against
/// floods; nothing is made for a call but its stream.
public final class ClientHandler extends Http2ConnectionHandler implements Attended {
    /// Bytes of the heads of all calls under way: packed, they cost a client next to nothing.
    private static final int MAX_HEADS = 1 << 20;
    /// The same where other connections hold many.
    private static final int FEW_HEADS = 64 * 1024;
    /// Frames of one read of which targets may hear together.
    private static final int MAX_TOUCHED = 256;

    private final Loop loop;
    private final ClientOrigin origin;
    private final Http2Connection.PropertyKey key;
    private final Traffic traffic;
    private final SpareHeads heads = new SpareHeads();
    private final Outgoing outgoing = new Outgoing(this, this::answerLeft);
    /// Streams whose targets may have been written to since the last flush.
    private final List<ClientStream> touched = new ArrayList<>();

    private @Nullable ChannelHandlerContext context;
    private int headBytes;
    private boolean inBatch;
    private boolean flushing;
    private boolean inputEnded;
    private long idleSince;
    /// When the client was told that the gateway stops; 0 before.
    private long stoppingSince;

    ClientHandler(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings,
            Loop loop,
            SocketChannel channel) {
        super(decoder, encoder, settings, true);
        this.loop = loop;
        this.origin = ClientOrigin.of(channel, loop.config().trusted());
        this.key = connection().newKey();
        this.traffic = new Traffic(loop.now());
        this.idleSince = loop.now();
        decoder.frameListener(new ClientFrames(this, traffic));
        connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                streamClosed(stream);
            }
        });
        encoder.flowController().listener(stream -> {
            ClientStream call = of(stream);
            if (call != null) {
                call.windowChanged();
            }
        });
    }

    Loop loop() {
        return loop;
    }

    ClientOrigin origin() {
        return origin;
    }

    // Streams

    /// The call on a stream; null if there is none, or it could not be begun.
    @Nullable
    ClientStream of(Http2Stream stream) {
        return stream.getProperty(key);
    }

    /// Whether there is room for the head of one more call.
    boolean takesHead(int bytes) {
        return headBytes + bytes <= (loop.holdsManyHeads() ? FEW_HEADS : MAX_HEADS);
    }

    void begin(Http2Stream stream, ClientStream call) {
        stream.setProperty(key, call);
        holdHeads(call.headBytes());
        touched(call);
        call.begin();
    }

    private void holdHeads(int bytes) {
        headBytes += bytes;
        loop.holdHeads(bytes);
    }

    void touched(ClientStream call) {
        touched.add(call);
        if (touched.size() == MAX_TOUCHED) {
            flushTargets();
        }
    }

    private void streamClosed(Http2Stream stream) {
        idleSince = loop.now();
        ClientStream call = stream.removeProperty(key);
        if (call != null) {
            holdHeads(-call.headBytes());
            call.closed();
        }
    }

    boolean isWritable(Http2Stream stream) {
        return encoder().flowController().isWritable(stream);
    }

    /// Whether an answer that has begun needs room that a client who sends no more cannot give.
    boolean waitsInVain(Http2Stream stream) {
        Http2RemoteFlowController flow = encoder().flowController();
        return inputEnded
                && (flow.windowSize(stream) <= 0 || flow.windowSize(connection().connectionStream()) <= 0);
    }

    SpareHeads heads() {
        return heads;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    private void answerLeft(Http2Stream stream) {
        ClientStream call = of(stream);
        if (call != null) {
            call.answerLeft();
        }
    }

    /// Gives room for more of a request's body.
    void consume(Http2Stream stream, int bytes) {
        try {
            decoder().flowController().consumeBytes(stream, bytes);
        } catch (Http2Exception e) {
            onError(context(), true, e);
        }
    }

    void reset(Http2Stream stream, Http2Error reason) {
        var _ = resetStream(context(), stream.id(), reason.code(), context().newPromise());
        flushSoon();
    }

    // Flushing

    /// Sends what a call wrote, to its client and its target.
    void flush(ClientStream call) {
        if (inBatch) {
            touched(call);
        } else {
            call.flushTarget();
            flushSoon();
        }
    }

    private void flushTargets() {
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).flushTarget();
        }
        touched.clear();
    }

    /// Once for all targets that are read in one turn of the loop.
    private void flushSoon() {
        if (!inBatch && !flushing) {
            flushing = true;
            context().executor().execute(() -> {
                flushing = false;
                flush(context());
            });
        }
    }

    // The connection

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        outgoing.join(ctx);
        loop.opened(this);
        super.handlerAdded(ctx);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        loop.closed(this);
        super.handlerRemoved0(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        inBatch = true;
        traffic.read((ByteBuf) message, loop.now());
        super.channelRead(ctx, message);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (traffic.hasPromise()) {
            in.skipBytes(in.readableBytes());
            onError(ctx, false, Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "a promise of a client"));
            return;
        }
        super.decode(ctx, in, out);
        if (traffic.isFlood()) {
            onError(ctx, false, Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too much for nothing"));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        inBatch = false;
        flushTargets();
        super.channelReadComplete(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) throws Exception {
        if (isOfProtocol(thrown)) {
            super.exceptionCaught(ctx, thrown);
        } else {
            Failures.report(Failures.behind(thrown));
            var _ = ctx.close();
        }
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, @Nullable Http2Exception known) {
        if (known == null) {
            Failures.report(cause);
        }
        super.onConnectionError(ctx, outbound, cause, known);
    }

    /// Refuses a head that is too large to be read, as HTTP/1.1 does.
    @Override
    protected void handleServerHeaderDecodeSizeError(ChannelHandlerContext ctx, Http2Stream stream) {
        if (of(stream) != null) {
            return; // trailers: the stream is reset behind this, and its call ends with it
        }
        begin(stream, new ClientStream(this, stream, loop.heads(), false));
        outgoing.send();
    }

    /// A client that ends its side still gets the answers to its whole calls (HT33).
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == ChannelInputShutdownEvent.INSTANCE || event instanceof SslCloseCompletionEvent) {
            inputEnded = true;
            forEachCall(ClientStream::inputEnded);
        }
        super.userEventTriggered(ctx, event);
    }

    @Override
    public void failed(RuntimeException bug) {
        Failures.report(bug);
        var _ = context().close();
    }

    // Time

    @Override
    public void tick(long now) {
        Patience patience = loop.config().patience();
        tickStreams(now);
        boolean isIdle = connection().numActiveStreams() == 0;
        if (isIdle && (inputEnded || now - idleSince >= patience.keepAlive().toMillis())) {
            end();
        } else if (loop.isDraining()) {
            stop(now);
        } else if (traffic.headSilence(now) >= patience.head().toMillis()) {
            onError(context(), false, Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "a slow head"));
        }
        flush(context());
    }

    private void tickStreams(long now) {
        ClientStream slow = stream(traffic.partialData());
        int heard = traffic.heard();
        if (slow != null && heard > 0) {
            slow.heard(heard);
        }
        forEachCall(call -> {
            call.tick(now);
            call.flushTarget();
        });
    }

    /// A bug that shows in one call ends it, and none of the others.
    private void forEachCall(Consumer<ClientStream> step) {
        for (ClientStream call : calls()) {
            try {
                step.accept(call);
            } catch (RuntimeException bug) {
                call.failed(bug);
            }
        }
    }

    /// Those under way; they may end while the list is gone through.
    private List<ClientStream> calls() {
        List<ClientStream> calls = new ArrayList<>(connection().numActiveStreams());
        try {
            connection().forEachActiveStream(stream -> {
                ClientStream call = of(stream);
                if (call != null) {
                    calls.add(call);
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException("streams that cannot be counted", e);
        }
        return calls;
    }

    private @Nullable ClientStream stream(int id) {
        Http2Stream stream = id == 0 ? null : connection().stream(id);
        return stream == null ? null : of(stream);
    }

    /// Says first that no calls are wanted, and takes those that crossed with the word.
    private void stop(long now) {
        if (stoppingSince == 0) {
            stoppingSince = now;
            var _ = goAway(
                    context(),
                    Integer.MAX_VALUE,
                    Http2Error.NO_ERROR.code(),
                    Unpooled.EMPTY_BUFFER,
                    context().newPromise());
        } else if (now - stoppingSince >= Loop.LAST_CALL && connection().numActiveStreams() == 0) {
            end();
        }
    }

    private void end() {
        var _ = goAway(
                context(),
                connection().remote().lastStreamCreated(),
                Http2Error.NO_ERROR.code(),
                Unpooled.EMPTY_BUFFER,
                context().newPromise());
        context().flush();
        var _ = context().close();
    }

    private static boolean isOfProtocol(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Http2Exception) {
                return true;
            }
        }
        return false;
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return context;
    }
}
