package io.turnpike.http;

import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The body of one request, read at most once: as a whole and never beyond a limit, or as a stream.
final class Body {
    /// No body.
    static final Body NONE = new Body(0, 0, InputStream::nullInputStream);

    private final long declared;
    private final int limit;
    private final Supplier<InputStream> stream;
    private byte @Nullable [] bytes;
    private boolean started;

    /// @param declared length that the head announces; -1 where it announces none, but there is a body
    Body(long declared, int limit, Supplier<InputStream> stream) {
        this.declared = declared;
        this.limit = limit;
        this.stream = stream;
    }

    /// @throws Refused with `TooLarge`, or `Malformed` where the body breaks off
    byte[] bytes() {
        return bytes(limit);
    }

    /// Under another limit than the usual one, unless it was read before.
    byte[] bytes(int most) {
        if (bytes == null) {
            bytes = declared == 0 ? new byte[0] : read(most);
        }
        return bytes;
    }

    /// Unbounded, as it arrives; the connection ends with the answer.
    InputStream stream() {
        start();
        return declared == 0 ? InputStream.nullInputStream() : stream.get();
    }

    /// True where a body is left on the connection that cannot be skipped for the sake of the next request: it is
    /// too large, or it broke.
    boolean endsConnection() {
        return bytes == null && (started || declared < 0 || declared > limit);
    }

    private byte[] read(int most) {
        if (declared > most) {
            throw new Refused(new Problem.TooLarge(most));
        }
        start();
        byte[] read;
        try {
            read = stream.get().readNBytes(most + 1);
        } catch (IOException | RuntimeException _) {
            throw malformed();
        }
        if (read.length > most) {
            throw new Refused(new Problem.TooLarge(most));
        }
        return read;
    }

    private void start() {
        if (started) {
            throw malformed();
        }
        started = true;
    }

    private static Refused malformed() {
        return new Refused(new Problem.Malformed("the body breaks off, or its chunks are malformed"));
    }
}
