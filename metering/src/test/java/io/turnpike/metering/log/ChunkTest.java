package io.turnpike.metering.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.Decision;
import io.turnpike.quota.Charge;
import io.turnpike.quota.Window;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTest {
    private final ChunkWriter writer = new ChunkWriter();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesBackWhatWasPut(long seed) {
        Calls calls = new Calls(seed);
        Random random = new Random(seed);
        for (int chunk = 0; chunk < 20; chunk++) {
            List<UsageRecord> expected = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Decided decided = calls.any();
                Ended ended = calls.anyEnd(decided);
                boolean hasStart = random.nextInt(4) > 0;
                boolean hasEnd = !hasStart || random.nextBoolean();
                writer.add(hasStart ? decided : null, hasEnd ? ended : null);
                expected.add(new UsageRecord(
                        decided.id(),
                        "n1",
                        hasStart ? decided.charges() : List.of(),
                        hasStart ? start(decided) : null,
                        hasEnd ? ended : null));
            }
            assertThat(read(take())).isEqualTo(expected);
        }
    }

    @Test
    void keepsWindowsThatBeginBetweenSeconds() {
        Charge seconds = Calls.charge(1, 2);
        Charge millis =
                new Charge(Calls.counter(2), new Window(Calls.START + 1, Calls.START + 60_001), 5, Integer.MAX_VALUE);
        writer.add(new Calls(1).allowed(Calls.START, seconds), null);
        writer.add(new Calls(1).allowed(Calls.START + 999, seconds, millis), null);

        byte[] payload = take();
        List<Charge> charges = new ArrayList<>();
        ChunkReader.charges(payload, 0, payload.length, charges::add);

        assertThat(charges).containsExactly(seconds, seconds, millis);
        assertThat(read(payload))
                .extracting(UsageRecord::charges)
                .containsExactly(List.of(seconds), List.of(seconds, millis));
    }

    @Test
    void readsTheChargesAlone() {
        Calls calls = new Calls(1);
        List<Charge> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Decided decided = calls.any();
            expected.addAll(decided.charges());
            writer.add(decided, i % 2 == 0 ? calls.anyEnd(decided) : null);
        }
        byte[] payload = take();
        List<Charge> charges = new ArrayList<>();

        ChunkReader.charges(payload, 0, payload.length, charges::add);

        assertThat(charges).isEqualTo(expected);
    }

    @Test
    void keepsRefundsAsNegativeCharges() {
        writer.add(new Calls(1).allowed(Calls.START, Calls.charge(0, -3)), null);

        assertThat(read(take()).getFirst().charges()).containsExactly(Calls.charge(0, -3));
    }

    @Test
    void spellsOutWhatRepeatsOnceAChunk() {
        Calls calls = new Calls(1);
        List<Decided> same = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            same.add(calls.allowed());
        }
        same.forEach(decided -> writer.add(decided, calls.ended(decided)));

        assertThat(take().length / same.size()).isLessThan(250);
    }

    @Test
    void cutsWhatCallersSendAtWill() {
        Decided decided = new Calls(1).allowed();
        String long_ = "x".repeat(100_000);
        writer.add(
                new Decided(
                        decided.id(),
                        decided.at(),
                        new Decided.Request(long_, "/" + long_, long_, long_, long_, long_, "http", long_),
                        decided.decision(),
                        null,
                        List.of()),
                null);
        byte[] payload = take();

        assertThat(payload.length).isLessThan(20_000);
        assertThat(read(payload).getFirst().start().request().path()).hasSize(ChunkWriter.MAX_TEXT);
    }

    private byte[] take() {
        int size = writer.size();
        return Arrays.copyOf(writer.take(new byte[16]), size);
    }

    private static List<UsageRecord> read(byte[] payload) {
        List<UsageRecord> records = new ArrayList<>();
        new ChunkReader(payload, 0, payload.length, "n1").entries(records::add);
        return records;
    }

    /// What a record keeps of a decision, spelt out by hand.
    private static UsageRecord.Start start(Decided decided) {
        Decision decision = decided.decision();
        if (decision == null) {
            return new UsageRecord.Start(
                    decided.at(), -1, null, null, null, null, null, decided.fault(), decided.request());
        }
        var route = decision.route();
        var key = decision.key();
        var token = decision.token();
        var allowed = decision instanceof Decision.Allowed it && it.product() != null ? it : null;
        return new UsageRecord.Start(
                decided.at(),
                decision.revision(),
                route == null
                        ? null
                        : new UsageRecord.Place(
                                route.organization().id(),
                                route.environment().id(),
                                "prod",
                                route.proxy(),
                                3,
                                route.basePath()),
                key == null
                        ? null
                        : new UsageRecord.Holder(
                                key.credential(),
                                key.app(),
                                key.appName(),
                                key.owner().owner(),
                                key.owner().email()),
                token == null ? null : new UsageRecord.Token(token.digest(), token.scopes()),
                allowed == null ? null : new UsageRecord.Cover(allowed.product().id(), "gold", "GET,POST /forecast/*"),
                decision instanceof Decision.Refused refused ? refused.refusal().name() : null,
                decided.fault(),
                decided.request());
    }
}
