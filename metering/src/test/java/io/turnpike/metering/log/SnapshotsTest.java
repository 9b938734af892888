package io.turnpike.metering.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.metering.log.TestLog.Continued;
import io.turnpike.quota.Charge;
import io.turnpike.quota.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    private static final Duration KEEP = Duration.ofDays(1);

    private final Calls calls = new Calls(1);
    private final ForgetfulDirectory directory = new ForgetfulDirectory();
    private long now = Calls.START;

    @Test
    void standsBehindTheLastClosedSegment() throws IOException {
        TestLog test = open(1 << 30);
        enter(test, 1);
        closeSegment(test);
        enter(test, 10);

        List<SegmentName> places = Snapshot.places(directory);

        assertThat(places).hasSize(1);
        assertThat(sum(Snapshot.read(directory, places.getFirst()).sums())).isEqualTo(1);
        assertThat(sum(Recovery.of(directory).sums())).isEqualTo(11);
    }

    @Test
    void keepsTwoAndFallsBackOnTheOlderWhereTheNewerIsDamaged() throws IOException {
        TestLog test = open(1 << 30);
        for (int i = 0; i < 5; i++) {
            enter(test, 1);
            closeSegment(test);
        }
        enter(test, 100);
        List<SegmentName> places = Snapshot.places(directory);
        assertThat(places).hasSize(2);
        String newest = Snapshot.file(places.getFirst());
        byte[] whole = directory.bytes(newest);

        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 64;
            directory.put(newest, damaged);
            boolean isFormat = at >= 8 && at < 12;
            if (!isFormat) {
                Recovery recovery = Recovery.of(directory);
                assertThat(recovery.damages()).extracting(Damage::file).containsExactly(newest);
                assertThat(sum(recovery.sums())).isEqualTo(105);
            }
        }
    }

    @Test
    void forgetsWindowsThatEndedBeforeItsPlace() throws IOException {
        TestLog test = open(1 << 30);
        Window minute = new Window(Calls.START, Calls.START + 60_000);
        Window later = new Window(Calls.START, Calls.START + 3_600_000);
        test.appender()
                .decided(
                        calls.allowed(
                                now,
                                new Charge(Calls.counter(1), minute, 9, 1),
                                new Charge(Calls.counter(2), later, 9, 1)),
                        new Continued());
        now += 60_000;
        closeSegment(test);

        WindowSums sums =
                Snapshot.read(directory, Snapshot.places(directory).getFirst()).sums();

        assertThat(sums.size()).isEqualTo(1);
        assertThat(sums.sum(Calls.counter(2), later)).isEqualTo(1);
    }

    @Test
    void dropsOldSegmentsThatAreInBothSnapshots() {
        TestLog test = open(1 << 30);
        rollUpEverything(test);
        for (int day = 0; day < 5; day++) {
            enter(test, 1);
            now += Duration.ofHours(25).toMillis();
            closeSegment(test);
        }

        // One that is not in the older snapshot, and the open one.
        assertThat(segments()).hasSize(2);
        assertThat(TestLog.entries(directory)).hasSize(1);
    }

    @Test
    void dropsTheOldestSegmentsWhereThereIsTooMuch() {
        TestLog test = open(4000);
        rollUpEverything(test);
        for (int i = 0; i < 50; i++) {
            enter(test, 1);
            closeSegment(test);
        }
        long size = segments().stream()
                .mapToLong(file -> directory.bytes(file).length)
                .sum();

        assertThat(size).isBetween(3000L, 5000L);
        assertThat(open(4000).counters.used(Calls.counter(0), Calls.HOUR)).isEqualTo(50);
    }

    @Test
    void deletesWhatACrashLeftUnfinished() throws IOException {
        directory.put("20260101T000000000-n1.usage.new", new byte[10]);
        directory.put("20260101T000000000-n1.usage.snapshot.new", new byte[10]);
        directory.put("notes.txt", new byte[10]);

        Recovery.of(directory);

        assertThat(directory.names()).containsExactly("notes.txt");
    }

    @Test
    @DisplayName("extensions 6: a record is dropped only when it is rolled up")
    void keepsWhatIsNotRolledUp() {
        TestLog test = open(4000);
        List<String> first = segments();
        test.log.rolledUp(first.getFirst());
        for (int i = 0; i < 50; i++) {
            enter(test, 1);
            now += Duration.ofHours(25).toMillis();
            closeSegment(test);
        }
        assertThat(TestLog.entries(directory)).hasSize(50);

        String tenth = segments().get(10);
        test.log.rolledUp(tenth);
        closeSegment(test, 1);

        assertThat(segments().getFirst()).isEqualTo(tenth);
    }

    private TestLog open(long maxSize) {
        UsageConfig config = new UsageConfig(
                Path.of("unused"),
                Duration.ofMillis(20),
                4096,
                Duration.ofSeconds(1),
                1 << 20,
                Duration.ofMinutes(5),
                KEEP,
                maxSize);
        return new TestLog(config, directory, () -> Instant.ofEpochMilli(now));
    }

    private void closeSegment(TestLog test, int weight) {
        enter(test, weight);
        closeSegment(test);
    }

    private void enter(TestLog test, int weight) {
        test.appender().decided(calls.allowed(now, Calls.charge(0, weight)), new Continued());
        test.drive.write();
    }

    private static void rollUpEverything(TestLog test) {
        test.log.rolledUp(new SegmentName(Calls.START + Duration.ofDays(100).toMillis(), "n1").toString());
    }

    private static void closeSegment(TestLog test) {
        test.drive.write();
        test.drive.pass(Duration.ofMinutes(5));
    }

    private List<String> segments() {
        return directory.names().stream()
                .filter(name -> name.endsWith(".usage"))
                .toList();
    }

    private static long sum(WindowSums sums) {
        return sums.sum(Calls.counter(0), Calls.HOUR);
    }
}
