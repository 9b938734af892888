package io.turnpike.bench;

import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.IndexedOwner;
import io.turnpike.decision.KeyIndex;
import io.turnpike.gateway.admission.KeyCache;
import io.turnpike.model.Grant;
import io.turnpike.model.Owner;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.Vault;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What does it cost to find a key among many, asked for in random order? The bars, among 1,000,000 keys: the probe
/// under 100 ns, digest and probe together under 1.5 µs; through the cache of an event loop, among its warm keys, under
/// 150 ns (ruling 16).
///
/// Run: `./build -pl bench -am package && java -jar bench/target/bench.jar KeyIndexBenchmark -prof gc`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = "-Xmx2g")
public class KeyIndexBenchmark {
    private static final int ASKED = 1 << 20;
    private static final int WARM = 1 << 10;

    @Param({"1000", "1000000"})
    int keys;

    private final Vault vault = new Vault(new byte[32]);
    private final KeyIndex index = new KeyIndex();
    private final String[] texts = new String[ASKED];
    private final long[] digests = new long[2 * ASKED];
    private final KeyCache cache = new KeyCache(vault, () -> index, KeyCache.SLOTS, 42);
    private int next;

    @Setup
    public void fill() {
        IndexedOwner owner = index.owner(new Owner.Developer(new UUID(0, 1)), true);
        List<Grant> grants = List.of(new Grant(Products.id(0), Status.APPROVED));
        for (int i = 0; i < keys; i++) {
            IndexedKey key = new IndexedKey(
                    new UUID(1, i),
                    Status.APPROVED,
                    Long.MAX_VALUE,
                    new IndexedKey.AppState(new UUID(2, i), "app", Status.APPROVED),
                    owner,
                    grants);
            index.put(vault.digest(Products.ORGANIZATION, text(i)), key);
        }
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < ASKED; i++) {
            texts[i] = text(random.nextInt(keys));
            KeyDigest digest = vault.digest(Products.ORGANIZATION, texts[i]);
            digests[2 * i] = digest.high();
            digests[2 * i + 1] = digest.low();
        }
    }

    @Benchmark
    public @Nullable IndexedKey probe() {
        int at = 2 * (next++ & (ASKED - 1));
        return index.find(digests[at], digests[at + 1]);
    }

    @Benchmark
    public KeyDigest digest() {
        return vault.digest(Products.ORGANIZATION, texts[next++ & (ASKED - 1)]);
    }

    @Benchmark
    public @Nullable IndexedKey digestAndProbe() {
        return index.find(vault.digest(Products.ORGANIZATION, texts[next++ & (ASKED - 1)]));
    }

    @Benchmark
    public @Nullable IndexedKey warmThroughTheCache() {
        return cache.find(Products.ORGANIZATION, texts[next++ & (WARM - 1)]);
    }

    /// 48 characters, as long as generated keys are.
    private static String text(int number) {
        SplittableRandom random = new SplittableRandom(number);
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
