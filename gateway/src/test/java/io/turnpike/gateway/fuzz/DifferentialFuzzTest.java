package io.turnpike.gateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.chance.Chance;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Several readers of the same bytes: what the gateway takes for a message, every other reader must take for the same
/// (http, the law of the first paragraph).
class DifferentialFuzzTest {
    /// Of one or more messages each; they take about 20 s of CPU, in a long run two minutes.
    private static final int SAMPLES = Chance.isLong() ? 2_000_000 : 180_000;

    private final long seed = Chance.seed();
    private final SampleMaker maker = new SampleMaker(new Dice(seed));

    @Test
    void readsRequestsAsTheRulesSay() {
        agreesWithTheRules(SampleMaker::requests);
    }

    @Test
    void readsAnswersAsTheRulesSay() {
        agreesWithTheRules(SampleMaker::answers);
    }

    @Test
    void readsNoRequestThatNettyReadsInAnotherWay() {
        agreesWithNetty(SampleMaker::requests);
    }

    @Test
    void readsNoAnswerThatNettyReadsInAnotherWay() {
        agreesWithNetty(SampleMaker::answers);
    }

    private void agreesWithNetty(Function<SampleMaker, Sample> kind) {
        System.out.println("seed " + seed);
        int strict = 0;
        Map<Difference, Integer> seen = new EnumMap<>(Difference.class);
        for (int i = 0; i < SAMPLES; i++) {
            Sample sample = kind.apply(maker);
            Reading ours = OurReader.read(sample);
            Reading theirs = NettyReader.read(sample);
            strict += ours.end() == Reading.End.REFUSED && theirs.end() != Reading.End.REFUSED ? 1 : 0;
            Difference difference = Difference.between(sample, ours, theirs);
            if (difference != null) {
                seen.merge(difference, 1, Integer::sum);
            }
            if (difference == Difference.UNEXPLAINED) {
                assertThat(ours).as("%s, seed %d", sample, seed).isEqualTo(theirs);
            }
        }
        System.out.println(strict + " that only we refuse; " + seen);
    }

    private void agreesWithTheRules(Function<SampleMaker, Sample> kind) {
        System.out.println("seed " + seed);
        int whole = 0;
        for (int i = 0; i < SAMPLES; i++) {
            Sample sample = kind.apply(maker);
            Reading ours = OurReader.read(sample);
            whole += ours.whole().size();
            if (!ours.settled().equals(StrictReader.read(sample).settled())) {
                assertThat(ours.settled())
                        .as("%s, seed %d", sample, seed)
                        .isEqualTo(StrictReader.read(sample).settled());
            }
        }
        assertThat(whole).as("messages that are good").isGreaterThan(SAMPLES / 2);
        System.out.println(whole + " good messages");
    }
}
