package io.turnpike.bench;

import io.turnpike.model.Quota;
import io.turnpike.quota.Window;
import io.turnpike.quota.Windows;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What does it cost to find the window that a call falls into? It is done for each charge, so it should stay far
/// below the cost of the decision.
///
/// Run: `./build -pl bench -am package && java -jar bench/target/bench.jar WindowsBenchmark -prof gc`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WindowsBenchmark {
    @Param({"HOUR", "WEEK", "MONTH"})
    Quota.Unit unit;

    private Windows.Grid windows;
    private long now = 1_767_323_045_000L;

    @Setup
    public void prepare() {
        windows = Windows.Grid.of(unit, 3);
    }

    @Benchmark
    public Window windowOfTheNextMillisecond() {
        return windows.at(now++);
    }
}
