package io.turnpike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.turnpike.chance.Chance;
import io.turnpike.gateway.fuzz.Dice;
import io.turnpike.gateway.fuzz.FrameMaker;
import io.turnpike.gateway.fuzz.FrameReader;
import io.turnpike.gateway.fuzz.FrameReading;
import io.turnpike.gateway.fuzz.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The law of http's first paragraph, for frames that are nearly HTTP/2, over real sockets: the target sees just the
/// calls that a strict reader finds in what the client sent, every connection ends, and nothing of it is kept.
class Http2FuzzTest {
    /// Of three calls each, so that a long run sends a million; they take about 12 s of CPU, in a long run 15 minutes.
    private static final int SAMPLES = Chance.isLong() ? 350_000 : 5_000;

    private static final int AT_ONCE = 20;
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String INTERNAL_ERROR = "goAway 2";

    private final long seed = Chance.seed();
    private final FrameMaker maker = new FrameMaker(new Dice(seed));
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    /// Calls that may still be seen, since their clients or connections were gone before they were answered.
    private final Map<String, Integer> possible = new HashMap<>();

    @Test
    void theTargetSeesJustTheCallsThatWereSent() throws Exception {
        System.out.println("seed " + seed);
        int certain = 0;
        long before = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                RawTarget target = RawTarget.telling(seen);
                Running gateway = Running.before(target)) {
            for (int i = 0; i < SAMPLES; i += AT_ONCE) {
                List<Sample> samples = new ArrayList<>();
                List<Future<Played>> playing = new ArrayList<>();
                for (int k = 0; k < AT_ONCE; k++) {
                    Sample sample = maker.calls();
                    samples.add(sample);
                    playing.add(clients.submit(() -> Played.of(gateway, sample)));
                }
                Map<String, Integer> wanted = new HashMap<>();
                for (Future<Played> each : playing) {
                    certain += judge(each.get(), wanted);
                }
                List<String> calls = calls(gateway, target);
                gateway.usage.forget();
                assertThat(unexpected(calls, wanted))
                        .as("calls that nobody sent in %s, seed %d", samples, seed)
                        .isEmpty();
                assertThat(wanted)
                        .as("calls that did not arrive, seed %d", seed)
                        .isEmpty();
            }
            awaitRelease(before);
        }
        System.out.println(certain + " calls forwarded, " + possible.size() + " that may have been");
        assertThat(certain).isGreaterThan(SAMPLES / 3);
    }

    /// @return calls that must have been seen
    private int judge(Played played, Map<String, Integer> wanted) {
        int certain = 0;
        assertThat(played.end).as("%s, seed %d", played.sample, seed).isNotEqualTo(INTERNAL_ERROR);
        for (FrameReading.Call call : FrameReader.read(played.sample).calls()) {
            String expected = new ForwardedCall(call.message()).expected();
            if (expected == null) {
                continue;
            }
            String request = expected.replace("\r\nVia: 1.1 turnpike\r\n", "\r\nVia: 2 turnpike\r\n");
            (call.isCertain() ? wanted : possible).merge(request, 1, Integer::sum);
            certain += call.isCertain() ? 1 : 0;
            if (call.isCertain()) {
                assertThat(played.ends)
                        .as("%s ending with %s, seed %d", played.sample, played.end, seed)
                        .containsEntry(call.stream(), "200");
            }
        }
        return certain;
    }

    /// Calls that nobody sent; those that somebody sent are taken from where they are expected.
    private List<String> unexpected(List<String> calls, Map<String, Integer> wanted) {
        List<String> unexpected = new ArrayList<>();
        for (String call : calls) {
            Map<String, Integer> from = wanted.containsKey(call) ? wanted : possible;
            if (from.containsKey(call)) {
                from.computeIfPresent(call, (_, count) -> count == 1 ? null : count - 1);
            } else {
                unexpected.add(call);
            }
        }
        return unexpected;
    }

    private List<String> calls(Running gateway, RawTarget target) {
        List<String> calls = new ArrayList<>();
        for (String call = seen.poll(); call != null; call = seen.poll()) {
            calls.add(Expected.plainRequest(call, target.port(), gateway.port()));
        }
        return calls;
    }

    /// Every buffer that was taken for a connection is given back once that has ended.
    private static void awaitRelease(long before) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (PooledByteBufAllocator.DEFAULT.pinnedDirectMemory() > before) {
            assertThat(System.nanoTime()).as("buffers are kept").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /// What became of a sample.
    ///
    /// @param ends what became of each stream
    private record Played(Sample sample, String end, Map<Integer, String> ends) {
        static Played of(Running gateway, Sample sample) {
            try (FrameWire client = FrameWire.silent(gateway.port())) {
                client.sendAll(sample.pieces());
                String end = client.end();
                return new Played(sample, end, client.ends());
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(sample.toString(), e);
            }
        }
    }
}
