package io.turnpike.metering.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.metering.log.TestLog.Continued;
import io.turnpike.model.Quota;
import io.turnpike.quota.Charge;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Counters;
import io.turnpike.quota.Window;
import io.turnpike.quota.Windows;
import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import io.turnpike.usage.UsageLog;
import io.turnpike.usage.UsageRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("extensions.md 6: each window counter = the snapshot's sum + the charges behind it, exactly")
class RecoveryTest {
    private static final List<Quota.Unit> UNITS = List.of(Quota.Unit.SECOND, Quota.Unit.MINUTE, Quota.Unit.DAY);

    private long now = Calls.START;
    private final Set<CallId> entered = new HashSet<>();
    private final List<CallId> sinceWrite = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsWhatTheRecordsSayAfterKillsAndPowerCutsAtAnyMoment(long seed) throws IOException {
        Random random = new Random(seed);
        Calls calls = new Calls(seed);
        ForgetfulDirectory directory = new ForgetfulDirectory();
        Set<CallId> certain = new HashSet<>();
        for (int round = 0; round < 30; round++) {
            directory.killAfter(random.nextInt(60));
            try {
                work(directory, calls, random, certain);
            } catch (ForgetfulDirectory.Killed e) {
                boolean isPowerCut = random.nextInt(4) == 0;
                if (isPowerCut) {
                    certain.clear();
                }
                directory = isPowerCut ? directory.afterPowerCut(random) : directory.afterKill();
            }
        }
        directory.killAfter(Integer.MAX_VALUE);
        TestLog last = open(directory);

        Map<CounterWindow, Long> sums = tally(directory);
        assertCounted(last.counters, sums);
        List<CallId> recorded =
                TestLog.entries(directory).stream().map(UsageRecord::id).toList();
        assertThat(recorded).doesNotHaveDuplicates().containsAll(certain);
        assertThat(entered).containsAll(recorded);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void givesTheSameFromASnapshotAndTheTailAsFromTheWholeLog(long seed) throws IOException {
        Random random = new Random(seed);
        ForgetfulDirectory directory = new ForgetfulDirectory();
        directory.killAfter(200 + random.nextInt(500));
        try {
            work(directory, new Calls(seed), random, new HashSet<>());
        } catch (ForgetfulDirectory.Killed e) {
            directory = directory.afterKill();
        }
        WindowSums fromSnapshot = Recovery.of(directory).sums();
        assertThat(Snapshot.places(directory)).isNotEmpty();
        for (SegmentName place : Snapshot.places(directory)) {
            directory.delete(Snapshot.file(place));
        }
        WindowSums fromAll = Recovery.of(directory).sums();
        fromSnapshot.removeEnded(now);
        fromAll.removeEnded(now);

        assertThat(list(fromSnapshot)).isEqualTo(list(fromAll)).isNotEmpty();
    }

    @Test
    void wouldNoticeOneEntryThatReplaySkips() throws IOException {
        TestLog test = new TestLog(TestLog.CONFIG, new ForgetfulDirectory());
        UsageLog.Appender appender = test.appender();
        Calls calls = new Calls(1);
        for (int i = 0; i < 100; i++) {
            appender.decided(calls.allowed(now, charge(new Random(i))), new Continued());
            test.drive.write();
        }
        Map<CounterWindow, Long> sums = tally(test.directory);
        ForgetfulDirectory skipped = test.directory.afterKill();
        String segment = skipped.names().getFirst();
        skipped.put(segment, withoutOneFrame(skipped.bytes(segment)));

        TestLog again = open(skipped);

        assertThat(again.log.damages()).isEmpty();
        assertThatThrownBy(() -> assertCounted(again.counters, sums)).isInstanceOf(AssertionError.class);
    }

    @Test
    void subtractsRefunds() {
        TestLog test = open(new ForgetfulDirectory());
        UsageLog.Appender appender = test.appender();
        Calls calls = new Calls(1);
        appender.decided(calls.allowed(now, Calls.charge(1, 5)), new Continued());
        appender.decided(calls.allowed(now, Calls.charge(1, -2)), new Continued());
        test.drive.write();

        assertThat(open(test.directory).counters.used(Calls.counter(1), Calls.HOUR))
                .isEqualTo(3);
    }

    @Test
    void leavesCountersOfEndedWindowsAlone() {
        TestLog test = open(new ForgetfulDirectory());
        test.appender().decided(new Calls(1).allowed(now, Calls.charge(1, 5)), new Continued());
        test.drive.write();
        now = Calls.HOUR.end();

        assertThat(open(test.directory).counters.used(Calls.counter(1), Calls.HOUR))
                .isZero();
    }

    @Test
    void keepsOrderWhenTheClockGoesBack() {
        ForgetfulDirectory directory = new ForgetfulDirectory();
        Calls calls = new Calls(1);
        List<CallId> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            TestLog test = open(directory);
            Decided decided = calls.allowed();
            order.add(decided.id());
            test.appender().decided(decided, new Continued());
            test.drive.write();
            now -= 3_600_000;
        }

        assertThat(TestLog.entries(directory)).extracting(UsageRecord::id).isEqualTo(order);
    }

    /// Opens the log and lets calls come, end and be written until the process is killed, or a while is over.
    private void work(ForgetfulDirectory directory, Calls calls, Random random, Set<CallId> certain) {
        sinceWrite.clear();
        TestLog test = open(directory);
        UsageLog.Appender appender = test.appender();
        for (int i = 0; i < 300; i++) {
            now += random.nextInt(200);
            for (int call = random.nextInt(4); call > 0; call--) {
                Decided decided = calls.allowed(now, charge(random), charge(random));
                entered.add(decided.id());
                sinceWrite.add(decided.id());
                appender.decided(decided, new Continued());
            }
            if (random.nextBoolean()) {
                test.drive.pass(Duration.ofMillis(20 + random.nextInt(300)));
                certain.addAll(sinceWrite);
                sinceWrite.clear();
            }
        }
    }

    private Charge charge(Random random) {
        Window window =
                Windows.Grid.of(UNITS.get(random.nextInt(UNITS.size())), 1).at(now);
        CounterId counter = CounterId.of(random.nextInt(10) + " per " + window.millis());
        return new Charge(counter, window, 1_000_000, 1 + random.nextInt(5));
    }

    private TestLog open(ForgetfulDirectory directory) {
        return new TestLog(
                TestLog.config(4096, Duration.ofSeconds(1), 2000), directory, () -> Instant.ofEpochMilli(now));
    }

    /// What the records say, added up by nothing of the log's own.
    private Map<CounterWindow, Long> tally(ForgetfulDirectory directory) {
        Map<CounterWindow, Long> sums = new HashMap<>();
        TestLog.entries(directory).stream()
                .flatMap(entry -> entry.charges().stream())
                .filter(charge -> !charge.window().hasEnded(now))
                .forEach(charge ->
                        sums.merge(new CounterWindow(charge.counter(), charge.window()), charge.weight(), Long::sum));
        return sums;
    }

    private static void assertCounted(Counters counters, Map<CounterWindow, Long> sums) {
        assertThat(sums).isNotEmpty();
        sums.forEach((key, sum) -> assertThat(counters.used(key.counter, key.window))
                .as(key.toString())
                .isEqualTo(sum));
    }

    private static List<String> list(WindowSums sums) throws IOException {
        List<String> list = new ArrayList<>();
        sums.forEach((counter, window, sum) -> list.add(counter + " " + window + " " + sum));
        return list.stream().sorted().toList();
    }

    /// The segment as if its last frame had never been written.
    private static byte[] withoutOneFrame(byte[] segment) {
        ByteBuffer bytes = ByteBuffer.wrap(segment);
        int at = SegmentHeader.FIXED + bytes.getShort(10);
        int length = Frame.HEAD + bytes.getInt(at + 4);
        byte[] shorter = new byte[segment.length - length];
        System.arraycopy(segment, 0, shorter, 0, at);
        System.arraycopy(segment, at + length, shorter, at, segment.length - at - length);
        return shorter;
    }

    static List<Long> seeds() {
        return new Random(20260101).longs(20).boxed().toList();
    }

    private record CounterWindow(CounterId counter, Window window) {}
}
