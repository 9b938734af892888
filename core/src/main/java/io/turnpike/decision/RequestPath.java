package io.turnpike.decision;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The path of a request, cut at its slashes and checked. It is compared in decoded form and forwarded byte for byte
/// (runtime E1, E2).
///
/// `/v1/weather/` has the segments `v1`, `weather` and an empty one. `%2F` stays inside its segment (E3). Immutable.
public final class RequestPath {
    private static final int MAX_SEGMENTS = 100;
    private static final byte[] RESERVED = ".turnpike".getBytes(StandardCharsets.US_ASCII);
    private static final long HASH_START = 0xcbf29ce484222325L;
    private static final long HASH_FACTOR = 0x100000001b3L;

    private final byte[] bytes;
    private final int count;
    /// Index behind each segment.
    private int[] ends = new int[4];
    /// Hash of each segment's decoded bytes.
    private long[] hashes = new long[4];

    private RequestPath(byte[] bytes) {
        this.bytes = bytes;
        this.count = cut();
    }

    /// @param path as it stands in the request line, without query
    /// @return null unless it starts with a slash and keeps to runtime E5, E6, E8 and http HT2, HT3
    public static @Nullable RequestPath parse(String path) {
        return parse(path.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// @param path is kept, not copied
    public static @Nullable RequestPath parse(byte[] path) {
        if (path.length == 0 || path[0] != '/') {
            return null;
        }
        RequestPath parsed = new RequestPath(path);
        return parsed.count < 0 ? null : parsed;
    }

    public int segments() {
        return count;
    }

    /// The raw remainder behind a number of leading segments; empty if there is none, else it
    /// starts with a slash (R6).
    public String suffix(int afterSegments) {
        int start = suffixStart(afterSegments);
        return new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1);
    }

    /// Where that remainder begins.
    public int suffixStart(int afterSegments) {
        return afterSegments == 0 ? 0 : ends[afterSegments - 1];
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Whether the path lies under `/.turnpike`, which no proxy can claim (extensions 1).
    public boolean isReserved() {
        return equals(0, RESERVED);
    }

    boolean isEmpty(int segment) {
        return ends[segment] == start(segment);
    }

    long hash(int segment) {
        return hashes[segment];
    }

    /// Whether the decoded segment has exactly these bytes.
    boolean equals(int segment, byte[] decoded) {
        int at = start(segment);
        int end = ends[segment];
        for (byte wanted : decoded) {
            if (at >= end) {
                return false;
            }
            int given = bytes[at];
            if (given == '%') {
                given = decoded(at);
                at += 2;
            }
            if ((byte) given != wanted) {
                return false;
            }
            at++;
        }
        return at == end;
    }

    /// The hash that a segment of these decoded bytes has.
    static long hash(byte[] decoded) {
        long hash = HASH_START;
        for (byte b : decoded) {
            hash = (hash ^ (b & 0xff)) * HASH_FACTOR;
        }
        return hash;
    }

    private int start(int segment) {
        return segment == 0 ? 1 : ends[segment - 1] + 1;
    }

    /// Cuts and checks the whole path.
    ///
    /// @return the number of segments, or -1
    private int cut() {
        int segments = 0;
        int at = 1;
        while (true) {
            if (segments == MAX_SEGMENTS) {
                return -1;
            }
            int end = segment(at, segments);
            if (end < 0) {
                return -1;
            }
            segments++;
            if (end == bytes.length) {
                return segments;
            }
            at = end + 1;
        }
    }

    /// Reads one segment from `start`.
    ///
    /// @return the index behind it, or -1
    private int segment(int start, int index) {
        long hash = HASH_START;
        DotSegment dots = DotSegment.START;
        int at = start;
        while (at < bytes.length && bytes[at] != '/') {
            int value = bytes[at] & 0xff;
            if (value == '%') {
                value = decoded(at);
                at += 2;
            } else if (value <= 0x20 || value > 0x7e || value == '#' || value == '?') {
                return -1;
            }
            if (value < 0x20 || value == 0x7f || value == '\\') {
                return -1;
            }
            if (value == '/' && dots.isForbidden()) {
                return -1;
            }
            dots = dots.then(value);
            if (dots == DotSegment.FORBIDDEN) {
                return -1;
            }
            hash = (hash ^ value) * HASH_FACTOR;
            at++;
        }
        if (dots.isForbidden()) {
            return -1;
        }
        note(index, at, hash);
        return at;
    }

    private void note(int index, int end, long hash) {
        if (index == ends.length) {
            ends = Arrays.copyOf(ends, index * 2);
            hashes = Arrays.copyOf(hashes, index * 2);
        }
        ends[index] = end;
        hashes[index] = hash;
    }

    /// The byte that the escape at an index stands for; -1 if it is malformed.
    private int decoded(int at) {
        if (at + 2 >= bytes.length) {
            return -1;
        }
        int high = Character.digit(bytes[at + 1], 16);
        int low = Character.digit(bytes[at + 2], 16);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    /// How much of a piece between slashes looks like `.` or `..`; parameters behind a
    /// semicolon do not help it (HT3).
    private enum DotSegment {
        START,
        ONE_DOT,
        TWO_DOTS,
        OTHER,
        FORBIDDEN;

        DotSegment then(int value) {
            if (value == '/') {
                return START;
            }
            if (value == ';' && isForbidden()) {
                return FORBIDDEN;
            }
            return switch (this) {
                case START -> value == '.' ? ONE_DOT : OTHER;
                case ONE_DOT -> value == '.' ? TWO_DOTS : OTHER;
                case TWO_DOTS, OTHER -> OTHER;
                case FORBIDDEN -> FORBIDDEN;
            };
        }

        boolean isForbidden() {
            return this == ONE_DOT || this == TWO_DOTS || this == FORBIDDEN;
        }
    }
}
