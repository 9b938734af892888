package io.turnpike.metering.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.metering.log.TestLog.Continued;
import io.turnpike.model.Quota;
import io.turnpike.quota.Charge;
import io.turnpike.quota.Claim;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Counters;
import io.turnpike.quota.Span;
import io.turnpike.quota.Windows;
import io.turnpike.usage.CallId;
import io.turnpike.usage.UsageLog;
import io.turnpike.usage.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName(
        "extensions.md 6: windows of each type survive kills; nothing is admitted beyond the limit and what was lost")
class WindowRestartTest {
    private static final long LIMIT = 25;
    private static final long LENGTH = 10_000;
    private static final List<Windows> TYPES = List.of(
            new Windows.Grid(Span.of(Quota.Unit.SECOND, 10), 3_000),
            new Windows.Flexi(Span.of(Quota.Unit.SECOND, 10)),
            new Windows.Rolling(Span.of(Quota.Unit.SECOND, 10)));

    private long now = Calls.START;
    private final List<Admitted> admitted = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.turnpike.metering.log.RecoveryTest#seeds")
    void goesOnFromWhatTheRecordsSay(long seed) {
        Random random = new Random(seed);
        Calls calls = new Calls(seed);
        ForgetfulDirectory directory = new ForgetfulDirectory();
        for (int round = 0; round < 20; round++) {
            directory.killAfter(10 + random.nextInt(40));
            try {
                work(open(directory), calls, random);
            } catch (ForgetfulDirectory.Killed e) {
                directory = directory.afterKill();
            }
            directory.killAfter(Integer.MAX_VALUE);
            List<UsageRecord> records = TestLog.entries(directory);
            TestLog again = open(directory);
            for (int type = 0; type < TYPES.size(); type++) {
                assertThat(again.counters.look(List.of(claim(type, 0))).used()[0])
                        .as("type %d, round %d, seed %d", type, round, seed)
                        .isEqualTo(counting(records, type));
            }
        }
        assertNeverMore(TestLog.entries(directory));
    }

    /// Lets calls come, ten times as many as the limits have room for, until the process is killed or a while is over.
    private void work(TestLog test, Calls calls, Random random) {
        UsageLog.Appender appender = test.appender();
        for (int i = 0; i < 400; i++) {
            now += random.nextInt(80);
            List<Claim> claims = IntStream.range(0, TYPES.size())
                    .mapToObj(type -> claim(type, 1))
                    .toList();
            Counters.Outcome outcome = test.counters.charge(claims);
            if (outcome.admitted()) {
                var decided = calls.allowed(now, outcome.charges().toArray(Charge[]::new));
                admitted.add(new Admitted(decided.id(), now));
                appender.decided(decided, new Continued());
            }
            if (random.nextInt(3) == 0) {
                test.drive.pass(Duration.ofMillis(20 + random.nextInt(300)));
            }
        }
    }

    /// In every stretch of the windows' length.
    private void assertNeverMore(List<UsageRecord> records) {
        Set<CallId> kept = new HashSet<>();
        records.forEach(record -> kept.add(record.id()));
        assertThat(admitted).hasSizeGreaterThan(100);
        for (Admitted last : admitted) {
            List<Admitted> together = admitted.stream()
                    .filter(call -> call.at > last.at - LENGTH && call.at <= last.at)
                    .toList();
            long lost =
                    together.stream().filter(call -> !kept.contains(call.id)).count();
            assertThat((long) together.size()).isLessThanOrEqualTo(LIMIT + lost);
        }
    }

    /// What the records say is used now of one type's limit: each call has a charge of each type, in order.
    private long counting(List<UsageRecord> records, int type) {
        return records.stream()
                .map(record -> record.charges().get(type))
                .filter(charge -> !charge.window().hasEnded(now))
                .mapToLong(Charge::weight)
                .sum();
    }

    private Claim claim(int type, long weight) {
        return TYPES.get(type).claim(CounterId.of("type " + type), LIMIT, weight, now);
    }

    private TestLog open(ForgetfulDirectory directory) {
        return new TestLog(
                TestLog.config(4096, Duration.ofSeconds(1), 2000), directory, () -> Instant.ofEpochMilli(now));
    }

    /// A call that a client saw admitted.
    private record Admitted(CallId id, long at) {}
}
