package io.turnpike.gateway.target;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.turnpike.gateway.fault.Failures;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.http2.Outgoing;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One connection to a target that speaks HTTP/2, shared by calls side by side.
final class Http2TargetConnection extends Http2ConnectionHandler {
    /// So many calls go out before the target said how many it takes.
    ///
    /// Source: RFC 9113 6.5.2, the least that is recommended.
    private static final int CALLS_BEFORE_SETTINGS = 100;

    /// The connection of a call that was given up leads nowhere where nothing came on it for so long.
    private static final long SILENCE_MILLIS = 1_000;
    /// So long after its call a stream waits for room for the rest of the body.
    private static final long LINGER_MILLIS = 30_000;

    private final Upstream upstream;
    private final String scheme;
    private final Http2Connection.PropertyKey key;
    private final HeadWriter heads = new HeadWriter();
    private final Outgoing outgoing = new Outgoing(this, _ -> {});
    /// Whose clients may have been written to since the last flush.
    private final Set<Http2Link> touched = new LinkedHashSet<>();

    private @Nullable ChannelHandlerContext context;
    private boolean flushing;
    private boolean used;
    private boolean settled;
    private boolean leaving;
    /// Whether a call was given up of which nothing came for long, and nothing came since.
    private boolean silent;
    private int refusedStream;
    private final long openedAt;
    private long idleSince;
    private long heardAt;

    /// @param scheme `http` or `https`
    Http2TargetConnection(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings,
            Upstream upstream,
            String scheme) {
        super(decoder, encoder, settings, true);
        this.upstream = upstream;
        this.scheme = scheme;
        this.key = connection().newKey();
        this.openedAt = upstream.now();
        this.idleSince = openedAt;
        connection().local().maxActiveStreams(CALLS_BEFORE_SETTINGS);
        decoder.frameListener(new Frames());
        connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                streamClosed(stream);
            }
        });
        encoder.flowController().listener(stream -> {
            Http2Link link = stream.getProperty(key);
            if (link != null) {
                link.windowChanged();
            }
        });
    }

    /// Whether one more call can be carried.
    boolean takesCalls() {
        return context != null
                && context.channel().isActive()
                && !leaving
                && !connection().goAwaySent()
                && connection().local().canOpenStream();
    }

    /// Whether it may lead nowhere, so that calls had better go by another.
    boolean isSilent() {
        return silent;
    }

    long openedAt() {
        return openedAt;
    }

    /// A stream for a call, to be opened by its head.
    TargetLink link() {
        boolean before = used;
        used = true;
        return new Http2Link(this, before);
    }

    boolean isIdle(long now, long keepAliveMillis) {
        return connection().numActiveStreams() == 0 && now - idleSince >= keepAliveMillis;
    }

    void end() {
        var _ = context().close();
    }

    /// Hears that a call is given up of which nothing came.
    void unanswered(long sentAt) {
        silent |= now() - Math.max(sentAt, heardAt) >= SILENCE_MILLIS;
    }

    /// Gives up streams whose calls are long over: of a target that answered, and leaves no room for the rest.
    void giveUpStalled(long now) {
        try {
            connection().forEachActiveStream(stream -> {
                Http2Link link = stream.getProperty(key);
                if (link != null && now - link.releasedAt() >= LINGER_MILLIS) {
                    reset(stream, Http2Error.CANCEL);
                }
                return true;
            });
        } catch (Http2Exception e) {
            onError(context(), true, e);
        }
    }

    long now() {
        return upstream.now();
    }

    /// Takes no more calls, and ends behind the last.
    void leave() {
        leaving = true;
        later(this::endIfLeft);
    }

    private void endIfLeft() {
        if ((leaving || silent) && connection().numActiveStreams() == 0) {
            end();
        }
    }

    HeadWriter heads() {
        return heads.clear();
    }

    /// @return null if no stream can be opened any more
    @Nullable
    Http2Stream open(Http2Link link, HeadWriter lines, boolean ends) {
        if (!takesCalls()) {
            return null;
        }
        try {
            Http2Stream stream = outgoing.request(lines, scheme, ends);
            stream.setProperty(key, link);
            return stream;
        } catch (Http2Exception e) {
            onError(context(), true, e);
            return null;
        }
    }

    Outgoing outgoing() {
        return outgoing;
    }

    boolean isWritable(Http2Stream stream) {
        return encoder().flowController().isWritable(stream);
    }

    void consume(@Nullable Http2Stream stream, int bytes) {
        if (stream == null || stream.state() == Http2Stream.State.CLOSED) {
            return;
        }
        try {
            decoder().flowController().consumeBytes(stream, bytes);
            flushSoon();
        } catch (Http2Exception e) {
            onError(context(), true, e);
        }
    }

    void reset(Http2Stream stream, Http2Error reason) {
        if (stream.state() != Http2Stream.State.CLOSED) {
            stream.removeProperty(key);
            var _ = resetStream(context(), stream.id(), reason.code(), context().newPromise());
            flushSoon();
        }
    }

    /// Once for all calls that write in one turn of the loop.
    void flushSoon() {
        if (!flushing) {
            flushing = true;
            later(() -> {
                flushing = false;
                flush(context());
            });
        }
    }

    void later(Runnable task) {
        context().executor().execute(task);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        outgoing.join(ctx);
        super.handlerAdded(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        heardAt = now();
        silent = false;
        super.channelRead(ctx, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        touched.forEach(Http2Link::flushClient);
        touched.clear();
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        upstream.closed(this);
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) throws Exception {
        if (thrown instanceof Http2Exception) {
            super.exceptionCaught(ctx, thrown);
        } else {
            Failures.report(Failures.behind(thrown));
            var _ = ctx.close();
        }
    }

    private void streamClosed(Http2Stream stream) {
        idleSince = upstream.now();
        if (leaving || silent) {
            later(this::endIfLeft);
        }
        Http2Link link = stream.removeProperty(key);
        if (link != null) {
            boolean afterGoAway = connection().goAwayReceived()
                    && stream.id() > connection().local().lastStreamKnownByPeer();
            attempt(link, () -> link.closed(afterGoAway || stream.id() == refusedStream));
        }
    }

    private void attempt(Http2Link link, Runnable step) {
        touched.add(link);
        try {
            step.run();
        } catch (RuntimeException bug) {
            link.failed(bug);
        }
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return context;
    }

    /// Brings the frames of the target to its calls.
    private final class Frames extends Http2FrameAdapter {
        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int streamId,
                Http2Headers headers,
                int streamDependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean ends) {
            Http2Link link = connection().stream(streamId).getProperty(key);
            if (link != null) {
                attempt(link, () -> link.heads(headers, ends));
            }
        }

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean ends) {
            int length = data.readableBytes();
            Http2Link link = connection().stream(streamId).getProperty(key);
            if (link == null) {
                return length + padding;
            }
            touched.add(link);
            try {
                return link.data(data, ends) + padding;
            } catch (RuntimeException bug) {
                link.failed(bug);
                return length + padding;
            }
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
            outgoing.follow(settings);
            if (!settled && settings.maxConcurrentStreams() == null) {
                connection().local().maxActiveStreams(Integer.MAX_VALUE);
            }
            settled = true;
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) {
            refusedStream = errorCode == Http2Error.REFUSED_STREAM.code() ? streamId : 0;
        }

        @Override
        public void onGoAwayRead(ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData) {
            leave();
        }
    }
}
