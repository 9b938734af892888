package io.turnpike.management.bulk;

import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lines of a stream, read one after the other; blank ones are counted and passed over.
final class Lines {
    /// In bytes.
    static final int LONGEST = 1 << 20;

    private final InputStream stream;
    private long number;

    Lines(InputStream stream) {
        this.stream = new BufferedInputStream(stream, 64 << 10);
    }

    /// The next line that is not blank; empty behind the last.
    ///
    /// @throws Refused with `Malformed` where the stream breaks off
    Optional<Line> next() {
        try {
            Line line = read();
            while (line != null && line.isBlank()) {
                line = read();
            }
            return Optional.ofNullable(line);
        } catch (IOException | RuntimeException _) {
            throw new Refused(new Problem.Malformed("the body breaks off behind line " + number));
        }
    }

    private @Nullable Line read() throws IOException {
        int octet = stream.read();
        if (octet < 0) {
            return null;
        }
        number++;
        var text = new ByteArrayOutputStream(512);
        boolean isWhole = true;
        while (octet >= 0 && octet != '\n') {
            isWhole = isWhole && text.size() < LONGEST;
            if (isWhole) {
                text.write(octet);
            }
            octet = stream.read();
        }
        return new Line(number, text.toByteArray(), isWhole);
    }

    /// One line without its end. It may hold keys and secrets, and shows its number only.
    static final class Line {
        private final long number;
        private final byte[] text;
        private final boolean isWhole;

        private Line(long number, byte[] text, boolean isWhole) {
            this.number = number;
            this.text = text;
            this.isWhole = isWhole;
        }

        /// Counted from 1.
        long number() {
            return number;
        }

        /// In bytes, of what was kept of it.
        int length() {
            return text.length;
        }

        /// @throws Refused with `Malformed` where it was longer than `LONGEST`
        byte[] text() {
            if (!isWhole) {
                throw new Refused(new Problem.Malformed("the line must have at most " + LONGEST + " bytes"));
            }
            return text.clone();
        }

        private boolean isBlank() {
            for (byte each : text) {
                if (each != ' ' && each != '\t' && each != '\r') {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }
}
