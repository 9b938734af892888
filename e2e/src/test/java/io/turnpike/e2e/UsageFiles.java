package io.turnpike.e2e;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/// A folder of the usage log, read from the description of its format by other code than the node's own.
///
/// Only what counts is read: which entries begin a call, and the charges.
final class UsageFiles {
    private static final long SEGMENT = 0x5455524e50494b45L;
    private static final long SNAPSHOT = 0x5455524e53554d53L;
    private static final int HAS_CHARGES = 1;
    private static final int HAS_START = 2;

    private final Path directory;
    private final List<String> segments;
    private final List<String> snapshots;
    private final List<Charge> charges = new ArrayList<>();
    private long records;

    private UsageFiles(Path directory) throws IOException {
        this.directory = directory;
        this.segments = names(".usage");
        this.snapshots = names(".snapshot");
        for (int i = 0; i < segments.size(); i++) {
            ByteBuffer next = i + 1 < segments.size() ? open(segments.get(i + 1), SEGMENT) : null;
            read(segments.get(i), next == null ? -1 : Header.read(next).previousEnd());
        }
    }

    /// Reads all segments as they are; a torn end of the last one does not count.
    ///
    /// @throws IOException if anything else cannot be read
    static UsageFiles read(Path directory) throws IOException {
        return new UsageFiles(directory);
    }

    /// Calls that began.
    long records() {
        return records;
    }

    int segments() {
        return segments.size();
    }

    int snapshots() {
        return snapshots.size();
    }

    List<Charge> charges() {
        return charges;
    }

    /// The sums of the charges of all segments, of which none may be missing.
    Map<Counter, Long> sums() {
        Map<Counter, Long> sums = new HashMap<>();
        charges.forEach(charge -> sums.merge(charge.counter(), charge.weight(), Long::sum));
        return sums;
    }

    /// The newest snapshot and the charges behind it.
    Map<Counter, Long> snapshotAndRest() throws IOException {
        if (snapshots.isEmpty()) {
            return sums();
        }
        String snapshot = snapshots.getLast();
        String place = snapshot.substring(0, snapshot.length() - ".snapshot".length());
        ByteBuffer bytes = open(snapshot, SNAPSHOT);
        bytes.getInt();
        int nameLength = bytes.getInt();
        int count = bytes.getInt();
        bytes.position(bytes.position() + nameLength);
        Map<Counter, Long> sums = new HashMap<>();
        for (int i = 0; i < count; i++) {
            sums.put(Counter.read(bytes), bytes.getLong());
        }
        charges.stream()
                .filter(charge -> charge.segment().compareTo(place) > 0)
                .forEach(charge -> sums.merge(charge.counter(), charge.weight(), Long::sum));
        return sums;
    }

    /// Makes a charge of 1 one of 0, as a replay would see it that skips the entry. The file stays whole.
    void hide(Charge charge) throws IOException {
        Path file = directory.resolve(charge.segment());
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.get(charge.weightAt()) != 2) {
            throw new IllegalStateException("only a weight of 1 is written as 2");
        }
        bytes.put(charge.weightAt(), (byte) 0);
        int length = bytes.getInt(charge.frameAt() + 4);
        bytes.putInt(charge.frameAt() + 8, frameChecksum(bytes, charge.frameAt(), length));
        Files.write(file, bytes.array());
    }

    private List<String> names(String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private ByteBuffer open(String name, long magic) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(directory.resolve(name)));
        if (bytes.getLong() != magic) {
            throw new IOException(name + " does not begin as it should");
        }
        return bytes;
    }

    /// @param end where the segment ends as the next one says; -1 for the last
    private void read(String segment, long end) throws IOException {
        ByteBuffer bytes = open(segment, SEGMENT);
        Header header = Header.read(bytes);
        int limit = end < 0 ? bytes.limit() : Math.toIntExact(end);
        int at = bytes.position();
        while (at + 12 <= limit) {
            int length = bytes.getInt(at + 4);
            boolean isWhole = bytes.getInt(at) == header.mark()
                    && length > 0
                    && length <= limit - at - 12
                    && bytes.getInt(at + 8) == frameChecksum(bytes, at, length);
            if (!isWhole) {
                break;
            }
            entries(segment, at, bytes.slice(at + 12, length));
            at += 12 + length;
        }
        if (end >= 0 && at != limit) {
            throw new IOException(segment + " is damaged at " + at + " of " + limit);
        }
    }

    private void entries(String segment, int frameAt, ByteBuffer in) {
        long id = 0;
        while (in.hasRemaining()) {
            int size = (int) unsigned(in);
            int end = in.position() + size;
            long flags = unsigned(in);
            id += signed(in);
            signed(in);
            records += (flags & HAS_START) == 0 ? 0 : 1;
            for (long left = (flags & HAS_CHARGES) == 0 ? 0 : unsigned(in); left > 0; left--) {
                long high = in.getLong();
                long low = in.getLong();
                long start = signed(in) + (id >>> 16) / 1000;
                Quota.Window window = new Quota.Window(start, start + unsigned(in));
                unsigned(in);
                int weightAt = frameAt + 12 + in.position();
                charges.add(new Charge(new Counter(high, low, window), signed(in), segment, frameAt, weightAt));
            }
            in.position(end);
        }
    }

    private static int frameChecksum(ByteBuffer bytes, int at, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(at, 8));
        checksum.update(bytes.slice(at + 12, length));
        return (int) checksum.getValue();
    }

    private static long unsigned(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static long signed(ByteBuffer in) {
        long value = unsigned(in);
        return (value >>> 1) ^ -(value & 1);
    }

    /// A counter in one of its windows.
    record Counter(long high, long low, Quota.Window window) {
        static Counter read(ByteBuffer in) {
            return new Counter(in.getLong(), in.getLong(), new Quota.Window(in.getLong() / 1000, in.getLong() / 1000));
        }
    }

    /// A charge and where it stands.
    record Charge(Counter counter, long weight, String segment, int frameAt, int weightAt) {}

    /// What begins a segment, behind the magic number.
    private record Header(int mark, long previousEnd) {
        static Header read(ByteBuffer in) throws IOException {
            if (in.getShort() != 3) {
                throw new IOException("a segment of another format");
            }
            in.position(in.position() + Short.BYTES + Integer.BYTES);
            int mark = (int) unsigned(in);
            skipText(in);
            skipText(in);
            return new Header(mark, unsigned(in));
        }

        private static void skipText(ByteBuffer in) {
            int length = (int) unsigned(in);
            in.position(in.position() + length);
        }
    }
}
