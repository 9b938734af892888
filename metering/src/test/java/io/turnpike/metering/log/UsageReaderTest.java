package io.turnpike.metering.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.metering.log.TestLog.Continued;
import io.turnpike.usage.Decided;
import io.turnpike.usage.UsageLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
}
