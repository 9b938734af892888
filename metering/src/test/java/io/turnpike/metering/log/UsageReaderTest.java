package io.turnpike.metering.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.metering.log.TestLog.Continued;
import io.turnpike.model.Owner;
import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageLog;
import io.turnpike.usage.UsageRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UsageReaderTest {
    private final Calls calls = new Calls(1);

    @Test
    void putsBothEntriesOfACallTogetherAcrossSegments() throws IOException {
        TestLog test = new TestLog();
        UsageLog.Appender appender = test.appender();
        Decided slow = calls.allowed();
        Decided unended = calls.allowed();
        Decided quick = calls.allowed();
        appender.decided(slow, new Continued());
        appender.decided(unended, new Continued());
        test.drive.write();
        test.drive.pass(TestLog.CONFIG.segmentAge());
        appender.decided(quick, new Continued());
        appender.ended(calls.ended(quick));
        appender.ended(calls.ended(slow));
        test.drive.write();
        List<UsageRecord> read = new ArrayList<>();

        List<Damage> damages = new UsageReader(test.directory).read(read::add);

        assertThat(damages).isEmpty();
        assertThat(read).extracting(UsageRecord::id).containsExactly(quick.id(), slow.id(), unended.id());
        assertThat(read).allSatisfy(call -> {
            assertThat(call.node()).isEqualTo("n1");
            assertThat(call.charges()).containsExactly(Calls.charge(0, 1));
            assertThat(call.start()).isNotNull();
        });
        assertThat(read.get(1).end().status()).isEqualTo(200);
        assertThat(read.get(2).end()).isNull();
    }

    @Test
    @DisplayName("Extensions 7: a segment of format 1 is read as it was meant")
    void readsWhatTheFirstVersionWrote() throws IOException {
        List<UsageRecord> read = written("format-1.usage");

        assertThat(read).extracting(call -> call.start().place().proxy()).containsExactly("weather", "maps");
        assertThat(read).extracting(call -> call.start().holder().owner()).hasOnlyElementsOfType(Owner.Developer.class);
        CallId slow = CallId.parse("01KDVDNA00TNSHKE4WV0000002").orElseThrow();
        assertThat(read.get(1).end())
                .isEqualTo(new Ended(
                        slow,
                        200,
                        new Ended.Target("", 200, 1_767_225_600_000_464L, 1_767_225_600_004_474L, 0),
                        null,
                        1_767_225_600_183_427L,
                        0,
                        1024,
                        Ended.Outcome.COMPLETE));
    }

    @Test
    @DisplayName("Extensions 7: a segment of format 2 says nothing of tokens, addresses and schemes")
    void readsWhatTheFormerVersionWrote() throws IOException {
        List<UsageRecord> read = written("format-2.usage");

        assertThat(read).hasSize(7);
        UsageRecord.Start group = read.get(4).start();
        UsageRecord.Start developer = read.get(3).start();
        assertThat(group.holder())
                .isEqualTo(new UsageRecord.Holder(
                        UUID.fromString("1325b023-d71e-d040-be3f-95b73f51f91e"),
                        UUID.fromString("f317e384-8dc2-ee5e-07cf-b72c1c62c61f"),
                        "app-0",
                        new Owner.Group(UUID.fromString("b110538d-c906-0675-da08-6a0160a5186d")),
                        ""));
        assertThat(developer.holder().owner())
                .isEqualTo(new Owner.Developer(UUID.fromString("d6e04d8c-0284-4563-b062-00538a4b239d")));
        assertThat(developer.holder().email()).isEmpty();
        assertThat(developer.cover().productName()).isEqualTo("gold");
        assertThat(read).extracting(call -> call.start().token()).containsOnlyNulls();
        assertThat(read).extracting(call -> call.start().request().scheme()).containsOnly("");
        assertThat(read).extracting(call -> call.start().request().graphQl()).containsOnlyNulls();
        assertThat(read.get(6).end().target())
                .isEqualTo(new Ended.Target(
                        "target:8443", 200, 1_767_225_600_000_749L, 1_767_225_600_004_759L, 1_767_225_600_004_859L));
    }

    /// The calls of a segment that another version wrote.
    private static List<UsageRecord> written(String segment) throws IOException {
        ForgetfulDirectory directory = new ForgetfulDirectory();
        directory.put(
                "20260101T000000000-n1.usage",
                UsageReaderTest.class.getResourceAsStream(segment).readAllBytes());
        List<UsageRecord> read = new ArrayList<>();
        assertThat(new UsageReader(directory).read(read::add)).isEmpty();
        return read;
    }
}
