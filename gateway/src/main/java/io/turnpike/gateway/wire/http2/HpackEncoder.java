package io.turnpike.gateway.wire.http2;

import io.turnpike.gateway.wire.Octets;
import java.util.Arrays;

/// Writes blocks of fields for one connection. A field gets a place in the table of the connection when it comes a
/// second time: what differs from call to call takes none. Texts are not packed by Huffman's code, which costs more
/// time than the few bytes are worth.
///
/// Source: RFC 7541. Used by one thread.
final class HpackEncoder {
    private static final int INDEXED = 0x80;
    private static final int REMEMBERED = 0x40;
    private static final int RESIZED = 0x20;
    private static final int SECRET = 0x10;
    private static final int PASSING = 0;

    private static final int BETWEEN = ": ".length();
    private static final int LEAST = 1024;
    /// Most bytes of a number, and of the two that say how long texts are.
    private static final int MAX_NUMBER = 6;

    private static final int LATELY = 128;

    private final DynamicTable table = new DynamicTable();
    /// Hashes of fields that came lately and are not in the table.
    private final int[] lately = new int[LATELY];

    private byte[] block = new byte[LEAST];
    private int length;
    /// Smallest size of the table since the last block; -1 if it stayed.
    private int smallest = -1;

    /// Follows what the other side allows for the table (SETTINGS_HEADER_TABLE_SIZE); told to it with the next block.
    void maxTableSize(long bytes) {
        int size = (int) Math.min(bytes, DynamicTable.MAX_SIZE);
        if (size != table.maxSize()) {
            smallest = smallest < 0 ? size : Math.min(smallest, size);
            table.resize(size);
        }
    }

    byte[] block() {
        return block;
    }

    int length() {
        return length;
    }

    /// Begins a block (4.2).
    void begin() {
        if (block.length > 8 * LEAST) {
            block = new byte[LEAST];
        }
        length = 0;
        if (smallest >= 0) {
            if (smallest < table.maxSize()) {
                number(RESIZED, 5, smallest);
            }
            number(RESIZED, 5, table.maxSize());
            smallest = -1;
        }
    }

    /// Writes one field.
    ///
    /// @param line `name: value`, the name in lower case, between `from` and `to`
    void field(byte[] line, int from, int nameEnd, int to) {
        ensure(to - from + 3 * MAX_NUMBER);
        int hash = Octets.hash(line, from, to);
        int age = table.find(line, from, to, hash);
        if (age > 0) {
            number(INDEXED, 7, StaticTable.LENGTH + age);
            return;
        }
        int valueStart = nameEnd + BETWEEN;
        int name = StaticTable.name(line, from, nameEnd);
        int known = StaticTable.value(name, line, valueStart, to);
        if (known > 0) {
            number(INDEXED, 7, known);
            return;
        }
        if (Secrets.has(line, from, nameEnd, to)) {
            number(SECRET, 4, name);
        } else if (table.takes(to - from) && comesAgain(hash)) {
            table.add(line, from, to, hash);
            number(REMEMBERED, 6, name);
        } else {
            number(PASSING, 4, name);
        }
        if (name == 0) {
            text(line, from, nameEnd);
        }
        text(line, valueStart, to);
    }

    private boolean comesAgain(int hash) {
        int slot = hash & (LATELY - 1);
        boolean again = lately[slot] == hash;
        lately[slot] = hash;
        return again;
    }

    private void text(byte[] bytes, int from, int to) {
        number(0, 7, to - from);
        System.arraycopy(bytes, from, block, length, to - from);
        length += to - from;
    }

    /// Writes a number behind the bits of a first byte that it shares (5.1).
    ///
    /// @param first those bits
    /// @param width how many bits are left for the number
    private void number(int first, int width, int number) {
        int most = (1 << width) - 1;
        if (number < most) {
            block[length++] = (byte) (first | number);
            return;
        }
        block[length++] = (byte) (first | most);
        int rest = number - most;
        while (rest >= 0x80) {
            block[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        block[length++] = (byte) rest;
    }

    private void ensure(int more) {
        if (block.length - length < more) {
            block = Arrays.copyOf(block, Math.max(block.length * 2, length + more));
        }
    }
}
