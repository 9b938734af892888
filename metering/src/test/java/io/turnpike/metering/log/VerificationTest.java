package io.turnpike.metering.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.turnpike.metering.log.TestLog.Continued;
import io.turnpike.metering.rollup.RollingUp;
import io.turnpike.metering.verify.Report;
import io.turnpike.metering.verify.Verification;
import io.turnpike.quota.Charge;
import io.turnpike.quota.InMemoryCounters;
import io.turnpike.quota.Window;
import io.turnpike.stats.RollUp;
import io.turnpike.storage.StorageUnavailable;
import io.turnpike.usage.Decided;
import io.turnpike.usage.UsageLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lies beside the log's own tests, whose means it needs.
@DisplayName("extensions 6: usage verify")
class VerificationTest {
    private static final Duration SEGMENT = TestLog.CONFIG.segmentAge();

    @TempDir
    Path folder;

    private final FakeRollUps store = new FakeRollUps();
    private Calls calls = new Calls(1);
    private long now = Calls.START;

    @Test
    void countsWhatItReads() throws Exception {
        fill();

        Report report = verify();

        assertThat(report.problems()).isEmpty();
        assertThat(report.counts())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("segments", 4L),
                        Map.entry("entries", 13L),
                        Map.entry("calls", 12L),
                        Map.entry("charges", 12L),
                        Map.entry("notRolledUp", 1L),
                        Map.entry("snapshots", 2L),
                        Map.entry("counters", 1L),
                        Map.entry("countersAfterRestart", 1L),
                        Map.entry("hours", 1L),
                        Map.entry("minutes", 4L),
                        Map.entry("tornBytes", 0L)));
    }

    @Test
    @DisplayName("beside a running node everything is compared but what a start would count")
    void runsBesideANode() throws Exception {
        try (HandMovedNode process = open()) {
            process.call();
            process.force();
            process.rolling.run();

            Report report = verify();

            assertThat(report.problems()).isEmpty();
            assertThat(report.counts()).doesNotContainKey("countersAfterRestart");
        }
    }

    @Test
    @DisplayName("where some series are rolled up further than others, each is compared up to where it stands")
    void comparesSeriesThatAreAhead() throws Exception {
        calls = new Calls(1, 3_000);
        try (HandMovedNode process = open()) {
            for (int i = 0; i < 3_000; i++) {
                process.call();
            }
            process.force();
            process.rolling.run();
            now += Duration.ofMinutes(1).toMillis();
            store.failure = FakeRollUps.Failure.BEHIND_COMMIT;
            assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(process.rolling::run);

            Report report = verify();

            assertThat(store.place("n1").orElseThrow().ahead()).isNotNull();
            assertThat(report.problems()).isEmpty();
            assertThat(report.counts()).containsEntry("notRolledUp", 3_000L);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("finds nothing whatever befell the processes, with old segments dropped or not")
    void findsNothingAfterAnything(long seed) throws Exception {
        Random random = new Random(seed);
        calls = new Calls(seed);
        HandMovedNode process = open();
        List<Decided> open = new ArrayList<>();
        for (int step = 0; step < 500; step++) {
            switch (random.nextInt(12)) {
                case 0 -> {
                    process.kill();
                    tear(random);
                    process = open();
                    open.clear();
                }
                case 1, 2 -> process.rolling.run();
                case 3 -> process.drive.pass(Duration.ofMillis(random.nextInt(2_000)));
                case 4 -> {
                    now += Duration.ofHours(random.nextInt(3)).toMillis();
                    process.drive.pass(SEGMENT);
                }
                case 5, 6 -> {
                    if (!open.isEmpty()) {
                        process.appender.ended(calls.ended(open.remove(random.nextInt(open.size()))));
                    }
                }
                default -> {
                    now += random.nextInt(60_000);
                    Decided call = calls.allowed(now, charge(random));
                    process.appender.decided(call, new Continued());
                    open.add(call);
                }
            }
            process.drive.turn();
            if (step % 100 == 99) {
                assertThat(verify().problems()).as("step %d, live", step).isEmpty();
            }
        }
        process.appender.decided(calls.allowed(now, charge(random)), new Continued());
        process.force();
        process.kill();

        assertThat(verify().problems()).isEmpty();
        assertThat(verify().counts().get("countersAfterRestart")).isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("reads whatever a gateway can enter")
    void readsEveryKindOfEntry(long seed) throws Exception {
        Random random = new Random(seed);
        calls = new Calls(seed);
        HandMovedNode node = open();
        for (int i = 0; i < 500; i++) {
            Decided call = calls.any();
            node.appender.decided(call, new Continued());
            if (random.nextInt(4) == 0) {
                node.drive.write();
            }
            if (random.nextInt(4) > 0) {
                node.appender.ended(calls.anyEnd(call));
            }
        }
        node.force();
        node.rolling.run();
        node.kill();

        Report report = verify();

        assertThat(report.problems()).isEmpty();
        assertThat(report.counts()).containsEntry("calls", 500L).containsEntry("notRolledUp", 0L);
    }

    @Test
    @DisplayName("sees it when a byte of a segment or a snapshot is not as it was written")
    void seesAFlippedByte() throws Exception {
        fill();
        for (Path file : files()) {
            byte[] whole = Files.readAllBytes(file);
            boolean isLast = file.equals(segments().getLast());
            int end = isLast ? Math.toIntExact(store.place("n1").orElseThrow().offset()) : whole.length;
            for (int at = 0; at < end; at += 3) {
                byte[] damaged = whole.clone();
                damaged[at] ^= 4;
                Files.write(file, damaged);
                assertThat(problems()).as("%s, byte %d", file.getFileName(), at).isNotEmpty();
            }
            Files.write(file, whole);
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    @DisplayName("sees it when a record is gone, though every checksum fits")
    void seesADroppedRecord() throws Exception {
        fill();
        for (Path segment : segments()) {
            byte[] whole = Files.readAllBytes(segment);
            if (whole.length > headerLength(whole)) {
                int length = ByteBuffer.wrap(whole).getInt(headerLength(whole) + 4) + Frame.HEAD;
                byte[] cut = new byte[whole.length - length];
                System.arraycopy(whole, 0, cut, 0, headerLength(whole));
                int rest = headerLength(whole) + length;
                System.arraycopy(whole, rest, cut, headerLength(whole), whole.length - rest);
                Files.write(segment, cut);
                assertThat(problems()).as("%s", segment.getFileName()).isNotEmpty();
                Files.write(segment, whole);
            }
        }
        Path first = segments().get(1);
        byte[] whole = Files.readAllBytes(first);
        Files.delete(first);
        assertThat(problems()).anyMatch(problem -> problem.contains("missing"));
        Files.write(first, whole);
        assertThat(problems()).isEmpty();
    }

    @Test
    @DisplayName("sees it when a counter of a snapshot is another, though the checksum fits")
    void seesAChangedCounter() throws Exception {
        fill();
        for (Path snapshot : files().stream()
                .filter(file -> file.toString().endsWith(".snapshot"))
                .toList()) {
            byte[] whole = Files.readAllBytes(snapshot);
            ByteBuffer changed = ByteBuffer.wrap(whole.clone());
            int sumAt = whole.length - Integer.BYTES - Long.BYTES;
            changed.putLong(sumAt, changed.getLong(sumAt) - 1);
            CRC32C checksum = new CRC32C();
            checksum.update(changed.array(), 0, whole.length - Integer.BYTES);
            changed.putInt(whole.length - Integer.BYTES, (int) checksum.getValue());
            Files.write(snapshot, changed.array());

            assertThat(problems())
                    .anyMatch(problem -> problem.matches(".*counter .* are charged, the snapshot has .*"));
            Files.write(snapshot, whole);
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    @DisplayName("sees it when a sum in the database is another")
    void seesAChangedSum() throws Exception {
        fill();
        for (FakeRollUps.Row row : List.copyOf(store.rows.keySet())) {
            store.rows.get(row).addCalls(1);
            assertThat(problems())
                    .singleElement()
                    .asString()
                    .matches("database rollUp the (hour|minute) of .*: the log has \\d+ calls, the sums \\d+");
            store.rows.get(row).addCalls(-1);
        }
        var moved = store.rows.entrySet().iterator().next();
        store.rows.remove(moved.getKey());
        assertThat(problems()).isNotEmpty();
        store.rows.put(moved.getKey(), moved.getValue());
        assertThat(problems()).isEmpty();
    }

    @Test
    @DisplayName("sees it when what was rolled up is not in the log any more")
    void seesThatTheLogIsShorterThanTheSums() throws Exception {
        fill();
        Path last = segments().getLast();
        byte[] whole = Files.readAllBytes(last);
        int offset = Math.toIntExact(store.place("n1").orElseThrow().offset());
        byte[] cut = new byte[offset - 1];
        System.arraycopy(whole, 0, cut, 0, cut.length);
        Files.write(last, cut);

        assertThat(problems()).anyMatch(problem -> problem.contains("is rolled up to byte " + offset));
        Files.delete(last);
        assertThat(problems()).anyMatch(problem -> problem.contains("is rolled up, but not there"));
    }

    @Test
    @DisplayName("a torn end is what a crash leaves, and no problem")
    void takesATornEnd() throws Exception {
        fill();
        Path last = segments().getLast();
        byte[] whole = Files.readAllBytes(last);
        byte[] torn = new byte[whole.length - 3];
        System.arraycopy(whole, 0, torn, 0, torn.length);
        Files.write(last, torn);

        Report report = verify();

        assertThat(report.problems()).isEmpty();
        assertThat(report.counts().get("tornBytes")).isPositive();
        assertThat(report.counts()).containsEntry("notRolledUp", 0L);
    }

    /// Four segments, two snapshots, sums up to the last call but one.
    private void fill() throws IOException {
        HandMovedNode process = open();
        for (int segment = 0; segment < 3; segment++) {
            for (int call = 0; call < 3; call++) {
                process.call();
                process.drive.write();
            }
            now += 60_000;
            process.force();
            process.drive.pass(SEGMENT);
        }
        Decided slow = calls.allowed(now, charge());
        process.appender.decided(slow, new Continued());
        process.force();
        process.appender.ended(calls.ended(slow));
        process.call();
        process.force();
        process.rolling.run();
        process.call();
        process.drive.write();
        process.kill();
    }

    private HandMovedNode open() throws IOException {
        return new HandMovedNode();
    }

    /// What a kill in the middle of a write leaves.
    private void tear(Random random) throws IOException {
        Path last = segments().getLast();
        if (random.nextBoolean()) {
            byte[] whole = Files.readAllBytes(last);
            long kept = store.place("n1")
                    .filter(place -> place.segment().equals(last.getFileName().toString()))
                    .map(place -> place.offset())
                    .orElse((long) headerLength(whole));
            int least = (int) Math.max(kept, headerLength(whole));
            byte[] torn = new byte[least + random.nextInt(whole.length - least + 1)];
            System.arraycopy(whole, 0, torn, 0, torn.length);
            Files.write(last, torn);
        }
    }

    /// One of some hours or days, of now.
    private Charge charge(Random random) {
        long length = Duration.ofHours(random.nextBoolean() ? 1 : 24).toMillis();
        Window window = new Window(now / length * length, now / length * length + length);
        return new Charge(Calls.counter(random.nextInt(5)), window, 1_000_000, 1 + random.nextInt(3));
    }

    private static Charge charge() {
        return Calls.charge(0, 1);
    }

    private Report verify() throws IOException {
        return Verification.of(folder, store, "n1", Instant.ofEpochMilli(now), Duration.ofDays(400));
    }

    private List<String> problems() throws IOException {
        return verify().problems().stream()
                .map(problem -> problem.file() + " " + problem.code() + " " + problem.message())
                .toList();
    }

    private List<Path> segments() throws IOException {
        return files().stream()
                .filter(file -> file.toString().endsWith(".usage"))
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("lock")).sorted().toList();
        }
    }

    private static int headerLength(byte[] segment) {
        return SegmentHeader.FIXED + ByteBuffer.wrap(segment).getShort(10);
    }

    /// A node that is moved by hand.
    private final class HandMovedNode implements AutoCloseable {
        final HandDrive drive = new HandDrive();
        final FileUsageLog log;
        final UsageLog.Appender appender;
        final RollingUp rolling;
        private final DiskDirectory.Lock lock;

        HandMovedNode() throws IOException {
            DiskDirectory directory = new DiskDirectory(folder);
            this.lock = directory.lock();
            UsageConfig config = new UsageConfig(
                    folder,
                    Duration.ofMillis(20),
                    4096,
                    Duration.ofSeconds(1),
                    1 << 20,
                    SEGMENT,
                    Duration.ofHours(12),
                    1 << 30);
            this.log = new FileUsageLog(
                    config, directory, "n1", () -> Instant.ofEpochMilli(now), new InMemoryCounters(), drive, lock);
            drive.turn();
            this.appender = log.appender(Runnable::run);
            this.rolling = new RollingUp(log.tail(), store, "n1", () -> Instant.ofEpochMilli(now), new Dropping(log));
        }

        void call() {
            Decided call = calls.allowed(now, charge());
            appender.decided(call, new Continued());
            appender.ended(calls.ended(call));
        }

        /// Writes what is pending and forces it to disk.
        void force() {
            drive.write();
            drive.pass(Duration.ofSeconds(1));
            drive.turn();
        }

        void kill() throws IOException {
            lock.close();
        }

        @Override
        public void close() throws IOException {
            lock.close();
        }
    }

    private record Dropping(FileUsageLog log) implements RollingUp.Told {
        @Override
        public void added(List<RollUp> rollUps) {
            assertThat(rollUps)
                    .allMatch(rollUp -> rollUp.start() == rollUp.grain().start(rollUp.start()));
        }

        @Override
        public void rolledUp(String segment) {
            log.rolledUp(segment);
        }
    }
}
