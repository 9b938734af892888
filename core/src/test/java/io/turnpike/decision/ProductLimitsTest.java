package io.turnpike.decision;

import static io.turnpike.decision.OrganizationBuilder.organization;
import static io.turnpike.decision.TestCall.get;
import static io.turnpike.model.ProductBuilder.product;
import static io.turnpike.model.Quota.Unit.DAY;
import static io.turnpike.model.Quota.Unit.HOUR;
import static io.turnpike.model.Quota.Unit.MONTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.turnpike.model.Attribute;
import io.turnpike.model.CounterScope;
import io.turnpike.model.Grant;
import io.turnpike.model.Operation;
import io.turnpike.model.OperationConfig;
import io.turnpike.model.OperationGroup;
import io.turnpike.model.ProductBuilder;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.ProxySettingsBuilder;
import io.turnpike.model.Quota;
import io.turnpike.model.Status;
import io.turnpike.quota.Charge;
import io.turnpike.quota.Claim;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.RollingCharge;
import io.turnpike.quota.Turn;
import io.turnpike.quota.Window;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which limits the attributes of a product set (runtime 4.3, 4.4, 5.3; extensions 3).
class ProductLimitsTest {
    private static final ProductBuilder FULL = product("p")
            .quota(100, 1, HOUR)
            .attribute("turnpike.limit.rps", "5")
            .attribute("turnpike.limit.burst", "2")
            .attribute("turnpike.limit.day", "1000")
            .attribute("turnpike.limit.month", "20000")
            .operation("api", "/a")
            .operation("api", "/b");

    @Test
    @DisplayName("L4: rps, day, month, quota, in the order in which a violation is reported")
    void setsLimitsOfFourKinds() {
        assertThat(limits(FULL, "/v1/a"))
                .extracting(Limit::name, Limit::most, Limit::calls, limit -> limit.seconds(TestCall.NOW), Limit::scope)
                .containsExactly(
                        tuple("rps", 2L, 5L, 1L, CounterScope.PRODUCT),
                        tuple("day", 1_000L, 1_000L, 86_400L, CounterScope.PRODUCT),
                        tuple("month", 20_000L, 20_000L, monthSeconds(), CounterScope.PRODUCT),
                        tuple("quota", 100L, 100L, 3_600L, CounterScope.OPERATION));
    }

    @Test
    @DisplayName("5.3: rps, day and month are counted by app, product and environment, whatever is called")
    void sharesCountersBetweenOperations() {
        assertThat(counters(FULL, "/v1/a").subList(0, 3))
                .isEqualTo(counters(FULL, "/v1/b").subList(0, 3));
        assertThat(counters(FULL, "/v1/a").get(3))
                .isNotEqualTo(counters(FULL, "/v1/b").get(3));
        assertThat(counters(FULL, "/v1/a")).doesNotHaveDuplicates();
        assertThat(counters(FULL, "/v1/a"))
                .doesNotContainAnyElementsOf(counters(
                        product("q").attribute("turnpike.limit.day", "1").attribute("turnpike.limit.month", "1"),
                        "/v1/a"));
    }

    @ParameterizedTest(name = "rps {0}, burst {1}: {2} at once, one each {3} ns, announced as {4} a second")
    @DisplayName("L1, L2: fractions of a call a second; without a burst one second's worth, at least 1")
    @CsvSource({
        "5,    2,  2,  200000000,  5",
        "5,    '', 5,  200000000,  5",
        "0.5,  '', 1,  2000000000, 1",
        "2.5,  '', 3,  400000000,  3",
        "3,    7,  7,  333333334,  3",
        "1000000, '', 1000000, 1000, 1000000",
    })
    void readsPaces(String rps, String burst, long most, long interval, long calls) {
        var product = product("p").attribute("turnpike.limit.rps", rps);
        var limit = limits(burst.isEmpty() ? product : product.attribute("turnpike.limit.burst", burst), "/v1/a")
                .getFirst();

        assertThat(limit.most()).isEqualTo(most);
        assertThat(limit.calls()).isEqualTo(calls);
        assertThat(claim(limit, TestCall.NOW, 1)).isInstanceOfSatisfying(Turn.class, turn -> {
            assertThat(turn.intervalNanos()).isEqualTo(interval);
            assertThat(turn.nowNanos()).isEqualTo(TestCall.NOW * 1_000_000);
        });
    }

    @Test
    @DisplayName("extensions 3: developer.quota.* act as the trio where the fields are absent, and only then")
    void takesTheDeveloperQuota() {
        var product = product("p")
                .attribute("developer.quota.limit", "7")
                .attribute("developer.quota.interval", "2")
                .attribute("developer.quota.timeunit", "day");

        assertThat(quota(product).quota()).isEqualTo(new Quota(7, 2, DAY));
        assertThat(quota(product.quota(5, 1, HOUR)).quota()).isEqualTo(new Quota(5, 1, HOUR));
        assertThat(limits(product("q").attribute("developer.quota.limit", "7"), "/v1/a")
                        .isEmpty())
                .isTrue();
    }

    @Test
    @DisplayName("4.3: calendar windows start with the start time, and 28-day months are Apigee's")
    void placesCalendarWindows() {
        var calendar = product("p")
                .quota(5, 1, MONTH)
                .attribute("turnpike.quota.type", "calendar")
                .attribute("turnpike.quota.startTime", "2026-01-31 08:00:00");

        assertThat(window(calendar, "2026-03-15T00:00:00Z"))
                .isEqualTo(between("2026-02-28T08:00:00Z", "2026-03-31T08:00:00Z"));
        assertThat(window(calendar.attribute("turnpike.quota.month", "28d"), "2026-03-01T00:00:00Z"))
                .isEqualTo(between("2026-02-28T08:00:00Z", "2026-03-28T08:00:00Z"));
    }

    @Test
    @DisplayName("4.3: flexi windows start with a call; rolling ones look back from it")
    void knowsTheOtherTypes() {
        var flexi = product("p").quota(5, 2, HOUR).attribute("turnpike.quota.type", "flexi");
        var rolling = product("p").quota(5, 2, HOUR).attribute("turnpike.quota.type", "rollingwindow");

        assertThat(window(flexi, "2026-03-15T00:00:01.002Z"))
                .isEqualTo(between("2026-03-15T00:00:01.002Z", "2026-03-15T02:00:01.002Z"));
        assertThat(claim(quota(rolling), Instant.parse("2026-03-15T00:03:00Z").toEpochMilli(), 1))
                .isInstanceOfSatisfying(RollingCharge.class, charge -> {
                    assertThat(charge.slice()).isEqualTo(120_000);
                    assertThat(charge.slices()).isEqualTo(60);
                    assertThat(charge.window()).isEqualTo(between("2026-03-15T00:02:00Z", "2026-03-15T02:04:00Z"));
                });
        assertThat(quota(rolling).seconds(0)).isEqualTo(7_200);
    }

    @Test
    @DisplayName("4.2: another type, start time or month starts anew; the limits stay")
    void countsOtherWindowsApart() {
        var plain = product("p").quota(5, 1, MONTH);
        var types = List.of("default", "calendar", "flexi", "rollingwindow").stream()
                .map(type -> product("p").quota(5, 1, MONTH).attribute("turnpike.quota.type", type))
                .map(product -> quota(product).counter())
                .toList();
        var started = product("p")
                .quota(5, 1, MONTH)
                .attribute("turnpike.quota.type", "calendar")
                .attribute("turnpike.quota.startTime", "2026-01-31 08:00:00");

        assertThat(types).doesNotHaveDuplicates().startsWith(quota(plain).counter());
        assertThat(types).doesNotContain(quota(started).counter());
        assertThat(quota(started.attribute("turnpike.quota.month", "28d")).counter())
                .isNotEqualTo(quota(product("p")
                                .quota(5, 1, MONTH)
                                .attribute("turnpike.quota.type", "calendar")
                                .attribute("turnpike.quota.startTime", "2026-01-31 08:00:00"))
                        .counter());
    }

    @ParameterizedTest(name = "sent {0}: {1}")
    @DisplayName("N3, ruling 26: from the header 1 at least, else the operation's, else the product's, else 1")
    @CsvSource({
        "5, 5",
        "007, 7",
        "0, 1",
        "2147483647, 2147483647",
        "2147483648, -1",
        "99999999999999999999, -1",
        "-1, -1",
        "+1, -1",
        "1.5, -1",
        "x, -1",
        "'', -1",
    })
    void readsTheWeightOfACall(String sent, long weight) {
        var product = product("p").quota(5, 1, HOUR).attribute("turnpike.quota.weightHeader", "X-Weight");

        assertThat(weight(product, get("/v1/a").header("x-weight", sent))).isEqualTo(weight);
        assertThat(weight(product, get("/v1/a"))).isEqualTo(1);
    }

    @Test
    @DisplayName("N3: an operation's weight beats the product's; both may be 0")
    void weighsOperations() {
        var product = product("p")
                .quota(5, 1, HOUR)
                .attribute("turnpike.quota.weight", "0")
                .operation("api", "/a")
                .config(
                        OperationGroup.Type.REST,
                        new OperationConfig(
                                "api",
                                List.of(new Operation.Rest("/b", List.of())),
                                null,
                                List.of(new Attribute("turnpike.weight", "3"))));

        assertThat(weight(product, get("/v1/a"))).isZero();
        assertThat(weight(product, get("/v1/b"))).isEqualTo(3);
    }

    @Test
    @DisplayName("Q5: the proxy's quota holds beside limits of a product that sets no quota")
    void addsTheQuotaOfTheProxy() {
        var proxy = ProxySettingsBuilder.under("/v1").quota(10, 1, HOUR).build();
        var paced = product("p").attribute("turnpike.limit.day", "5");

        assertThat(limits(proxy, paced, "/v1/a")).extracting(Limit::name).containsExactly("day", "quota");
        assertThat(limits(proxy, paced.quota(1, 1, HOUR), "/v1/a"))
                .extracting(Limit::most)
                .containsExactly(5L, 1L);
    }

    @Test
    @DisplayName("An attribute that makes no sense says nothing")
    void readsWhatAnEarlierVersionStored() {
        assertThat(limits(
                                product("p")
                                        .attribute("turnpike.limit.day", "many")
                                        .attribute("turnpike.limit.rps", "-1")
                                        .attribute("turnpike.limit.burst", "5"),
                                "/v1/a")
                        .isEmpty())
                .isTrue();
        var odd = product("p")
                .quota(1, 1, DAY)
                .attribute("turnpike.quota.type", "calendar")
                .attribute("turnpike.quota.startTime", "yesterday");
        assertThat(window(odd, "2026-03-15T12:00:00Z"))
                .isEqualTo(between("2026-03-15T00:00:00Z", "2026-03-16T00:00:00Z"));
    }

    private static long monthSeconds() {
        return Instant.ofEpochMilli(TestCall.NOW)
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .lengthOfMonth()
                * 86_400L;
    }

    private static Window between(String start, String end) {
        return new Window(
                Instant.parse(start).toEpochMilli(), Instant.parse(end).toEpochMilli());
    }

    private static Window window(ProductBuilder product, String now) {
        return ((Charge) claim(quota(product), Instant.parse(now).toEpochMilli(), 1)).window();
    }

    private static Claim claim(Limit limit, long nowMillis, long weight) {
        return limit.claim(limit.counter(), nowMillis * 1_000, weight);
    }

    private static Limit.Windowed quota(ProductBuilder product) {
        return (Limit.Windowed) limits(product, "/v1/a").getLast();
    }

    private static List<CounterId> counters(ProductBuilder product, String path) {
        return limits(product, path).stream().map(Limit::counter).toList();
    }

    private static long weight(ProductBuilder product, TestCall call) {
        var allowed = allowed(ProxySettingsBuilder.under("/v1").build(), product, call);
        return allowed.weight(allowed.limits().getFirst(), call);
    }

    private static List<Limit> limits(ProductBuilder product, String path) {
        return limits(ProxySettingsBuilder.under("/v1").build(), product, path);
    }

    private static List<Limit> limits(ProxySettings proxy, ProductBuilder product, String path) {
        return allowed(proxy, product, get(path)).limits();
    }

    private static Decision.Allowed allowed(ProxySettings proxy, ProductBuilder product, TestCall call) {
        var keys = new KeyRing().key("k", new Grant(product.build().id(), Status.APPROVED));
        var catalogue =
                organization().deploy("api", "test", proxy).product(product).catalogue();
        return (Decision.Allowed) Admission.decide(catalogue, keys, call.key("k"), Recorder.NONE);
    }
}
