package io.turnpike.metering.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.quota.InMemoryCounters;
import io.turnpike.usage.Decided;
import io.turnpike.usage.UsageLog;
import io.turnpike.usage.UsageRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same log on real files and with its own threads.
class FileUsageLogOnDiskTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(Calls.START));

    @TempDir
    Path folder;

    @ParameterizedTest(name = "sync {0}")
    @CsvSource({"PT1S, 20000", "PT0S, 2000"})
    void givesCountersBackAfterARestart(Duration sync, int calls) throws Exception {
        UsageConfig config = config(sync);
        try (FileUsageLog log = FileUsageLog.open(config, "n1", CLOCK, new InMemoryCounters());
                ExecutorService one = Executors.newSingleThreadExecutor();
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            CountDownLatch recorded = new CountDownLatch(2 * calls);
            enter(log, one, new Calls(1), calls, recorded);
            enter(log, other, new Calls(2), calls, recorded);
            recorded.await();
        }
        InMemoryCounters counters = new InMemoryCounters();
        try (FileUsageLog log = FileUsageLog.open(config, "n1", CLOCK, counters)) {
            assertThat(log.damages()).isEmpty();
        }

        assertThat(counters.used(Calls.counter(0), Calls.HOUR)).isEqualTo(2L * calls);
        List<UsageRecord> read = new ArrayList<>();
        assertThat(new UsageReader(folder).read(read::add)).isEmpty();
        assertThat(read).hasSize(2 * calls).allMatch(call -> call.start() != null && call.end() != null);
    }

    @Test
    void belongsToOneProcess() throws IOException {
        UsageConfig config = UsageConfig.in(folder);
        try (FileUsageLog _ = FileUsageLog.open(config, "n1", CLOCK, new InMemoryCounters())) {
            assertThatThrownBy(() -> FileUsageLog.open(config, "n2", CLOCK, new InMemoryCounters()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("belongs to another process");
        }
        FileUsageLog.open(config, "n2", CLOCK, new InMemoryCounters()).close();
    }

    private UsageConfig config(Duration sync) {
        return new UsageConfig(
                folder,
                Duration.ofMillis(20),
                4096,
                sync,
                200_000,
                Duration.ofMinutes(5),
                Duration.ofDays(30),
                1L << 30);
    }

    private static void enter(FileUsageLog log, ExecutorService loop, Calls calls, int count, CountDownLatch recorded) {
        UsageLog.Appender appender = log.appender(loop);
        for (int i = 0; i < count; i++) {
            loop.execute(() -> {
                Decided decided = calls.allowed();
                appender.decided(decided, new UsageLog.Continuation() {
                    @Override
                    public void recorded() {
                        appender.ended(calls.ended(decided));
                        recorded.countDown();
                    }

                    @Override
                    public void unavailable() {
                        throw new AssertionError("the log is writable");
                    }
                });
            });
        }
    }
}
