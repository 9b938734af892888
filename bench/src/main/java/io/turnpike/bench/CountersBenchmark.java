package io.turnpike.bench;

import io.turnpike.model.Quota;
import io.turnpike.quota.Claim;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Counters;
import io.turnpike.quota.InMemoryCounters;
import io.turnpike.quota.Span;
import io.turnpike.quota.Turn;
import io.turnpike.quota.Windows;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What does it cost to charge a call, window included, against the number of apps that call? The bar: 60 ns for one
/// limit, 100 ns for a rolling window, which is full here: each of its 61 slices has been charged.
///
/// Run: `./build -pl bench -am package && java -jar bench/target/bench.jar CountersBenchmark -prof gc`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CountersBenchmark {
    private static final long LIMIT = Long.MAX_VALUE / 2;
    private static final Windows DAY = Windows.Grid.of(Quota.Unit.DAY, 1);
    private static final Windows FLEXI = new Windows.Flexi(Span.of(Quota.Unit.DAY, 1));
    private static final Windows ROLLING = new Windows.Rolling(Span.of(Quota.Unit.HOUR, 1));

    private static final long ROLLING_KIND = 4;

    @Param({"1", "10000"})
    int apps;

    private final Counters counters = new InMemoryCounters();
    private CounterId[] owned;
    private long now = 1_767_323_045_000L;
    private int next;

    @Setup
    public void prepare() {
        owned = new CounterId[apps];
        for (int app = 0; app < apps; app++) {
            owned[app] = CounterId.of("app " + app);
            for (int minute = 0; minute < 61; minute++) {
                counters.charge(ROLLING.claim(owned[app].of(ROLLING_KIND, 0), LIMIT, 1, now + minute * 60_000L));
            }
        }
        now += 61 * 60_000;
    }

    @Benchmark
    public Object usual() {
        return counters.charge(DAY.claim(next(1), LIMIT, 1, now));
    }

    @Benchmark
    public Object flexi() {
        return counters.charge(FLEXI.claim(next(2), LIMIT, 1, now));
    }

    @Benchmark
    public Object pace() {
        return counters.charge(new Turn(next(3), 1, now++ * 1_000_000, 1_000, 1));
    }

    @Benchmark
    public Object rolling() {
        return counters.charge(ROLLING.claim(next(ROLLING_KIND), LIMIT, 1, now));
    }

    @Benchmark
    public Object fourLimits() {
        CounterId app = next(0);
        List<Claim> claims = List.of(
                new Turn(app.of(5, 0), 1, now++ * 1_000_000, 1_000, 1),
                DAY.claim(app.of(6, 0), LIMIT, 1, now),
                DAY.claim(app.of(7, 0), LIMIT, 1, now),
                DAY.claim(app.of(8, 0), LIMIT, 1, now));
        return counters.charge(claims);
    }

    private CounterId next(long kind) {
        next = next + 1 == apps ? 0 : next + 1;
        return owned[next].of(kind, 0);
    }
}
