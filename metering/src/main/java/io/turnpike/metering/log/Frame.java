package io.turnpike.metering.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A chunk of entries as it stands in a segment: the segment's mark, the payload's length, a CRC-32C of both and the
/// payload, the payload.
final class Frame {
    static final int HEAD = 12;

    /// Longest payload. An appender starts another chunk long before.
    static final int MAX_PAYLOAD = 4 << 20;

    private Frame() {}

    static void write(int mark, Chunk chunk, ByteBuffer into) {
        into.putInt(mark).putInt(chunk.length());
        into.putInt(checksum(mark, chunk.length(), chunk.bytes(), 0)).put(chunk.bytes(), 0, chunk.length());
    }

    static int checksum(int mark, int length, byte[] bytes, int from) {
        ByteBuffer head = ByteBuffer.allocate(8).putInt(mark).putInt(length).flip();
        CRC32C checksum = new CRC32C();
        checksum.update(head);
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }
}
