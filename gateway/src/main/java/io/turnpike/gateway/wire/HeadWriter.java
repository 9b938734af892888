package io.turnpike.gateway.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Puts heads together in an array that is used again for the next one. Used by one thread.
public final class HeadWriter {
    private byte[] bytes = new byte[4096];
    private int length;

    public HeadWriter write(byte[] source, int from, int to) {
        ensure(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    public HeadWriter write(byte[] source) {
        return write(source, 0, source.length);
    }

    /// Writes a text whose characters are bytes: what the JDK advises against here is meant for just that.
    public HeadWriter write(String latin) {
        return write(latin, 0);
    }

    @SuppressWarnings("deprecation")
    public HeadWriter write(String latin, int from) {
        int count = latin.length() - from;
        ensure(count);
        latin.getBytes(from, latin.length(), bytes, length);
        length += count;
        return this;
    }

    /// Writes a number that is not negative.
    public HeadWriter write(long number) {
        ensure(20);
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    public HeadWriter write(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /// Writes a whole line.
    public HeadWriter field(String name, String value) {
        return write(name).colon().write(value).endLine();
    }

    public HeadWriter field(String name, long value) {
        return write(name).colon().write(value).endLine();
    }

    /// Begins a status line, up to the blank before the reason.
    public HeadWriter status(int status) {
        return write("HTTP/1.1 ").write(status).write(' ');
    }

    public HeadWriter colon() {
        return write(':').write(' ');
    }

    public HeadWriter endLine() {
        return write('\r').write('\n');
    }

    /// Appends what was written to a buffer; the writer is empty again.
    public void moveTo(ByteBuf buffer) {
        buffer.writeBytes(bytes, 0, length);
        length = 0;
    }

    /// The status in the first line of an answer.
    public int status() {
        int at = "HTTP/1.1 ".length();
        return (bytes[at] - '0') * 100 + (bytes[at + 1] - '0') * 10 + bytes[at + 2] - '0';
    }

    /// The same in memory of its own.
    public HeadWriter copy() {
        return new HeadWriter().write(bytes, 0, length);
    }

    /// Whether there are fields behind the first line.
    public boolean hasFields() {
        return bytes[behindLine(0)] != '\r';
    }

    /// Tells the fields that were written, behind the first line and up to an empty one.
    public void fields(FieldReader reader) {
        int start = behindLine(0);
        while (start < length && bytes[start] != '\r') {
            int colon = start;
            while (bytes[colon] != ':') {
                colon++;
            }
            int next = behindLine(colon);
            reader.field(bytes, start, colon, colon + 2, next - 2);
            start = next;
        }
    }

    private int behindLine(int start) {
        return Octets.find(bytes, start, length, '\n') + 1;
    }

    /// Where it was written, up to `length()`; others once more is written.
    public byte[] bytes() {
        return bytes;
    }

    /// Bytes written.
    public int length() {
        return length;
    }

    /// Hears of the fields of a head.
    @FunctionalInterface
    public interface FieldReader {
        /// @param bytes may be changed, and are others once the call returns
        void field(byte[] bytes, int nameStart, int nameEnd, int valueStart, int valueEnd);
    }

    /// Forgets what was written, if a failure left something.
    public HeadWriter clear() {
        length = 0;
        return this;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
