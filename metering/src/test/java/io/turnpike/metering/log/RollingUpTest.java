package io.turnpike.metering.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.turnpike.metering.log.TestLog.Continued;
import io.turnpike.metering.rollup.RollingUp;
import io.turnpike.stats.Dimension;
import io.turnpike.stats.Grain;
import io.turnpike.stats.Measure;
import io.turnpike.stats.RollUp;
import io.turnpike.stats.Sums;
import io.turnpike.storage.StorageUnavailable;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageLog;
import io.turnpike.usage.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lies beside the log's own tests, whose folder in memory it needs.
@DisplayName("extensions 6: roll-ups")
class RollingUpTest {
    private static final Duration SEGMENT = TestLog.CONFIG.segmentAge();

    private final Calls calls = new Calls(1);
    private final FakeRollUps store = new FakeRollUps();
    private final List<RollUp> told = new ArrayList<>();
    private String rolledUp = "";
    private long now = Calls.START;

    @Test
    @DisplayName("A6: what is on disk is counted, also of the open segment")
    void countsWhatIsOnDisk() {
        TestLog test = new TestLog();
        RollingUp rolling = rolling(test);
        call(test);
        test.drive.write();
        rolling.run();
        assertThat(store.calls(Grain.HOUR)).as("written, not forced").isZero();

        test.drive.pass(Duration.ofSeconds(1));
        test.drive.turn();
        rolling.run();

        assertThat(store.calls(Grain.HOUR)).isEqualTo(1);
        assertThat(store.calls(Grain.MINUTE)).isEqualTo(1);
        assertThat(statuses()).isEqualTo(Map.of("200", 1L));
        int commits = store.commits;
        rolling.run();
        assertThat(store.commits).as("nothing new, no transaction").isEqualTo(commits);
        assertThat(told).hasSize(2);
    }

    @Test
    @DisplayName("a call counts from its beginning, and where it belongs once it ends")
    void movesACallThatEnds() {
        TestLog test = new TestLog();
        RollingUp rolling = rolling(test);
        UsageLog.Appender appender = test.appender();
        Decided slow = calls.allowed();
        appender.decided(slow, new Continued());
        force(test);
        rolling.run();
        assertThat(statuses()).isEqualTo(Map.of("", 1L));

        test.drive.pass(SEGMENT);
        appender.ended(calls.ended(slow));
        force(test);
        rolling.run();

        assertThat(statuses()).isEqualTo(Map.of("200", 1L));
    }

    @Test
    @DisplayName("a call that ends where it began to count, for its client left early, has ended")
    void countsTheEndOfACallThatStays() {
        TestLog test = new TestLog();
        RollingUp rolling = rolling(test);
        UsageLog.Appender appender = test.appender();
        Decided left = calls.allowed();
        appender.decided(left, new Continued());
        force(test);
        rolling.run();
        test.drive.pass(SEGMENT);
        appender.ended(new Ended(left.id(), 0, null, null, left.at() + 70, 0, 0, Ended.Outcome.CLIENT_GONE));
        force(test);
        rolling.run();

        assertThat(store.rows.values()).hasSize(2).allSatisfy(sums -> {
            assertThat(sums.calls()).isEqualTo(1);
            assertThat(sums.ended()).isEqualTo(1);
            assertThat(sums.sum(Measure.TOTAL_TIME)).isEqualTo(70);
        });
    }

    @Test
    @DisplayName("a call that was open at the stored place is found again by the next process")
    void reopensCalls() {
        TestLog test = new TestLog();
        RollingUp rolling = rolling(test);
        UsageLog.Appender appender = test.appender();
        Decided slow = calls.allowed();
        Decided lost = calls.allowed();
        appender.decided(slow, new Continued());
        appender.decided(lost, new Continued());
        force(test);
        rolling.run();
        test.drive.pass(SEGMENT);
        appender.ended(calls.ended(slow));
        force(test);

        TestLog next = new TestLog(TestLog.CONFIG, test.directory.afterKill());
        RollingUp rollingNext = rolling(next);
        rollingNext.run();
        call(next);
        force(next);
        rollingNext.run();

        assertThat(statuses()).isEqualTo(Map.of("200", 2L, "", 1L));
        String first = next.log.tail().first();
        assertThat(store.place("n1").orElseThrow().oldest())
                .as("what never ends is forgotten")
                .isEqualTo(first);
        assertThat(rolledUp).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE_COMMIT", "BEHIND_COMMIT"})
    @DisplayName("a batch that failed is tried again, and counted and told once")
    void triesAgain(FakeRollUps.Failure failure) {
        TestLog test = new TestLog();
        RollingUp rolling = rolling(test);
        call(test);
        force(test);
        rolling.run();
        call(test);
        force(test);
        store.failure = failure;

        assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(rolling::run);
        call(test);
        force(test);
        rolling.run();

        assertThat(store.calls(Grain.HOUR)).isEqualTo(3);
        assertThat(told)
                .filteredOn(rollUp -> rollUp.grain() == Grain.HOUR)
                .extracting(rollUp -> rollUp.sums().calls())
                .containsExactly(1L, 1L, 1L);
    }

    @Test
    void goesOnWhereAnotherProcessOfTheNodeLeftOff() {
        TestLog test = new TestLog();
        RollingUp one = rolling(test);
        RollingUp other = rolling(test);
        call(test);
        force(test);
        one.run();
        call(test);
        force(test);
        other.run();
        call(test);
        force(test);
        one.run();

        assertThat(store.calls(Grain.HOUR)).isEqualTo(3);
    }

    @Test
    @DisplayName("what a failed write left is repeated in the next segment, and counted once")
    void countsARepeatedEntryOnce() {
        TestLog test = new TestLog();
        RollingUp rolling = rolling(test);
        UsageLog.Appender appender = test.appender();
        call(appender);
        force(test);
        rolling.run();
        call(appender);
        test.drive.write();
        rolling.run();
        test.directory.breakForcing(true);
        test.drive.pass(Duration.ofSeconds(1));
        test.drive.turn();
        rolling.run();
        test.directory.breakForcing(false);
        test.drive.pass(Duration.ofSeconds(1));
        force(test);
        rolling.run();

        assertThat(store.calls(Grain.HOUR)).isEqualTo(2);
    }

    @Test
    @DisplayName("no transaction is longer than some thousand rows")
    void boundsTransactions() {
        TestLog test = new TestLog();
        RollingUp rolling = rolling(test);
        UsageLog.Appender appender = test.appender();
        for (int minute = 0; minute < 6_000; minute++) {
            Decided call = calls.allowed(Calls.START + minute * 60_000L);
            appender.decided(call, new Continued());
            appender.ended(calls.ended(call));
            test.drive.write();
        }
        force(test);
        rolling.run();

        assertThat(store.calls(Grain.HOUR)).isEqualTo(6_000);
        assertThat(store.commits).isGreaterThan(1);
        assertThat(store.mostRows).isLessThan(4_500);
    }

    @Test
    @DisplayName("many sums are held until their minute is over, and written once then")
    void holdsManyUntilTheirMinuteIsOver() {
        TestLog test = new TestLog();
        RollingUp rolling = rolling(test);
        Calls many = new Calls(1, 3_000);
        enter(test, many, 9_000);
        run(rolling);
        assertThat(store.commits).isZero();
        enter(test, many, 9_000);
        run(rolling);
        assertThat(store.commits).isZero();

        Decided next = many.allowed(Calls.START + 60_000);
        test.appender().decided(next, new Continued());
        force(test);
        run(rolling);

        assertThat(store.calls(Grain.MINUTE)).isEqualTo(18_001);
        assertThat(told.stream()
                        .filter(rollUp -> rollUp.start() == Calls.START / 1000 && rollUp.grain() == Grain.MINUTE))
                .hasSize((int) store.rows.keySet().stream()
                        .filter(row -> row.start() == Calls.START / 1000 && row.grain() == Grain.MINUTE)
                        .count());
    }

    @Test
    @DisplayName("2,000 sums are stored every five seconds, the triple is held for as long")
    void holdsForAsLongAsTheyAreMany() {
        TestLog test = new TestLog();
        RollingUp rolling = rolling(test);
        enter(test, new Calls(1, 3_000), 9_000);
        run(rolling);
        now += 14_999;
        run(rolling);
        assertThat(store.commits).isZero();

        now += 5_001;
        run(rolling);

        assertThat(store.calls(Grain.HOUR)).isEqualTo(9_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("sums of many series are stored in parts, each once whatever befalls process and database")
    void storesEachPartOnce(long seed) {
        Random random = new Random(seed);
        TestLog test = new TestLog();
        RollingUp rolling = rolling(test);
        Calls many = new Calls(seed, 3_000);
        for (int round = 1; round <= 6; round++) {
            enter(test, many, 9_000);
            run(rolling);
            now += 60_000;
            store.spared = 1 + random.nextInt(2);
            store.failure =
                    random.nextBoolean() ? FakeRollUps.Failure.BEFORE_COMMIT : FakeRollUps.Failure.BEHIND_COMMIT;
            RollingUp before = rolling;
            assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(() -> run(before));
            assertThat(store.place("n1").orElseThrow().ahead()).isNotNull();
            if (random.nextBoolean()) {
                test = new TestLog(TestLog.CONFIG, test.directory.afterKill());
                rolling = rolling(test);
            }
            run(rolling);

            assertThat(store.place("n1").orElseThrow().ahead()).isNull();
            assertThat(store.calls(Grain.HOUR)).isEqualTo(9_000L * round);
            assertThat(store.calls(Grain.MINUTE)).isEqualTo(9_000L * round);
        }
        assertThat(statuses()).isEqualTo(Map.of("200", 54_000L));
        assertThat(store.mostRows).isLessThan(4_500);
    }

    @Test
    @DisplayName("minutes are kept for two days, so older ones are not made")
    void makesNoOldMinutes() {
        TestLog test = new TestLog();
        call(test);
        force(test);
        Instant later = Instant.ofEpochMilli(Calls.START).plus(Duration.ofDays(3));
        new RollingUp(test.log.tail(), store, "n1", () -> later, new Listener()).run();

        assertThat(store.calls(Grain.MINUTE)).isZero();
        assertThat(store.calls(Grain.HOUR)).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    @DisplayName("whatever befalls process, disk and database: the sums are those of the log")
    void agreesWithTheLogAfterAnything(long seed) throws Exception {
        Random random = new Random(seed);
        Calls any = new Calls(seed);
        UsageConfig config = TestLog.config(4096, Duration.ofSeconds(1), 4_000);
        TestLog test = new TestLog(config, new ForgetfulDirectory());
        RollingUp rolling = rolling(test);
        UsageLog.Appender appender = test.appender();
        List<Decided> open = new ArrayList<>();
        for (int step = 0; step < 600; step++) {
            switch (random.nextInt(10)) {
                case 0 -> {
                    boolean powerCut = random.nextBoolean();
                    test = new TestLog(
                            config, powerCut ? test.directory.afterPowerCut(random) : test.directory.afterKill());
                    rolling = rolling(test);
                    appender = test.appender();
                    open.clear();
                }
                case 1, 2 -> run(rolling, random);
                case 3 -> test.drive.pass(Duration.ofMillis(random.nextInt(2_000)));
                case 4, 5 -> {
                    if (!open.isEmpty()) {
                        appender.ended(any.ended(open.remove(random.nextInt(open.size()))));
                    }
                }
                default -> {
                    Decided call = any.allowed(Calls.START + step * 10_000L);
                    appender.decided(call, new Continued());
                    open.add(call);
                }
            }
            test.drive.turn();
        }
        force(test);
        rolling.run();

        List<UsageRecord> logged = new ArrayList<>();
        assertThat(new UsageReader(test.directory).read(logged::add)).isEmpty();
        long ended = logged.stream().filter(call -> call.end() != null).count();
        assertThat(store.calls(Grain.HOUR)).isEqualTo(logged.size());
        assertThat(store.calls(Grain.MINUTE)).isEqualTo(logged.size());
        assertThat(statuses().getOrDefault("200", 0L)).isEqualTo(ended);
    }

    private void run(RollingUp rolling, Random random) {
        store.failure = List.of(FakeRollUps.Failure.values()).get(random.nextInt(3));
        try {
            rolling.run();
        } catch (StorageUnavailable e) {
            assertThat(e).hasRootCauseMessage("away");
        }
        store.failure = FakeRollUps.Failure.NONE;
    }

    /// As often as it takes to do all there is.
    private static void run(RollingUp rolling) {
        for (int i = 0; i < 5; i++) {
            rolling.run();
        }
    }

    /// Calls that are on disk.
    private void enter(TestLog test, Calls from, int number) {
        UsageLog.Appender appender = test.appender();
        for (int i = 0; i < number; i++) {
            Decided call = from.allowed(Calls.START);
            appender.decided(call, new Continued());
            appender.ended(from.ended(call));
            if (i % 1_000 == 999) {
                force(test);
            }
        }
    }

    private Map<String, Long> statuses() {
        return store.hours(series -> series.value(Dimension.STATUS));
    }

    private RollingUp rolling(TestLog test) {
        return new RollingUp(test.log.tail(), store, "n1", () -> Instant.ofEpochMilli(now), new Listener());
    }

    private void call(TestLog test) {
        call(test.appender());
    }

    private void call(UsageLog.Appender appender) {
        Decided call = calls.allowed();
        appender.decided(call, new Continued());
        appender.ended(calls.ended(call));
    }

    /// Writes what is pending and forces it to disk.
    private static void force(TestLog test) {
        test.drive.write();
        test.drive.pass(Duration.ofSeconds(1));
        test.drive.turn();
    }

    private final class Listener implements RollingUp.Told {
        @Override
        public void added(List<RollUp> rollUps) {
            for (RollUp each : rollUps) {
                Sums copy = new Sums();
                copy.add(each.sums());
                told.add(new RollUp(each.grain(), each.start(), each.series(), copy));
            }
        }

        @Override
        public void rolledUp(String segment) {
            rolledUp = segment;
        }
    }
}
