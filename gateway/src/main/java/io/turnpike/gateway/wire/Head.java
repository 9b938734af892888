package io.turnpike.gateway.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lines of a message up to an empty one, collected from the wire and checked byte by byte: a start line where there
/// is one, then fields.
///
/// Holds the bytes and where names and values stand in them; a text is made only when one is asked for. Used again
/// for the next message after `clear`. Used by one thread.
public abstract sealed class Head permits RequestHead, AnswerHead, Trailers {
    private static final int MAX_FIELDS = 100;
    private static final int FEW_FIELDS = 16;
    private static final int MANY_FIELDS = 64;
    /// Of all lines `Connection`: each field is looked for in them (HT15).
    private static final int MAX_CONNECTION = 1024;
    private static final int LEAST = 1024;
    /// Of what arrives, so much is copied at a time in search of the end.
    private static final int STEP = 2048;
    private static final int SPAN = 4;
    /// Longest text that is kept for the messages to come.
    private static final int MAX_KEPT = 256;

    byte[] bytes = new byte[LEAST];
    private int filled;
    private int scanned;
    private int line;
    private int fieldsStart = -1;
    private int count;
    private int connectionBytes;
    private int[] spans = new int[FEW_FIELDS * SPAN];
    private @Nullable Known[] known = new @Nullable Known[FEW_FIELDS];
    private @Nullable String[] texts = new @Nullable String[FEW_FIELDS];
    private boolean complete;
    private @Nullable Flaw flaw;

    /// Forgets the message; memory that an unusually large one took is given back.
    public void clear() {
        if (bytes.length > 8 * LEAST) {
            bytes = new byte[LEAST];
        }
        if (known.length > MANY_FIELDS) {
            spans = new int[FEW_FIELDS * SPAN];
            known = new @Nullable Known[FEW_FIELDS];
            texts = new @Nullable String[FEW_FIELDS];
        }
        filled = 0;
        scanned = 0;
        line = 0;
        fieldsStart = -1;
        count = 0;
        connectionBytes = 0;
        complete = false;
        flaw = null;
    }

    /// Takes bytes up to the end of the head, and none behind it.
    ///
    /// @return whether the head is complete, or found to be flawed
    public final boolean read(ByteBuf in) {
        while (!complete && flaw == null && in.isReadable()) {
            int step = Math.min(in.readableBytes(), STEP);
            if (bytes.length - filled < step) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, filled + step));
            }
            in.readBytes(bytes, filled, step);
            filled += step;
            scan();
            if (complete) {
                in.readerIndex(in.readerIndex() - (filled - scanned));
                filled = scanned;
            }
        }
        return complete || flaw != null;
    }

    /// Takes a whole message without what frames its body, as a protocol other than HTTP/1.1 has put it together.
    public final void read(HeadWriter whole) {
        if (bytes.length < whole.length()) {
            bytes = new byte[whole.length()];
        }
        System.arraycopy(whole.bytes(), 0, bytes, 0, whole.length());
        filled = whole.length();
        scan();
    }

    /// Whether a byte of the message has come.
    public final boolean isBegun() {
        return filled > 0;
    }

    public final boolean isComplete() {
        return complete;
    }

    /// What is wrong with it; null if nothing is.
    public final @Nullable Flaw flaw() {
        return flaw;
    }

    public final int fields() {
        return count;
    }

    /// What is known of a field; null if it means nothing to us.
    public final @Nullable Known known(int field) {
        return known[field];
    }

    /// The first field of a kind; -1 if there is none.
    public final int find(Known wanted) {
        return find(wanted, 0);
    }

    public final int find(Known wanted, int from) {
        for (int i = from; i < count; i++) {
            if (known[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    public final boolean has(Known wanted) {
        return find(wanted, 0) >= 0;
    }

    /// The first value of a field; null if there is none.
    public final @Nullable String value(Known wanted) {
        int field = find(wanted, 0);
        return field < 0 ? null : value(field);
    }

    /// As sent.
    public final String name(int field) {
        return Octets.text(bytes, nameStart(field), nameEnd(field));
    }

    /// Messages of a connection resemble each other: a text that was made of the same field of one before serves again.
    public final String value(int field) {
        int start = valueStart(field);
        int end = valueEnd(field);
        String before = texts[field];
        if (before != null && before.length() == end - start && Octets.startsWith(bytes, start, before)) {
            return before;
        }
        String text = Octets.text(bytes, start, end);
        texts[field] = text.length() <= MAX_KEPT ? text : null;
        return text;
    }

    /// The first value under a lower-case name; null if there is none.
    public final @Nullable String value(String name) {
        for (int i = 0; i < count; i++) {
            if (Octets.equalsIgnoreCase(bytes, nameStart(i), nameEnd(i), name)) {
                return value(i);
            }
        }
        return null;
    }

    /// Whether there are two fields under a lower-case name with different values.
    public final boolean hasDifferingLines(String name) {
        int first = -1;
        for (int i = 0; i < count; i++) {
            if (!Octets.equalsIgnoreCase(bytes, nameStart(i), nameEnd(i), name)) {
                continue;
            }
            if (first < 0) {
                first = i;
            } else if (!Arrays.equals(bytes, valueStart(first), valueEnd(first), bytes, valueStart(i), valueEnd(i))) {
                return true;
            }
        }
        return false;
    }

    /// Whether a field has a name, `_` taken for `-`.
    ///
    /// @param name in lower case
    public final boolean isNamed(int field, String name) {
        return Octets.isNamed(bytes, nameStart(field), nameEnd(field), name);
    }

    /// Whether a value is a lower-case text, but for the case of its letters.
    public final boolean isValue(int field, String lower) {
        return Octets.equalsIgnoreCase(bytes, valueStart(field), valueEnd(field), lower);
    }

    /// Whether some field of a kind lists a token (RFC 9110 5.6.1).
    ///
    /// @param lower in lower case
    public final boolean lists(Known wanted, String lower) {
        for (int i = find(wanted, 0); i >= 0; i = find(wanted, i + 1)) {
            Tokens tokens = new Tokens(bytes, valueStart(i), valueEnd(i));
            while (tokens.next()) {
                if (tokens.is(lower)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether a `Connection` line of this head names a field, which then ends at this hop.
    ///
    /// @param of where the field stands: here, or in the trailers of the same message
    public final boolean isNamedByConnection(Head of, int field) {
        for (int i = find(Known.CONNECTION, 0); i >= 0; i = find(Known.CONNECTION, i + 1)) {
            Tokens tokens = new Tokens(bytes, valueStart(i), valueEnd(i));
            while (tokens.next()) {
                if (tokens.names(of.bytes, of.nameStart(field), of.nameEnd(field))) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Writes a field as a line of its own, without blanks around its value.
    public final void writeField(int field, HeadWriter out) {
        int from = nameStart(field);
        int to = valueEnd(field);
        int value = valueStart(field);
        if (value == nameEnd(field) + 2 && bytes[value - 1] == ' ' && bytes[to] == '\r') {
            out.write(bytes, from, to + 2);
            return;
        }
        out.write(bytes, from, nameEnd(field)).colon();
        out.write(bytes, valueStart(field), to).endLine();
    }

    /// Writes a value without blanks around it.
    public final void writeValue(int field, HeadWriter out) {
        out.write(bytes, valueStart(field), valueEnd(field));
    }

    final int valueStart(int field) {
        return spans[field * SPAN + 2];
    }

    final int valueEnd(int field) {
        return spans[field * SPAN + 3];
    }

    /// Checks the start line between two indices; null if it is good.
    abstract @Nullable Flaw startLine(int start, int end);

    /// Longest start line; -1 if there is none.
    abstract int maxStartLine();

    abstract int maxFieldBytes();

    /// Checks the fields once all are there; null if they are good.
    abstract @Nullable Flaw finish();

    private int nameStart(int field) {
        return spans[field * SPAN];
    }

    private int nameEnd(int field) {
        return spans[field * SPAN + 1];
    }

    private void scan() {
        while (scanned < filled && !complete && flaw == null) {
            int feed = Octets.find(bytes, scanned, filled, '\n');
            scanned = Math.min(feed + 1, filled);
            if (feed < filled) {
                endOfLine();
                line = scanned;
            }
        }
        if (!complete && flaw == null) {
            flaw = tooLong(filled);
        }
    }

    private void endOfLine() {
        int end = scanned - 2;
        flaw = tooLong(scanned);
        if (flaw != null) {
            return;
        }
        if (end < line || bytes[end] != '\r') {
            flaw = Flaw.BAD_MESSAGE;
        } else if (fieldsStart < 0 && maxStartLine() >= 0) {
            startLine(end);
        } else if (end == line) {
            flaw = finish();
            complete = flaw == null;
        } else {
            flaw = field(line, end);
        }
    }

    /// One empty line before a request is let pass (HT1).
    private void startLine(int end) {
        if (end == line && line == 0 && this instanceof RequestHead) {
            return;
        }
        flaw = startLine(line, end);
        fieldsStart = scanned;
    }

    private @Nullable Flaw tooLong(int end) {
        if (fieldsStart < 0 && maxStartLine() >= 0) {
            return end - line > maxStartLine() + 2 ? Flaw.TOO_BIG_LINE : null;
        }
        return end - Math.max(fieldsStart, 0) > maxFieldBytes() + 2 ? Flaw.TOO_BIG_HEADERS : null;
    }

    private @Nullable Flaw field(int start, int end) {
        int hash = 0;
        int colon = start;
        for (byte folded; colon < end && (folded = Octets.folded(bytes[colon])) != 0; colon++) {
            hash = Known.hash(hash, folded);
        }
        if (colon == start || colon == end || bytes[colon] != ':') {
            return Flaw.BAD_MESSAGE;
        }
        if (!Octets.isText(bytes, colon + 1, end)) {
            return Flaw.BAD_MESSAGE;
        }
        if (count == MAX_FIELDS) {
            return Flaw.TOO_BIG_HEADERS;
        }
        note(start, colon, end);
        Known name = Known.of(bytes, start, colon, hash);
        if (name == Known.CONNECTION) {
            connectionBytes += valueEnd(count) - valueStart(count);
        }
        known[count++] = name;
        return connectionBytes > MAX_CONNECTION ? Flaw.TOO_BIG_HEADERS : null;
    }

    private void note(int start, int colon, int end) {
        if (count == known.length) {
            known = Arrays.copyOf(known, count * 2);
            texts = Arrays.copyOf(texts, count * 2);
            spans = Arrays.copyOf(spans, count * 2 * SPAN);
        }
        int valueStart = colon + 1;
        int valueEnd = end;
        while (valueStart < valueEnd && Octets.isBlank(bytes[valueStart])) {
            valueStart++;
        }
        while (valueEnd > valueStart && Octets.isBlank(bytes[valueEnd - 1])) {
            valueEnd--;
        }
        spans[count * SPAN] = start;
        spans[count * SPAN + 1] = colon;
        spans[count * SPAN + 2] = valueStart;
        spans[count * SPAN + 3] = valueEnd;
    }
}
