package io.turnpike.metering.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Owner;
import io.turnpike.stats.Dimension;
import io.turnpike.stats.Measure;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sums;
import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageRecord;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("runtime 9")
class AccountsTest {
    private static final long AT = 1_000_000;
    private static final UUID ID = new UUID(1, 2);
    private static final UsageRecord.Place PLACE = new UsageRecord.Place(ID, ID, "test", "weather", 3, "/v1");
    private static final UsageRecord.Holder HOLDER =
            new UsageRecord.Holder(ID, ID, "app", new Owner.Developer(new UUID(3, 4)), "");
    private static final UsageRecord.Cover COVER = new UsageRecord.Cover(ID, "gold", "GET /forecast/*");

    @Test
    @DisplayName("A1: total, target, request and response time; the three parts add up to the total")
    void measures() {
        Sums sums = sums(ended(200, new Ended.Target("a:1", 200, AT + 30, AT + 100, AT + 530), null));

        assertThat(sums.sum(Measure.TOTAL_TIME)).isEqualTo(1_000);
        assertThat(sums.sum(Measure.TARGET_TIME)).isEqualTo(500);
        assertThat(sums.sum(Measure.REQUEST_LATENCY)).isEqualTo(30);
        assertThat(sums.sum(Measure.RESPONSE_LATENCY)).isEqualTo(470);
        assertThat(sums.sum(Measure.REQUEST_SIZE)).isEqualTo(7);
        assertThat(sums.sum(Measure.RESPONSE_SIZE)).isEqualTo(9);
        assertThat(sums.answered()).isEqualTo(1);
    }

    @Test
    @DisplayName("A1: the target's times are absent where it was not called, or did not answer to the end")
    void measuresNoTargetThatWasNotCalled() {
        Sums refused = sums(ended(401, null, null));
        Sums broken =
                sums(ended(502, new Ended.Target("a:1", 0, AT + 30, 0, 0), "messaging.adaptors.http.flow.BadGateway"));

        assertThat(refused.count(Measure.TARGET_TIME)).isZero();
        assertThat(broken.count(Measure.REQUEST_LATENCY)).isZero();
        assertThat(broken.count(Measure.TOTAL_TIME)).isEqualTo(1);
    }

    @Test
    void aClockThatWentBackCountsAsNoTime() {
        Sums sums = sums(ended(200, new Ended.Target("a:1", 200, AT + 2_000, AT + 2_001, AT + 2_002), null));

        assertThat(sums.sum(Measure.RESPONSE_LATENCY)).isZero();
    }

    @ParameterizedTest(name = "{0}: refused {1}, target {2}, late {3}, {4}")
    @DisplayName("A2: is_error, policy_error, target_error")
    @CsvSource({
        "200,                            ,   200,                                          , COMPLETE, false false false",
        "304,                            ,   304,                                          , COMPLETE, false false false",
        "404,                            ,   404,                                          , COMPLETE, true false true",
        "503,                            ,   503,                                          , COMPLETE, true false true",
        "401,       oauth.v2.InvalidApiKey,     ,                                          , COMPLETE, true true false",
        "500, policies.ratelimit.QuotaViolation, ,                                         , COMPLETE, true true false",
        "504,                            ,     0, messaging.adaptors.http.flow.GatewayTimeout, COMPLETE, true false true",
        "503,                            ,      , messaging.adaptors.http.flow.ServiceUnavailable, COMPLETE, true false true",
        "413,                            ,     0,                protocol.http.TooBigBody  , COMPLETE, true true false",
        "500,                            ,     0,     messaging.runtime.InternalServerError, COMPLETE, true false false",
        "200,                            ,   200,                                          , TARGET_GONE, true false true",
        "200,                            ,   200,                                          , CLIENT_GONE, false false false",
    })
    void tellsFailuresApart(
            int status, String fault, Integer targetStatus, String late, Ended.Outcome outcome, String counted) {
        Ended.Target reached = targetStatus == null ? null : new Ended.Target("a:1", targetStatus, AT, AT, AT);
        Ended end = new Ended(new CallId(1, 1), status, reached, late, AT, 0, 0, outcome);

        Series.Errors errors = Accounts.series(start(fault, "GET"), end).errors();

        assertThat(errors.any() + " " + errors.policy() + " " + errors.target()).isEqualTo(counted);
    }

    @Test
    @DisplayName("A3: what is not known is empty; a call that was refused behind the key knows app and developer")
    void namesWhatIsKnown() {
        UsageRecord.Start nowhere = new UsageRecord.Start(
                AT,
                5,
                null,
                null,
                null,
                null,
                "NO_ROUTE",
                "messaging.adaptors.http.flow.ApplicationNotFound",
                request("GET"));
        Series refused = Accounts.series(start("policies.ratelimit.QuotaViolation", "GET"), ended(429, null, null));

        assertThat(Accounts.series(nowhere, null).values())
                .filteredOn(value -> !value.isEmpty())
                .containsExactly("GET", "NO_ROUTE", "messaging.adaptors.http.flow.ApplicationNotFound");
        assertThat(refused.value(Dimension.APP)).isEqualTo("app");
        assertThat(refused.value(Dimension.DEVELOPER)).isEqualTo(new UUID(3, 4).toString());
        assertThat(refused.value(Dimension.APP_GROUP)).isEmpty();
        assertThat(refused.value(Dimension.OPERATION)).isEqualTo("GET /forecast/*");
        assertThat(refused.value(Dimension.REASON)).isEqualTo("QuotaViolation");
        assertThat(refused.value(Dimension.STATUS)).isEqualTo("429");
    }

    @Test
    @DisplayName("what a caller chooses at will makes no new series")
    void boundsSeries() {
        assertThat(Accounts.series(start(null, "BREW-TEA"), null)).isEqualTo(Accounts.series(start(null, "X1"), null));
    }

    private static Sums sums(Ended end) {
        Sums sums = new Sums();
        Accounts.add(sums, start(null, "GET"), end);
        return sums;
    }

    private static Ended ended(int status, Ended.Target target, String fault) {
        return new Ended(new CallId(1, 1), status, target, fault, AT + 1_000, 7, 9, Ended.Outcome.COMPLETE);
    }

    private static UsageRecord.Start start(String fault, String method) {
        return new UsageRecord.Start(AT, 5, PLACE, HOLDER, null, COVER, null, fault, request(method));
    }

    private static Decided.Request request(String method) {
        return new Decided.Request(method, "/v1/" + method, "a", "127.0.0.1", null, "1", "http", null);
    }
}
