package io.turnpike.gateway.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Takes the body of one message off the wire, piece by piece, without what frames it (HT13). Used again for the next
/// message after `begin`.
public final class Body {
    public static final long CHUNKED = -1;
    public static final long UNTIL_CLOSE = -2;

    private static final int MAX_EXTENSION = 256;
    private static final int MAX_SIZE_DIGITS = 15;

    private final Trailers trailers = new Trailers();
    private State state = State.ENDED;
    private long left;
    private int digits;
    private int extension;

    /// @param length as the head gives it: bytes, `CHUNKED` or `UNTIL_CLOSE`
    public void begin(long length) {
        left = Math.max(length, 0);
        trailers.clear();
        if (length == CHUNKED) {
            state = beginSize();
        } else if (length == UNTIL_CLOSE) {
            state = State.UNTIL_CLOSE;
        } else {
            state = length == 0 ? State.ENDED : State.LENGTH;
        }
    }

    /// The next piece of the body.
    ///
    /// @return to be released by the caller; null if there is none before more bytes come, or at all
    public @Nullable ByteBuf next(ByteBuf in) {
        while (in.isReadable()) {
            switch (state) {
                case LENGTH, DATA -> {
                    return piece(in);
                }
                case UNTIL_CLOSE -> {
                    return in.readRetainedSlice(in.readableBytes());
                }
                case TRAILERS -> {
                    if (trailers.read(in)) {
                        state = trailers.flaw() == null ? State.ENDED : State.FLAWED;
                    }
                }
                case ENDED, FLAWED -> {
                    return null;
                }
                default -> state = frame(in.readByte());
            }
        }
        return null;
    }

    public boolean hasEnded() {
        return state == State.ENDED;
    }

    public boolean isFlawed() {
        return state == State.FLAWED;
    }

    /// Whether the end of the connection is the end of the body.
    public boolean endsWithConnection() {
        return state == State.UNTIL_CLOSE;
    }

    /// Bytes to come, where the length is known.
    public long left() {
        return left;
    }

    /// The fields behind a chunked body that has ended.
    public Trailers trailers() {
        return trailers;
    }

    private ByteBuf piece(ByteBuf in) {
        int length = (int) Math.min(left, in.readableBytes());
        left -= length;
        if (left == 0) {
            state = state == State.LENGTH ? State.ENDED : State.DATA_CR;
        }
        return in.readRetainedSlice(length);
    }

    private State beginSize() {
        left = 0;
        digits = 0;
        extension = 0;
        return State.SIZE;
    }

    /// Takes one byte of what stands between the chunks.
    private State frame(byte b) {
        return switch (state) {
            case SIZE -> size(b);
            case EXTENSION -> extension(b);
            case SIZE_LF -> b != '\n' ? State.FLAWED : left == 0 ? State.TRAILERS : State.DATA;
            case DATA_CR -> b == '\r' ? State.DATA_LF : State.FLAWED;
            case DATA_LF -> b == '\n' ? beginSize() : State.FLAWED;
            default -> throw new IllegalStateException("no frame in " + state);
        };
    }

    private State extension(byte b) {
        if (b == '\r') {
            return State.SIZE_LF;
        }
        return Octets.isText(b) && ++extension <= MAX_EXTENSION ? State.EXTENSION : State.FLAWED;
    }

    private State size(byte b) {
        int digit = b < 0 ? -1 : Character.digit(b, 16);
        if (digit >= 0) {
            left = left << 4 | digit;
            return ++digits > MAX_SIZE_DIGITS ? State.FLAWED : State.SIZE;
        }
        if (digits == 0) {
            return State.FLAWED;
        }
        return switch (b) {
            case '\r' -> State.SIZE_LF;
            case ';' -> State.EXTENSION;
            default -> State.FLAWED;
        };
    }

    private enum State {
        LENGTH,
        UNTIL_CLOSE,
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILERS,
        ENDED,
        FLAWED
    }
}
