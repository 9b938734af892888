package io.turnpike.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.turnpike.storage.RecordingCaller;
import io.turnpike.storage.Samples;
import io.turnpike.storage.Storage;
import io.turnpike.storage.StorageUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What several processes on one PostgreSQL do to each other.
class ManyNodesTest extends FreshPostgres {
    @Test
    @Timeout(120)
    void hearsOfCommitsAlsoAfterItsConnectionWasCut() throws Exception {
        String url = PostgresServer.newDatabase();
        Doorbell bell = new Doorbell();
        Postgres database = new Postgres(PatientConfig.of(url));
        try (Storage other = JdbcStorage.open(PatientConfig.of(url), Clock.systemUTC());
                Database.Listening _ = database.listen(bell)) {
            bell.await(Duration.ofDays(1)); // it listens
            write(other, "first");
            bell.await(Duration.ofDays(1));

            PostgresServer.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'");
            bell.await(Duration.ofDays(1)); // it listens again
            write(other, "second");
            bell.await(Duration.ofDays(1));
        }
    }

    @Test
    @Timeout(120)
    void runsAUnitAgainThatLostADeadlock() throws Exception {
        write(storage(), "one");
        write(storage(), "two");
        AtomicInteger runs = new AtomicInteger();
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> both = List.of(
                    threads.submit(() -> rename(List.of("one", "two"), runs, bothHoldOne)),
                    threads.submit(() -> rename(List.of("two", "one"), runs, bothHoldOne)));
            for (Future<?> each : both) {
                each.get();
            }
        }

        assertThat(runs).hasValueGreaterThan(2);
        assertThat(storage().changes().last()).isEqualTo(2 + 2 * 2);
    }

    @Test
    void aStoppedServerIsUnavailableAndComesBack() {
        write(storage(), "one"); // what was just used is given out unasked, so that the next write need not wait
        String database = PostgresServer.newestDatabase();

        PostgresServer.execute("alter database " + database + " allow_connections false");
        PostgresServer.execute(
                "select pg_terminate_backend(pid, 30000) from pg_stat_activity where datname = '" + database + "'");
        assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(() -> write(storage(), "two"));

        PostgresServer.execute("alter database " + database + " allow_connections true");
        write(storage(), "two");
    }

    private void rename(List<String> names, AtomicInteger runs, CyclicBarrier bothHoldOne) {
        storage().write(RecordingCaller.anyone(), work -> {
            int run = runs.incrementAndGet();
            work.organizations().update(work.organizations().require(names.getFirst()));
            if (run <= 2) {
                await(bothHoldOne);
            }
            return work.organizations().update(work.organizations().require(names.getLast()));
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Storage storage, String organization) {
        storage.write(
                RecordingCaller.anyone(), work -> work.organizations().insert(Samples.organization(organization)));
    }
}
