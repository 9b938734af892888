package io.turnpike.metering.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Owner;
import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("extensions 6: what roll-ups hold in memory")
class BatchTest {
    private static final long MINUTE = 60_000_000;
    private static final UUID ID = new UUID(1, 1);
    private static final UsageRecord.Place PLACE = new UsageRecord.Place(ID, ID, "test", "weather", 3, "/v1");

    private final Batch batch = new Batch(new OpenCalls());

    @Test
    @DisplayName("is bounded, also where each minute others call than in the one before")
    void forgetsSeriesThatDoNotComeAgain() {
        int apps = Batch.MOST * 3 / 5;
        for (int minute = 0; minute < 3; minute++) {
            batch.begin(Instant.EPOCH);
            for (int app = minute * apps; app < (minute + 1) * apps; app++) {
                batch.entry("a.usage", call(minute, app));
            }

            assertThat(batch.lines()).hasSize(apps).allMatch(line -> line.sums().calls() == 1);
            assertThat(batch.held()).isLessThanOrEqualTo(Batch.MOST);
            batch.clear();
        }
    }

    @Test
    @DisplayName("is bounded, also where one app's calls are of many minutes")
    void isFullOfOtherMinutesToo() {
        batch.begin(Instant.EPOCH);
        int minute = 0;
        while (!batch.isFull()) {
            batch.entry("a.usage", call(-minute++, 1));
        }

        assertThat(batch.held()).isEqualTo(Batch.MOST);
    }

    private static UsageRecord call(int minute, int app) {
        long at = minute * MINUTE;
        CallId call = new CallId(1, app);
        var holder =
                new UsageRecord.Holder(ID, new UUID(2, app), "app-" + app, new Owner.Developer(new UUID(3, app)), "");
        var request = new Decided.Request("GET", "/v1/a", "a", "127.0.0.1", null, "1", "http", null);
        var start = new UsageRecord.Start(at, 5, PLACE, holder, null, null, null, null, request);
        var end = new Ended(call, 200, null, null, at + 1_000, 7, 9, Ended.Outcome.COMPLETE);
        return new UsageRecord(call, "n1", List.of(), start, end);
    }
}
