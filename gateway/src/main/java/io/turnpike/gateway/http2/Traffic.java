package io.turnpike.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameTypes;

/// What comes in on one connection, as bytes: whether it is worth its reading, and whether something in it is slow.
final class Traffic {
    /// In each period so many bytes may be of no use to any call, besides seven for each that is.
    private static final long MAX_USELESS = 1 << 20;
    private static final int USELESS_FOR_USEFUL = 7;
    private static final long PERIOD_MILLIS = 60_000;
    private static final int END_HEADERS = 0x4;

    private static final int NO_TYPE = -1;

    private final byte[] header = new byte[Http2CodecUtil.FRAME_HEADER_LENGTH];
    private int headerBytes;
    /// Of the frame at hand, or of the words before the first.
    private int left = Http2CodecUtil.connectionPrefaceBuf().readableBytes();

    private int type = NO_TYPE;
    private boolean endsHead = true;
    private int stream;
    private boolean promised;
    private long periodSince;
    private long read;
    private long useful;
    private int fresh;
    /// When a head began that is not whole yet; 0 without one.
    private long headSince;

    /// @param now until the first words are there, from here on
    Traffic(long now) {
        headSince = now;
        periodSince = now;
    }

    /// Bytes came from the socket.
    void read(ByteBuf bytes, long now) {
        int end = bytes.writerIndex();
        if (now - periodSince >= PERIOD_MILLIS) {
            periodSince = now;
            read = 0;
            useful = 0;
        }
        read += bytes.readableBytes();
        fresh += bytes.readableBytes();
        for (int i = bytes.readerIndex(); i < end; ) {
            if (left == 0) {
                header[headerBytes++] = bytes.getByte(i++);
                if (headerBytes == header.length) {
                    begin(now);
                }
            } else {
                int step = Math.min(left, end - i);
                left -= step;
                i += step;
                end();
            }
        }
    }

    /// Bytes of heads and bodies: packed ones count for no more than what came.
    void useful(int bytes) {
        useful = Math.min(read, useful + bytes);
    }

    /// Whether frames come that serve no call: pings, settings, priorities, empty or padded ones.
    boolean isFlood() {
        return read - useful > MAX_USELESS + USELESS_FOR_USEFUL * useful;
    }

    /// Whether the client promised a call, which no client may (RFC 9113 8.4).
    boolean hasPromise() {
        return promised;
    }

    /// How long a head has not become whole, in milliseconds.
    long headSilence(long now) {
        return headSince == 0 ? 0 : now - headSince;
    }

    /// The stream of which part of a frame of data came; 0 if there is none.
    int partialData() {
        return type == Http2FrameTypes.DATA && left > 0 ? stream : 0;
    }

    /// Bytes that came since this was asked last.
    int heard() {
        int heard = fresh;
        fresh = 0;
        return heard;
    }

    private void begin(long now) {
        headerBytes = 0;
        left = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | (header[2] & 0xff);
        type = header[3];
        stream = (header[5] & 0x7f) << 24 | (header[6] & 0xff) << 16 | (header[7] & 0xff) << 8 | (header[8] & 0xff);
        promised |= type == Http2FrameTypes.PUSH_PROMISE;
        boolean isHead = type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
        endsHead = isHead && (header[4] & END_HEADERS) != 0;
        if (isHead && headSince == 0) {
            headSince = now;
        }
        end();
    }

    private void end() {
        if (left == 0 && endsHead) {
            headSince = 0;
            endsHead = false;
        }
    }
}
