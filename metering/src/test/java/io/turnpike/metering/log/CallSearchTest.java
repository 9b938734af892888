package io.turnpike.metering.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import io.turnpike.usage.UsageLog;
import io.turnpike.usage.UsageRecord;
import org.junit.jupiter.api.Test;

class CallSearchTest {
    private final Calls calls = new Calls(3);
    private final TestLog test = new TestLog();
    private final UsageLog.Appender appender = test.appender();
    private final CallSearch search = new CallSearch(test.directory);

    @Test
    void findsACallWithItsEndInALaterSegment() {
        Decided slow = calls.allowed();
        appender.decided(slow, new TestLog.Continued());
        test.drive.write();
        assertThat(search.find(slow.id()).orElseThrow().end()).isNull();
        test.drive.pass(TestLog.CONFIG.segmentAge());
        Decided other = calls.allowed();
        appender.decided(other, new TestLog.Continued());
        appender.ended(calls.ended(slow));
        test.drive.write();

        UsageRecord found = search.find(slow.id()).orElseThrow();

        assertThat(found.start()).isNotNull();
        assertThat(found.end()).isNotNull();
        assertThat(found.charges()).containsExactly(Calls.charge(0, 1));
        assertThat(search.find(other.id()).orElseThrow().end()).isNull();
    }

    @Test
    void findsNothingUnderAnotherId() {
        assertThat(search.find(new CallId(1, 2))).isEmpty();
        Decided call = calls.allowed();
        appender.decided(call, new TestLog.Continued());
        test.drive.write();

        assertThat(search.find(new CallId(call.id().high(), call.id().low() + 1)))
                .isEmpty();
    }
}
