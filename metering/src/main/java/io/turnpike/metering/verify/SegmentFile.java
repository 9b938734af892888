package io.turnpike.metering.verify;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.zip.CRC32C;

/// A segment, read from its first byte on.
///
/// @param name the file's
/// @param opened when it was, milliseconds since the epoch
/// @param previous name of the segment before; empty for the first
/// @param previousEnd where that one ends
/// @param start where the frames begin
record SegmentFile(
        Path file, String name, long opened, int mark, String node, String previous, long previousEnd, int start) {
    static final String ENDING = ".usage";
    private static final long MAGIC = 0x5455524e50494b45L;
    private static final int NEWEST_FORMAT = 3;
    private static final int FIXED = 16;
    private static final int HEAD = 12;
    private static final int MAX_PAYLOAD = 4 << 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS");
    private static final int TIME_LENGTH = 18;

    /// Reads what stands before the frames.
    ///
    /// @throws IOException if that is no segment, or damaged
    static SegmentFile open(Path file) throws IOException {
        String name = file.getFileName().toString();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            byte[] fixed = in.readNBytes(FIXED);
            ByteBuffer head = ByteBuffer.wrap(fixed);
            if (fixed.length < FIXED || head.getLong() != MAGIC) {
                throw new IOException("is no segment of the usage log");
            }
            int format = head.getShort();
            if (format < 1 || format > NEWEST_FORMAT) {
                throw new IOException("has format " + format);
            }
            byte[] variable = in.readNBytes(Short.toUnsignedInt(head.getShort()));
            int checksum = head.getInt();
            head.putInt(FIXED - Integer.BYTES, 0);
            if (checksum(fixed, variable) != checksum) {
                throw new IOException("does not match the checksum of its first bytes");
            }
            Bytes bytes = new Bytes(ByteBuffer.wrap(variable));
            return new SegmentFile(
                    file,
                    name,
                    opened(name),
                    (int) bytes.shortNumber(),
                    bytes.text(),
                    bytes.text(),
                    bytes.shortNumber(),
                    FIXED + variable.length);
        }
    }

    /// When a segment was opened, as its name says.
    static long opened(String name) {
        return LocalDateTime.parse(name.substring(0, TIME_LENGTH), TIME)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }

    /// Gives the frames that are whole, in order, up to the first that is not.
    ///
    /// @param end where the segment ends
    /// @return the place behind the last whole frame
    long read(long end, Visitor visitor) throws IOException {
        long at = start;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            in.skipNBytes(start);
            while (at + HEAD <= end) {
                byte[] head = in.readNBytes(HEAD);
                ByteBuffer numbers = ByteBuffer.wrap(head);
                if (head.length < HEAD || numbers.getInt() != mark) {
                    return at;
                }
                int length = numbers.getInt();
                if (length < 1 || length > MAX_PAYLOAD || at + HEAD + length > end) {
                    return at;
                }
                byte[] payload = in.readNBytes(length);
                if (payload.length < length || checksum(ByteBuffer.wrap(head, 0, 8), payload) != numbers.getInt()) {
                    return at;
                }
                at += HEAD + length;
                visitor.frame(at, payload);
            }
        }
        return at;
    }

    boolean follows(SegmentFile other) {
        return previous.equals(other.name);
    }

    /// Whether a whole frame stands anywhere behind a place: then what stands there is no torn end.
    ///
    /// @param end as far as the file is looked at; a node may be writing behind it
    boolean hasFrameBetween(long place, long end) throws IOException {
        ByteBuffer rest;
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            in.skipNBytes(place);
            rest = ByteBuffer.wrap(in.readNBytes(Math.toIntExact(end - place)));
        }
        for (int at = 0; at + HEAD < rest.limit(); at++) {
            int length = rest.getInt(at + 4);
            if (rest.getInt(at) == mark && length > 0 && length <= rest.limit() - at - HEAD) {
                byte[] payload = new byte[length];
                rest.get(at + HEAD, payload);
                if (checksum(rest.slice(at, 8), payload) == rest.getInt(at + 8)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int checksum(byte[] one, byte[] other) {
        return checksum(ByteBuffer.wrap(one), other);
    }

    private static int checksum(ByteBuffer one, byte[] other) {
        CRC32C checksum = new CRC32C();
        checksum.update(one);
        checksum.update(other);
        return (int) checksum.getValue();
    }

    interface Visitor {
        /// @param end place behind the frame
        void frame(long end, byte[] payload) throws IOException;
    }
}
