package io.turnpike.gateway.wire.http2;

import java.util.Arrays;

/// Fields that one side of a connection has told and the other remembers, as lines `name: value`.
///
/// Source: RFC 7541 2.3.2 and 4.
final class DynamicTable {
    /// In bytes; what either side may take unless it was told otherwise.
    static final int MAX_SIZE = 4096;

    /// What a field takes besides its name and value (4.1).
    private static final int OVERHEAD = 32;
    /// Most that one field may take, and a quarter of the table at most: it would push out too many others.
    private static final int MAX_FIELD = 512;
    private static final int BETWEEN = ": ".length();
    private static final int SLOTS = 128;
    private static final byte[] GONE = {};

    private final byte[][] lines = new byte[MAX_SIZE / OVERHEAD][];
    /// Of each slot the number of the field that was added to it last; numbers begin at 1.
    private final long[] newest = new long[SLOTS];

    private long added;
    private int held;
    private int size;
    private int maxSize = MAX_SIZE;

    int maxSize() {
        return maxSize;
    }

    /// @param bytes at most `MAX_SIZE`; the oldest fields go as far as they do not fit any more
    void resize(int bytes) {
        maxSize = bytes;
        shrink(bytes);
    }

    /// Of a line the age among the fields, 1 for the newest; 0 if it is not there, or no longer known to be.
    int find(byte[] bytes, int from, int to, int hash) {
        long number = newest[slot(hash)];
        long age = added - number;
        if (number == 0 || age >= held) {
            return 0;
        }
        byte[] line = lines[place(number)];
        return Arrays.equals(line, 0, line.length, bytes, from, to) ? (int) age + 1 : 0;
    }

    /// Whether a line of so many bytes is short enough to be remembered.
    boolean takes(int length) {
        return size(length) <= Math.min(MAX_FIELD, maxSize / 4);
    }

    /// Remembers a line, in place of the oldest ones.
    ///
    /// @param to such that the table takes the line
    void add(byte[] bytes, int from, int to, int hash) {
        byte[] line = Arrays.copyOfRange(bytes, from, to);
        shrink(maxSize - size(line.length));
        added++;
        held++;
        size += size(line.length);
        lines[place(added)] = line;
        newest[slot(hash)] = added;
    }

    private void shrink(int most) {
        while (held > 0 && size > most) {
            held--;
            int oldest = place(added - held);
            size -= size(lines[oldest].length);
            lines[oldest] = GONE;
        }
    }

    private static int size(int length) {
        return length - BETWEEN + OVERHEAD;
    }

    private int place(long number) {
        return (int) (number % lines.length);
    }

    private static int slot(int hash) {
        return hash & (SLOTS - 1);
    }
}
