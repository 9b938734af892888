package io.turnpike.metering.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Numbers and texts as the log writes them, read from a buffer.
record Bytes(ByteBuffer in) {
    boolean hasMore() {
        return in.hasRemaining();
    }

    int position() {
        return in.position();
    }

    long fixed() throws IOException {
        return require(Long.BYTES).getLong();
    }

    /// Seven bits a byte, lowest first.
    long shortNumber() throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = require(1).get();
            number |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IOException("a number has no end");
    }

    /// A short number, unfolded: 0, 1, 2, 3 … are 0, -1, 1, -2 …
    long signed() throws IOException {
        long folded = shortNumber();
        return (folded >>> 1) ^ -(folded & 1);
    }

    int size() throws IOException {
        long size = shortNumber();
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new IOException("a length makes no sense: " + size);
        }
        return (int) size;
    }

    String text() throws IOException {
        int size = size();
        require(size);
        byte[] text = new byte[size];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    UUID id() throws IOException {
        return new UUID(fixed(), fixed());
    }

    private ByteBuffer require(int count) throws IOException {
        if (in.remaining() < count) {
            throw new IOException("ends in the middle");
        }
        return in;
    }
}
