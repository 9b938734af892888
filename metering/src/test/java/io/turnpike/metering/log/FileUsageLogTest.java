package io.turnpike.metering.log;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.metering.log.TestLog.Continued;
import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import io.turnpike.usage.UsageLog;
import io.turnpike.usage.UsageRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("extensions.md 6: what is counted and what a crash can lose")
class FileUsageLogTest {
    private final Calls calls = new Calls(1);
    private final Continued continued = new Continued();

    @Test
    void writesWithinTheInterval() {
        TestLog test = new TestLog();
        test.appender().decided(calls.allowed(), continued);

        test.drive.pass(Duration.ofMillis(19));
        assertThat(continued.recorded).isEqualTo(1);
        assertThat(TestLog.entries(test.directory)).isEmpty();

        test.drive.pass(Duration.ofMillis(1));
        assertThat(TestLog.entries(test.directory)).hasSize(1);
    }

    @Test
    void asksForTheNextTurnWhenTheIntervalIsOver() {
        TestLog test = new TestLog();
        test.drive.pass(Duration.ofMillis(5));

        assertThat(test.drive.untilNextTurn()).isEqualTo(Duration.ofMillis(15).toNanos());
    }

    @Test
    void makesOneEntryOfACallThatEndsBeforeTheWrite() {
        TestLog test = new TestLog();
        UsageLog.Appender appender = test.appender();
        Decided quick = calls.allowed();
        Decided slow = calls.allowed();
        appender.decided(quick, continued);
        appender.decided(slow, continued);
        appender.ended(calls.ended(quick));
        test.drive.write();
        appender.ended(calls.ended(slow));
        test.drive.write();

        List<UsageRecord> entries = TestLog.entries(test.directory);
        assertThat(entries).extracting(UsageRecord::id).containsExactly(quick.id(), slow.id(), slow.id());
        assertThat(entries.get(0).end()).isNotNull();
        assertThat(entries.get(1).end()).isNull();
        assertThat(entries.get(2).start()).isNull();
        assertThat(entries.get(2).charges()).isEmpty();
    }

    @Test
    void wakesTheWriterWhenHalfOfTheEntriesThatMayWaitDo() {
        TestLog test = new TestLog(TestLog.config(8, Duration.ofSeconds(1), 1 << 20), new ForgetfulDirectory());
        UsageLog.Appender appender = test.appender();
        for (int i = 0; i < 3; i++) {
            appender.decided(calls.allowed(), continued);
        }
        assertThat(test.drive.isRung()).isFalse();

        appender.decided(calls.allowed(), continued);

        assertThat(test.drive.isRung()).isTrue();
        test.drive.turn();
        assertThat(TestLog.entries(test.directory)).hasSize(4);
    }

    @Test
    void holdsCallsWhileAsManyEntriesWait() {
        TestLog test = new TestLog(TestLog.CONFIG, new ForgetfulDirectory());
        UsageLog.Appender appender = test.appender();
        for (int i = 0; i < 5000; i++) {
            appender.decided(calls.allowed(), continued);
        }
        assertThat(continued.recorded).isEqualTo(4096);

        test.drive.write();

        assertThat(continued.recorded).isEqualTo(5000);
        test.drive.write();
        assertThat(TestLog.entries(test.directory)).hasSize(5000);
    }

    @Test
    void sharesTheBoundAmongLoops() {
        TestLog test = new TestLog();
        UsageLog.Appender first = test.appender();
        test.appender();
        for (int i = 0; i < 5000; i++) {
            first.decided(calls.allowed(), continued);
        }

        assertThat(continued.recorded).isEqualTo(2048);
    }

    @Test
    void callsBackOnTheLoopThatEntered() {
        TestLog test = new TestLog(TestLog.config(4, Duration.ZERO, 1 << 20), new ForgetfulDirectory());
        Queue<Runnable> loop = new ArrayDeque<>();
        UsageLog.Appender appender = test.log.appender(loop::add);
        appender.decided(calls.allowed(), continued);
        run(loop);
        test.drive.turn();
        assertThat(continued.recorded).isZero();

        run(loop);

        assertThat(continued.recorded).isEqualTo(1);
    }

    @Test
    void forcesBeforeACallGoesOnWhereSyncIsZero() {
        TestLog test = new TestLog(TestLog.config(4096, Duration.ZERO, 1 << 20), new ForgetfulDirectory());
        UsageLog.Appender appender = test.appender();
        List<CallId> gone = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            Decided decided = calls.allowed();
            appender.decided(decided, then(() -> gone.add(decided.id())));
            assertThat(test.drive.isRung()).isTrue();
            test.drive.turn();
            assertThat(gone).contains(decided.id());
            assertThat(TestLog.entries(test.directory.afterPowerCut(random)))
                    .extracting(UsageRecord::id)
                    .containsExactlyElementsOf(gone);
        }
    }

    @Test
    void doesNotLetACallWaitForTheIntervalWhereSyncIsZero() {
        TestLog test = new TestLog(TestLog.config(4096, Duration.ZERO, 1 << 20), new ForgetfulDirectory());
        UsageLog.Appender appender = test.appender();
        Decided first = calls.allowed();
        appender.decided(first, continued);
        test.drive.turn();
        appender.ended(calls.ended(first));
        assertThat(test.drive.isRung()).isFalse();

        appender.decided(calls.allowed(), continued);

        assertThat(test.drive.isRung()).isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void losesAtMostASecondInAPowerCut(long seed) {
        TestLog test = new TestLog();
        UsageLog.Appender appender = test.appender();
        List<CallId> entered = new ArrayList<>();
        List<Integer> enteredByTick = new ArrayList<>();
        Random random = new Random(seed);
        for (int tick = 0; tick < 300; tick++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                Decided decided = calls.allowed();
                entered.add(decided.id());
                appender.decided(decided, continued);
            }
            enteredByTick.add(entered.size());
            test.drive.write();
            List<UsageRecord> left = TestLog.entries(test.directory.afterPowerCut(random));
            int aSecondAgo = tick < 50 ? 0 : enteredByTick.get(tick - 50);
            assertThat(left).hasSizeGreaterThanOrEqualTo(aSecondAgo);
            assertThat(left.stream().map(UsageRecord::id).collect(toSet()))
                    .isEqualTo(Set.copyOf(entered.subList(0, left.size())));
        }
    }

    @Test
    void keepsASegmentThroughAPowerCutFromItsFirstForcedEntry() {
        TestLog test = new TestLog(TestLog.config(4096, Duration.ofSeconds(1), 1000), new ForgetfulDirectory());
        UsageLog.Appender appender = test.appender();
        for (int i = 0; i < 100; i++) {
            appender.decided(calls.allowed(), continued);
            test.drive.write();
        }
        test.drive.pass(Duration.ofSeconds(1));

        ForgetfulDirectory left = test.directory.afterPowerCut(new Random(1));

        assertThat(segments(left)).isEqualTo(segments(test.directory)).hasSizeGreaterThan(10);
        assertThat(TestLog.entries(left)).hasSize(100);
    }

    @Test
    void closesASegmentAtTheLatestAfterItsAge() {
        TestLog test = new TestLog();
        UsageLog.Appender appender = test.appender();
        test.drive.pass(Duration.ofHours(1));
        appender.decided(calls.allowed(), continued);
        test.drive.write();
        test.drive.pass(Duration.ofMinutes(8));
        assertThat(segments(test.directory)).hasSize(1);

        test.drive.pass(Duration.ofMinutes(1));

        assertThat(segments(test.directory)).hasSize(2);
    }

    @Test
    void keepsTheEntriesOfTwoLoops() throws Exception {
        TestLog test = new TestLog();
        List<Thread> loops = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Calls own = new Calls(100 + i);
            Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
            AtomicBoolean hasEnded = new AtomicBoolean();
            UsageLog.Appender appender = test.log.appender(task -> {
                if (hasEnded.get()) {
                    throw new RejectedExecutionException();
                }
                tasks.add(task);
            });
            loops.add(Thread.ofPlatform().start(() -> {
                AtomicInteger gone = new AtomicInteger();
                for (int call = 0; call < 20_000; call++) {
                    Decided decided = own.allowed();
                    appender.decided(decided, then(() -> {
                        gone.incrementAndGet();
                        appender.ended(own.ended(decided));
                    }));
                    run(tasks);
                }
                while (gone.get() < 20_000) {
                    run(tasks);
                }
                hasEnded.set(true);
            }));
        }
        while (loops.stream().anyMatch(Thread::isAlive)) {
            test.drive.write();
        }
        test.log.close();
        List<UsageRecord> read = new ArrayList<>();
        new UsageReader(test.directory).read(read::add);

        assertThat(read.size()).isEqualTo(40_000);
        assertThat(read.stream()
                        .filter(call -> call.start() != null && call.end() != null)
                        .map(UsageRecord::id)
                        .distinct()
                        .count())
                .isEqualTo(40_000);
    }

    @Nested
    class WhenItCannotBeWritten {
        @Test
        void refusesCallsAndGoesOnByItself() {
            TestLog test = new TestLog();
            UsageLog.Appender appender = test.appender();
            Decided before = calls.allowed();
            appender.decided(before, continued);
            test.drive.write();
            Decided during = calls.allowed();
            appender.decided(during, continued);
            test.directory.fill(true);
            test.drive.write();

            assertThat(test.log.isWritable()).isFalse();
            appender.decided(calls.allowed(), continued);
            assertThat(continued.unavailable).isEqualTo(1);
            test.drive.pass(Duration.ofSeconds(1));
            assertThat(test.log.isWritable()).isFalse();

            test.directory.fill(false);
            appender.ended(calls.ended(before));
            test.drive.pass(Duration.ofSeconds(1));
            test.drive.write();

            assertThat(test.log.isWritable()).isTrue();
            Decided after = calls.allowed();
            appender.decided(after, continued);
            test.drive.write();
            assertThat(TestLog.entries(test.directory))
                    .extracting(UsageRecord::id)
                    .containsExactly(before.id(), during.id(), before.id(), after.id());
        }

        @Test
        void refusesCallsThatWaitForRoom() {
            TestLog test = new TestLog(TestLog.config(2, Duration.ofSeconds(1), 1 << 20), new ForgetfulDirectory());
            UsageLog.Appender appender = test.appender();
            test.directory.fill(true);
            for (int i = 0; i < 5; i++) {
                appender.decided(calls.allowed(), continued);
            }
            test.drive.write();
            assertThat(continued.recorded).isEqualTo(2);
            assertThat(continued.unavailable).isEqualTo(3);

            test.directory.fill(false);
            test.drive.pass(Duration.ofSeconds(1));

            assertThat(TestLog.entries(test.directory)).hasSize(2);
            appender.decided(calls.allowed(), continued);
            assertThat(continued.recorded).isEqualTo(3);
        }

        @Test
        void entersNothingOfACallThatWaitedForTheDiskInVain() {
            TestLog test = new TestLog(TestLog.config(4096, Duration.ZERO, 1 << 20), new ForgetfulDirectory());
            UsageLog.Appender appender = test.appender();
            Decided before = calls.allowed();
            appender.decided(before, continued);
            test.drive.write();
            test.directory.breakForcing(true);
            appender.decided(calls.allowed(), continued);
            appender.ended(calls.ended(before));
            test.drive.write();
            assertThat(continued.recorded).isEqualTo(1);
            assertThat(continued.unavailable).isEqualTo(1);

            test.directory.breakForcing(false);
            test.drive.pass(Duration.ofSeconds(1));

            assertThat(TestLog.entries(test.directory))
                    .extracting(UsageRecord::id)
                    .containsExactly(before.id(), before.id());
        }

        @Test
        void writesNothingTwiceWhereASegmentStandsInVain() {
            TestLog test = new TestLog();
            UsageLog.Appender appender = test.appender();
            test.directory.fill(true);
            appender.decided(calls.allowed(), continued);
            test.drive.write();
            test.directory.fill(false);
            test.directory.breakNames(true);
            for (int i = 0; i < 5; i++) {
                test.drive.pass(Duration.ofSeconds(1));
            }
            assertThat(test.log.isWritable()).isFalse();

            test.directory.breakNames(false);
            test.drive.pass(Duration.ofSeconds(1));

            assertThat(test.log.isWritable()).isTrue();
            assertThat(TestLog.entries(test.directory)).hasSize(1);
            assertThat(segments(test.directory)).hasSize(2);
        }

        @Test
        void writesAgainWhatWasNotForced() {
            TestLog test = new TestLog();
            UsageLog.Appender appender = test.appender();
            for (int i = 0; i < 10; i++) {
                appender.decided(calls.allowed(), continued);
                test.drive.write();
            }
            test.directory.breakForcing(true);
            test.drive.pass(Duration.ofSeconds(1));
            assertThat(test.log.isWritable()).isTrue();
            test.drive.turn();
            assertThat(test.log.isWritable()).isFalse();

            test.directory.breakForcing(false);
            test.drive.pass(Duration.ofSeconds(1));

            assertThat(TestLog.entries(test.directory)).hasSize(10);
            assertThat(TestLog.entries(test.directory.afterPowerCut(new Random(1))))
                    .hasSize(10);
        }
    }

    private static UsageLog.Continuation then(Runnable recorded) {
        return new UsageLog.Continuation() {
            @Override
            public void recorded() {
                recorded.run();
            }

            @Override
            public void unavailable() {
                throw new AssertionError("the log is writable");
            }
        };
    }

    private static void run(Queue<Runnable> tasks) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private static List<String> segments(ForgetfulDirectory directory) {
        return directory.names().stream()
                .filter(name -> name.endsWith(".usage"))
                .toList();
    }
}
