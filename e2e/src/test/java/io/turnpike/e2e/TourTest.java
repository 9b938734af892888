package io.turnpike.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tour of the README.
class TourTest {
    private static final String EMAIL = "grace@example.com";

    @TempDir
    Path data;

    @Test
    void leadsFromAProxyToAnEnforcedQuotaThatOutlivesTheProcess() throws Exception {
        Quota quota = Quota.lasting(Duration.ofMinutes(10), 3, Quota.Unit.DAY);
        Admin.Key key;
        Admin.Key revoked;
        try (Upstream upstream = Upstream.start()) {
            try (Turnpike turnpike = Turnpike.on(data).ready()) {
                Admin admin = turnpike.admin();
                Caller caller = turnpike.caller();
                admin.proxy("weather", "/v1/weather", upstream.url());
                admin.product("forecasts", "weather", quota);
                admin.developer(EMAIL);
                key = admin.app(EMAIL, "site", "forecasts");
                revoked = admin.app(EMAIL, "old-site", "forecasts");

                assertThat(caller.get("/v1/weather/oslo", revoked.key()).status())
                        .isEqualTo(200);
                admin.revoke(revoked);
                assertRefused(caller, revoked);

                for (long left = 2; left >= 0; left--) {
                    Answer answer = caller.get("/v1/weather/oslo", key.key());
                    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
                    assertThat(answer.remaining()).isEqualTo(left);
                }
                assertExceeded(caller, key);
                assertThat(upstream.calls()).isEqualTo(4);
                assertThat(turnpike.stop()).isIn(0, 143);
            }
            try (Turnpike turnpike = Turnpike.on(data).ready()) {
                Caller caller = turnpike.caller();
                assertExceeded(caller, key);
                assertRefused(caller, revoked);
                turnpike.admin().replaceProduct("forecasts", "weather", quota.limit(4));
                Answer fourth = caller.get("/v1/weather/oslo", key.key());
                assertThat(fourth.status()).as("%s", fourth).isEqualTo(200);
                assertThat(fourth.remaining()).isZero();
            }
        }
    }

    private static void assertExceeded(Caller caller, Admin.Key key) throws Exception {
        Answer answer = caller.get("/v1/weather/oslo", key.key());
        assertThat(answer.status()).as("%s", answer).isEqualTo(429);
        assertThat(answer.faultCode()).isEqualTo("policies.ratelimit.QuotaViolation");
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(answer.remaining()).isZero();
    }

    private static void assertRefused(Caller caller, Admin.Key key) throws Exception {
        Answer answer = caller.get("/v1/weather/oslo", key.key());
        assertThat(answer.status()).as("%s", answer).isEqualTo(401);
        assertThat(answer.faultCode()).isEqualTo("oauth.v2.ApiKeyNotApproved");
    }
}
