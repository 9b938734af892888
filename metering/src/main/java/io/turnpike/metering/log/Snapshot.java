package io.turnpike.metering.log;

import io.turnpike.quota.Charge;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/// The sums of all charges up to a place in the log, on disk: name of the last segment that is
/// in them, sums, checksum.
///
/// @param place the last segment that is in it
record Snapshot(SegmentName place, WindowSums sums) {
    private static final long MAGIC = 0x5455524e53554d53L;
    private static final int FORMAT = 2;
    private static final int IN_SECONDS = 1;
    private static final int HEAD = 20;
    private static final int SUM_BYTES = 5 * Long.BYTES;
    private static final int BLOCK = 1600 * SUM_BYTES;
    private static final String ENDING = ".snapshot";
    private static final String UNFINISHED = ENDING + ".new";

    /// Names of the places of all snapshots in the folder, newest first.
    static List<SegmentName> places(LogDirectory directory) throws IOException {
        return directory.names().stream()
                .filter(file -> file.endsWith(ENDING))
                .flatMap(file -> SegmentName.parse(file.substring(0, file.length() - ENDING.length())).stream())
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    static String file(SegmentName place) {
        return place + ENDING;
    }

    /// Whether a file is what a crash left of a snapshot in the making.
    static boolean isUnfinished(String file) {
        return file.endsWith(UNFINISHED);
    }

    /// Writes the snapshot; its name appears when all of it is on disk.
    void write(LogDirectory directory) throws IOException {
        String unfinished = place + UNFINISHED;
        try (LogDirectory.Output output = directory.create(unfinished)) {
            Block block = new Block(output);
            byte[] name = place.toString().getBytes(StandardCharsets.UTF_8);
            block.bytes
                    .putLong(MAGIC)
                    .putInt(FORMAT)
                    .putInt(name.length)
                    .putInt(sums.size())
                    .put(name);
            sums.forEach((counter, window, sum) -> block.add(counter, window, sum));
            block.finish();
            output.force();
        }
        directory.rename(unfinished, file(place));
        directory.force();
    }

    /// @throws UnreadableFile if the checksum does not fit, or the format is newer
    static Snapshot read(LogDirectory directory, SegmentName place) throws IOException {
        try (LogDirectory.Input input = directory.open(file(place))) {
            ByteBuffer head = read(input, 0, HEAD);
            if (head.getLong() != MAGIC) {
                throw UnreadableFile.damaged("is no snapshot, or damaged in its first bytes");
            }
            int format = head.getInt();
            if (format > FORMAT) {
                throw UnreadableFile.newer(file(place), format);
            }
            long start = (long) HEAD + head.getInt();
            long end = start + (long) head.getInt() * SUM_BYTES;
            if (start < HEAD
                    || end + Integer.BYTES != input.size()
                    || checksum(input, end) != read(input, end, 4).getInt()) {
                throw UnreadableFile.damaged("does not match its checksum");
            }
            return new Snapshot(place, sums(input, start, end, format == IN_SECONDS ? 1_000 : 1));
        }
    }

    /// @param unit milliseconds in the unit in which windows are written
    private static WindowSums sums(LogDirectory.Input input, long start, long end, long unit) throws IOException {
        WindowSums sums = new WindowSums((int) ((end - start) / SUM_BYTES));
        for (long at = start; at < end; at += BLOCK) {
            ByteBuffer block = read(input, at, (int) Math.min(BLOCK, end - at));
            while (block.hasRemaining()) {
                CounterId counter = new CounterId(block.getLong(), block.getLong());
                Window window = new Window(block.getLong() * unit, block.getLong() * unit);
                sums.add(new Charge(counter, window, 0, block.getLong()));
            }
        }
        return sums;
    }

    private static int checksum(LogDirectory.Input input, long end) throws IOException {
        CRC32C checksum = new CRC32C();
        for (long at = 0; at < end; at += BLOCK) {
            checksum.update(read(input, at, (int) Math.min(BLOCK, end - at)));
        }
        return (int) checksum.getValue();
    }

    private static ByteBuffer read(LogDirectory.Input input, long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        input.read(bytes, at);
        if (bytes.hasRemaining()) {
            throw UnreadableFile.damaged("is cut");
        }
        return bytes.flip();
    }

    /// What is written next, and the checksum of what was.
    private static final class Block {
        private final LogDirectory.Output output;
        private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        private final CRC32C checksum = new CRC32C();

        Block(LogDirectory.Output output) {
            this.output = output;
        }

        void add(CounterId counter, Window window, long sum) throws IOException {
            if (bytes.remaining() < SUM_BYTES) {
                flush();
            }
            bytes.putLong(counter.high()).putLong(counter.low());
            bytes.putLong(window.start()).putLong(window.end()).putLong(sum);
        }

        void finish() throws IOException {
            flush();
            bytes.putInt((int) checksum.getValue()).flip();
            output.write(bytes);
        }

        private void flush() throws IOException {
            bytes.flip();
            checksum.update(bytes.duplicate());
            output.write(bytes);
            bytes.clear();
        }
    }
}
