package io.turnpike.decision;

import static io.turnpike.decision.OrganizationBuilder.organization;
import static io.turnpike.decision.TestCall.get;
import static io.turnpike.model.ProductBuilder.product;
import static io.turnpike.model.Quota.Unit.DAY;
import static io.turnpike.model.Quota.Unit.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.CounterScope;
import io.turnpike.model.Grant;
import io.turnpike.model.ProductBuilder;
import io.turnpike.model.ProxySettingsBuilder;
import io.turnpike.model.Quota;
import io.turnpike.model.Status;
import io.turnpike.quota.Charge;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Window;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Which quota applies to a call, and which counter it is charged to (runtime 4.1 and 4.2).
class LimitTest {
    private static final Quota OWN = new Quota(2, 1, HOUR);

    @Test
    @DisplayName("Q1: the operation's own quota instead of the product's, on a counter of its own")
    void takesTheOperationsOwnQuota() {
        var product =
                product("p").quota(100, 1, DAY).countedBy(CounterScope.PRODUCT).limitedOperation(OWN, "api", "/a");

        assertThat(limit(product, "/v1/a").quota()).isEqualTo(OWN);
        assertThat(limit(product, "/v1/a").scope()).isEqualTo(CounterScope.OPERATION);
    }

    @Test
    @DisplayName("Q1: calls of such an operation do not count towards the product's quota")
    void countsTheOperationsOwnQuotaApart() {
        var product = product("p")
                .quota(100, 1, HOUR)
                .countedBy(CounterScope.PRODUCT)
                .limitedOperation(OWN, "api", "/a")
                .operation("api", "/b");

        assertThat(counter(product, "/v1/a")).isNotEqualTo(counter(product, "/v1/b"));
    }

    @Test
    @DisplayName("Q2: else the product's quota")
    void takesTheProductsQuota() {
        assertThat(limit(product("p").quota(5, 3, DAY).operation("api", "/a"), "/v1/a")
                        .quota())
                .isEqualTo(new Quota(5, 3, DAY));
        assertThat(limit(product("p").quota(5, 3, DAY), "/v1/a").quota()).isEqualTo(new Quota(5, 3, DAY));
    }

    @Test
    @DisplayName("Q3: neither, no limit")
    void limitsNothingWithoutAQuota() {
        assertThat(allowed(product("p"), "/v1/a").limits()).isEmpty();
        assertThat(allowed(product("p").operation("api", "/a"), "/v1/a").limits())
                .isEmpty();
    }

    @Test
    @DisplayName("Q4: a limit of 0 is a limit")
    void keepsALimitOfZero() {
        assertThat(charge(allowed(product("p").quota(0, 1, HOUR), "/v1/a")).limit())
                .isZero();
    }

    @Test
    void chargesNothingOnAProxyThatEnforcesNoQuota() {
        var organization = organization()
                .deploy(
                        "api",
                        "test",
                        ProxySettingsBuilder.under("/v1").withoutQuota().build());

        assertThat(allowed(organization, product("p").quota(5, 1, HOUR), "/v1/a")
                        .limits())
                .isEmpty();
    }

    @Test
    @DisplayName("4.2: one counter for a product without groups, whatever the path, the proxy and the scope")
    void countsAProductWithoutGroupsAsOne() {
        var product = product("p").quota(5, 1, HOUR).resources("/a", "/b").countedBy(CounterScope.OPERATION);

        assertThat(counter(product, "/v1/a"))
                .isEqualTo(counter(product, "/v1/b"))
                .isEqualTo(counter(product, "/other/a"));
        assertThat(limit(product, "/v1/a").scope()).isEqualTo(CounterScope.PRODUCT);
    }

    @Test
    @DisplayName("4.2: unset or OPERATION, a counter for each operation")
    void countsOperationsApart() {
        var unset = operations(null);

        assertThat(counter(unset, "/v1/a")).isNotEqualTo(counter(unset, "/v1/b"));
        assertThat(counter(unset, "/v1/a")).isNotEqualTo(counter(unset, "/other/a"));
        assertThat(counter(operations(CounterScope.OPERATION), "/v1/a")).isEqualTo(counter(unset, "/v1/a"));
        assertThat(limit(unset, "/v1/a").scope()).isEqualTo(CounterScope.OPERATION);
    }

    @Test
    @DisplayName("4.2: PROXY, a counter for all operations of a proxy")
    void countsProxiesApart() {
        var product = operations(CounterScope.PROXY);

        assertThat(counter(product, "/v1/a")).isEqualTo(counter(product, "/v1/b"));
        assertThat(counter(product, "/v1/a")).isNotEqualTo(counter(product, "/other/a"));
        assertThat(limit(product, "/v1/a").scope()).isEqualTo(CounterScope.PROXY);
    }

    @Test
    @DisplayName("4.2: PRODUCT, one counter")
    void countsTheProductAsOne() {
        var product = operations(CounterScope.PRODUCT);

        assertThat(counter(product, "/v1/a"))
                .isEqualTo(counter(product, "/v1/b"))
                .isEqualTo(counter(product, "/other/a"));
    }

    @Test
    @DisplayName("4.2: the count survives a new order, a new limit and a new name of other things")
    void keepsTheCounter() {
        var before = product("p")
                .quota(5, 1, HOUR)
                .operation("api", "/a", "GET", "POST")
                .operation("api", "/b");
        var after = product("p")
                .version(2)
                .displayName("Renamed")
                .quota(500, 1, HOUR)
                .attribute("x", "y")
                .operation("api", "/b")
                .operation("api", "/c")
                .operation("api", "/a", "POST", "GET");

        assertThat(counter(after, "/v1/a")).isEqualTo(counter(before, "/v1/a"));
        assertThat(charge(allowed(after, "/v1/a")).limit()).isEqualTo(500);
    }

    @Test
    @DisplayName("4.2, ruling 8: another path, method, interval, unit or product id starts anew")
    void changesTheCounter() {
        var before = counter(product("p").quota(5, 1, HOUR).operation("api", "/a", "GET"), "/v1/a");

        assertThat(List.of(
                        counter(product("p").quota(5, 1, HOUR).operation("api", "/*", "GET"), "/v1/a"),
                        counter(product("p").quota(5, 1, HOUR).operation("api", "/a"), "/v1/a"),
                        counter(product("p").quota(5, 2, HOUR).operation("api", "/a", "GET"), "/v1/a"),
                        counter(product("p").quota(5, 1, DAY).operation("api", "/a", "GET"), "/v1/a"),
                        counter(
                                product("q")
                                        .id(UUID.randomUUID())
                                        .quota(5, 1, HOUR)
                                        .operation("api", "/a", "GET"),
                                "/v1/a")))
                .doesNotContain(before)
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("4.2: environments and apps count apart, two keys of one app together")
    void countsEnvironmentsAndAppsApart() {
        var test = allowed(product("p").quota(5, 1, HOUR), "/v1/a");
        var prod = allowed(product("p").quota(5, 1, HOUR), get("/v1/a").host("prod.localhost"));

        assertThat(charge(prod).counter()).isNotEqualTo(charge(test).counter());
        assertThat(chargeOf(test, UUID.randomUUID(), KeyRing.APP)).isEqualTo(charge(test));
        assertThat(chargeOf(test, test.key().credential(), UUID.randomUUID()).counter())
                .isNotEqualTo(charge(test).counter());
    }

    @Test
    @DisplayName("W2: charged to the window of the call's time, with the call's weight")
    void chargesTheWindowOfTheCall() {
        var allowed = allowed(product("p").quota(5, 1, HOUR), "/v1/a");

        var charge = charge(allowed, allowed.key(), 7_199_999, 3);

        assertThat(charge.window()).isEqualTo(new Window(3_600_000, 7_200_000));
        assertThat(charge.weight()).isEqualTo(3);
        assertThat(charge.limit()).isEqualTo(5);
    }

    @Test
    @DisplayName("4.2: counters are on disk; their ids never change")
    void pinsTheIdOfACounter() {
        assertThat(counter(product("p").quota(5, 1, HOUR).operation("api", "/a", "POST", "GET"), "/v1/a"))
                .isEqualTo(CounterId.of("quota|00000000-0000-4000-8000-000000000001|"
                                + ProductBuilder.idOf("p")
                                + "|op:REST:api:/a[GET, POST]|1HOUR")
                        .of(OrganizationBuilder.environmentId("test"))
                        .of(KeyRing.APP));
    }

    private static ProductBuilder operations(CounterScope scope) {
        return product("p")
                .quota(5, 1, HOUR)
                .countedBy(scope)
                .operation("api", "/a")
                .operation("api", "/b")
                .operation("other", "/a");
    }

    private static Charge charge(Decision.Allowed allowed) {
        return charge(allowed, allowed.key(), TestCall.NOW, 1);
    }

    private static Charge charge(Decision.Allowed allowed, IndexedKey key, long nowMillis, long weight) {
        Limit limit = allowed.limits().getFirst();
        return (Charge) limit.claim(allowed.route(), key, nowMillis * 1_000, weight);
    }

    private static Charge chargeOf(Decision.Allowed allowed, UUID credential, UUID app) {
        var key = new IndexedKey(
                credential,
                allowed.key().status(),
                allowed.key().expiresAt(),
                new IndexedKey.AppState(app, "shop", allowed.key().appStatus()),
                allowed.key().owner(),
                allowed.key().grants());
        return charge(allowed, key, TestCall.NOW, 1);
    }

    private static CounterId counter(ProductBuilder product, String path) {
        return charge(allowed(product, path)).counter();
    }

    private static Limit.Windowed limit(ProductBuilder product, String path) {
        assertThat(allowed(product, path).limits()).hasSize(1);
        return (Limit.Windowed) allowed(product, path).limits().getFirst();
    }

    private static Decision.Allowed allowed(ProductBuilder product, String path) {
        return allowed(product, get(path));
    }

    private static Decision.Allowed allowed(ProductBuilder product, TestCall call) {
        var organization = organization()
                .deploy("api", "test", "/v1")
                .deploy("other", "test", "/other")
                .deploy("api", "prod", "/v1");
        return allowed(organization, product, call);
    }

    private static Decision.Allowed allowed(OrganizationBuilder organization, ProductBuilder product, String path) {
        return allowed(organization, product, get(path));
    }

    private static Decision.Allowed allowed(OrganizationBuilder organization, ProductBuilder product, TestCall call) {
        var keys = new KeyRing().key("k", new Grant(product.build().id(), Status.APPROVED));
        return (Decision.Allowed)
                Admission.decide(organization.product(product).catalogue(), keys, call.key("k"), Recorder.NONE);
    }
}
