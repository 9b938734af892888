package io.turnpike.metering.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.metering.log.TestLog.Continued;
import io.turnpike.usage.Decided;
import io.turnpike.usage.UsageLog;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageDumpTest {
    private final Calls calls = new Calls(1);
    private final TestLog test = new TestLog();
    private final Decided ended = calls.allowed();
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void write() {
        UsageLog.Appender appender = test.appender();
        appender.decided(ended, new Continued());
        appender.ended(calls.ended(ended));
        appender.decided(calls.allowed(Calls.START, Calls.charge(0, 2), Calls.charge(1, 3)), new Continued());
        test.drive.write();
    }

    @Test
    void writesALineForEachCall() throws IOException {
        UsageDump.calls(new UsageReader(test.directory), out);

        String[] lines = out.toString().split("\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[0])
                .startsWith("{\"id\":\"" + ended.id() + "\",\"node\":\"n1\",\"at\":\"2026-01-01T00:00:00.000")
                .contains("\"product\":\"gold\",\"operation\":\"GET,POST /forecast/*\"")
                .contains("\"windowStart\":\"2026-01-01T00:00:00Z\",\"windowEnd\":\"2026-01-01T01:00:00Z\"")
                .contains("\"limit\":1000000,\"weight\":1}]")
                .contains("\"status\":200")
                .endsWith("\"outcome\":\"complete\"}");
        assertThat(lines[1]).doesNotContain("status");
    }

    @Test
    void addsUpCallsAndCharges() throws IOException {
        UsageSummary summary = UsageSummary.of(new UsageReader(test.directory));

        assertThat(summary.calls()).isEqualTo(2);
        assertThat(summary.withoutEnd()).isEqualTo(1);
        assertThat(summary.byStatus()).isEqualTo(Map.of(200, 1L));
        assertThat(summary.charged())
                .isEqualTo(Map.of(
                        new UsageSummary.Counted(Calls.counter(0), Calls.HOUR), 3L,
                        new UsageSummary.Counted(Calls.counter(1), Calls.HOUR), 3L));
        assertThat(summary.damages()).isEmpty();
    }

    @Test
    void writesTheSummaryAsLines() throws IOException {
        UsageDump.summary(UsageSummary.of(new UsageReader(test.directory)), out);

        assertThat(out.toString().split("\n"))
                .hasSize(4)
                .startsWith("{\"calls\":2,\"withoutEnd\":1}", "{\"status\":200,\"calls\":1}")
                .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }
}
