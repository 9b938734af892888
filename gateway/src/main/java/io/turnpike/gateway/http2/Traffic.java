package io.turnpike.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameTypes;

/// What comes in on one connection, as bytes: whether it is worth its reading, and whether something in it is slow.
final class Traffic {
    /// So many bytes may be of no use to any call, besides seven for each that is.
    private static final long MAX_USELESS = 1 << 20;
    private static final int USELESS_FOR_USEFUL = 7;
    private static final int END_HEADERS = 0x4;

    private long read;
    private long useful;
    private long told;
    /// When a head began that is not whole yet; 0 without one.
    private long headSince;
    /// Of a frame of data that is not whole yet; 0 without one.
    private int partialData;

    /// @param now until the first head is whole, from here on
    Traffic(long now) {
        headSince = now;
    }

    void read(int bytes) {
        read += bytes;
    }

    /// Bytes of heads and bodies.
    void useful(int bytes) {
        useful += bytes;
    }

    /// Whether frames come that serve no call: pings, settings, priorities, empty or padded ones.
    boolean isFlood() {
        return read - useful > MAX_USELESS + USELESS_FOR_USEFUL * useful;
    }

    /// Looks at the frame that is about to be read.
    void look(ByteBuf in, long now) {
        partialData = 0;
        if (in.readableBytes() < Http2CodecUtil.FRAME_HEADER_LENGTH) {
            return;
        }
        int start = in.readerIndex();
        boolean isWhole = in.readableBytes() >= Http2CodecUtil.FRAME_HEADER_LENGTH + in.getUnsignedMedium(start);
        switch (in.getByte(start + 3)) {
            case Http2FrameTypes.HEADERS, Http2FrameTypes.CONTINUATION -> {
                boolean isLast = isWhole && (in.getByte(start + 4) & END_HEADERS) != 0;
                headSince = isLast ? 0 : headSince == 0 ? now : headSince;
            }
            case Http2FrameTypes.DATA -> partialData = isWhole ? 0 : in.getInt(start + 5) & Integer.MAX_VALUE;
            default -> {}
        }
    }

    /// How long a head has not become whole, in milliseconds.
    long headSilence(long now) {
        return headSince == 0 ? 0 : now - headSince;
    }

    /// The stream of which part of a frame of data came; 0 if there is none.
    int partialData() {
        return partialData;
    }

    /// Bytes that came since this was asked last.
    int heard() {
        long fresh = read - told;
        told = read;
        return (int) Math.min(fresh, Integer.MAX_VALUE);
    }
}
