package io.turnpike.metering.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// Reads the frames of one segment in order, and finds the next whole one behind a damaged place.
///
/// Going on behind a damage is sound: frames do not refer to each other, and each starts with the segment's mark,
/// which no caller's bytes can imitate.
final class SegmentReader implements AutoCloseable {
    private static final int WINDOW = 1 << 16;

    private final String name;
    private final LogDirectory.Input input;
    private final long size;
    private final long start;
    private final SegmentHeader header;
    private byte[] window = new byte[0];
    private int windowSize;
    private long windowAt;

    /// @throws UnreadableFile if the header makes no sense
    SegmentReader(LogDirectory directory, String name) throws IOException {
        this.name = name;
        this.input = directory.open(name);
        try {
            this.size = input.size();
            this.start = SegmentHeader.length(name, ByteBuffer.wrap(bytes(SegmentHeader.FIXED)));
            this.header = SegmentHeader.of(bytes((int) start));
        } catch (IOException e) {
            input.close();
            throw e;
        }
    }

    SegmentHeader header() {
        return header;
    }

    long size() {
        return size;
    }

    /// Reads up to `end`, or until the visitor has enough.
    ///
    /// @param from place of a frame; 0 for the first
    /// @return the place behind the last whole frame
    long read(long from, long end, FrameVisitor visitor, Consumer<Damage> damages) throws IOException {
        long limit = Math.min(end, size);
        long at = Math.max(from, start);
        boolean goesOn = true;
        while (goesOn && at < limit) {
            if (isFrame(at, limit)) {
                int length = getInt(at + 4);
                goesOn = visitor.frame(window, index(at + Frame.HEAD), length);
                at += Frame.HEAD + length;
            } else {
                long next = nextFrame(at + 1, limit);
                if (next < 0) {
                    return at;
                }
                damages.accept(new Damage(name, at, next - at, "does not match its checksum"));
                at = next;
            }
        }
        return at;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    /// -1 if there is none.
    private long nextFrame(long from, long limit) throws IOException {
        for (long at = from; at <= limit - Frame.HEAD; at++) {
            load(at, Integer.BYTES);
            if (getInt(at) == header.mark() && isFrame(at, limit)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isFrame(long at, long limit) throws IOException {
        if (limit - at < Frame.HEAD) {
            return false;
        }
        load(at, Frame.HEAD);
        int length = getInt(at + 4);
        if (getInt(at) != header.mark()
                || length < 1
                || length > Math.min(Frame.MAX_PAYLOAD, limit - at - Frame.HEAD)) {
            return false;
        }
        int checksum = getInt(at + 8);
        load(at, Frame.HEAD + length);
        return Frame.checksum(header.mark(), length, window, index(at + Frame.HEAD)) == checksum;
    }

    /// Sees to it that these bytes of the file stand in the window.
    private void load(long at, int count) throws IOException {
        if (at >= windowAt && at + count <= windowAt + windowSize) {
            return;
        }
        int wanted = (int) Math.min(Math.max(count, WINDOW), size - at);
        if (wanted > window.length) {
            window = new byte[wanted];
        }
        windowSize = 0;
        input.read(ByteBuffer.wrap(window, 0, wanted), at);
        windowAt = at;
        windowSize = wanted;
    }

    private int getInt(long at) {
        return ByteBuffer.wrap(window).getInt(index(at));
    }

    private int index(long at) {
        return (int) (at - windowAt);
    }

    private byte[] bytes(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        input.read(bytes, 0);
        if (bytes.hasRemaining()) {
            throw UnreadableFile.damaged("is cut in its first bytes");
        }
        return bytes.array();
    }

    interface FrameVisitor {
        /// @param bytes holds the payload from `from` on; overwritten when the visitor is done
        /// @return whether it wants another
        boolean frame(byte[] bytes, int from, int length) throws IOException;
    }
}
