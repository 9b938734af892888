package io.turnpike.metering.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BegunCallsTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsWhatAMapFinds(long seed) {
        Random random = new Random(seed);
        Decided sample = new Calls(seed).allowed();
        BegunCalls begun = new BegunCalls();
        Map<CallId, Decided> model = new HashMap<>();
        for (int step = 0; step < 100_000; step++) {
            CallId id = new CallId(random.nextInt(2), random.nextInt(random.nextBoolean() ? 2_000 : 300));
            if (random.nextInt(100) < 45 && !model.containsKey(id)) {
                Decided call = with(id, sample);
                begun.add(call);
                model.put(id, call);
            } else {
                assertThat(begun.remove(id)).isSameAs(model.remove(id));
            }
            if (random.nextInt(5_000) == 0) {
                List<Decided> drained = new ArrayList<>();
                begun.drain(drained::add);
                assertThat(drained).containsExactlyInAnyOrderElementsOf(model.values());
                model.clear();
            }
            assertThat(begun.size()).isEqualTo(model.size());
        }
    }

    private static Decided with(CallId id, Decided call) {
        return new Decided(id, call.at(), call.request(), call.decision(), call.fault(), call.charges());
    }
}
