package io.turnpike.bench;

import io.turnpike.decision.Admission;
import io.turnpike.decision.Catalogue;
import io.turnpike.decision.Decision;
import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.IndexedOwner;
import io.turnpike.decision.KeyLookup;
import io.turnpike.decision.Recorder;
import io.turnpike.decision.RequestPath;
import io.turnpike.model.Grant;
import io.turnpike.model.Owner;
import io.turnpike.model.Status;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What does one decision cost, without looking up the key, against the number of products that the key holds? Each
/// bundles 50 operations of the same proxy; the very last operation of the last product matches. The bar: under 300
/// ns, and nothing allocated but the decision (40 bytes).
///
/// Run: `./build -pl bench -am package && java -jar bench/target/bench.jar AdmissionBenchmark -prof gc`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AdmissionBenchmark {
    private static final int OPERATIONS = 50;

    @Param({"1", "10"})
    int products;

    private Catalogue catalogue;
    private KeyLookup keys;
    private BenchCall matching;
    private BenchCall matchingNothing;
    private byte[] path;

    @Setup
    public void prepare() {
        catalogue = Products.catalogue(products, OPERATIONS);
        IndexedKey key = new IndexedKey(
                new UUID(3, 1),
                Status.APPROVED,
                Long.MAX_VALUE,
                new IndexedKey.AppState(new UUID(3, 2), "app", Status.APPROVED),
                new IndexedOwner(new Owner.Developer(new UUID(3, 3)), true),
                IntStream.range(0, products)
                        .mapToObj(product -> new Grant(Products.id(product), Status.APPROVED))
                        .toList());
        keys = (_, _) -> key;
        String last = "/v1/catalog/p" + (products - 1) + "-o" + (OPERATIONS - 1) + "/4711";
        path = last.getBytes(StandardCharsets.US_ASCII);
        matching = call(last);
        matchingNothing = call(last.replace("catalog/p", "catalog/x"));
    }

    @Benchmark
    public Decision lastOperationMatches() {
        return Admission.decide(catalogue, keys, matching, Recorder.NONE);
    }

    @Benchmark
    public Decision noOperationMatches() {
        return Admission.decide(catalogue, keys, matchingNothing, Recorder.NONE);
    }

    @Benchmark
    public Object readPath() {
        return Objects.requireNonNull(RequestPath.parse(path));
    }

    private static BenchCall call(String path) {
        return new BenchCall(Objects.requireNonNull(RequestPath.parse(path)), "key");
    }
}
