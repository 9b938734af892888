package io.turnpike.decision;

import static io.turnpike.model.ProductBuilder.product;
import static io.turnpike.model.ProxySettingsBuilder.under;
import static io.turnpike.model.Quota.Unit.DAY;
import static io.turnpike.model.Quota.Unit.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.ProductBuilder;
import io.turnpike.model.Quota;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Which limits calls through a product can meet in an environment (runtime Q5; extensions 9).
class CeilingsTest {
    private static final Quota OWN = new Quota(5, 1, HOUR);

    /// Four proxies with quotas in `test`, one in `prod`; of the fifth the base path was taken before.
    private static List<String> of(ProductBuilder product) {
        Catalogue catalogue = OrganizationBuilder.organization()
                .product(product)
                .deploy("first", "test", under("/first").quota(1, 1, DAY).build())
                .deploy(
                        "second",
                        "test",
                        under("/second", "/2nd").quota(2, 1, DAY).build())
                .deploy(
                        "lenient",
                        "test",
                        under("/lenient").quota(3, 1, DAY).withoutQuota().build())
                .deploy(
                        "open",
                        "test",
                        under("/open")
                                .quota(4, 1, DAY)
                                .takes(CredentialPlaces.Mode.OPEN)
                                .build())
                .deploy("late", "test", under("/first").quota(9, 1, DAY).build())
                .deploy("plain", "test", "/plain")
                .deploy("first", "prod", under("/first").quota(8, 1, DAY).build())
                .catalogue();
        HostedEnvironment place = catalogue.environment("test.localhost", "test");
        return place.organization().product(product.build().id()).ceilings(place).stream()
                .map(ceiling -> (ceiling.limit().scope() + " " + ceiling.proxy() + " " + ceiling.operation()).strip()
                        + " " + ceiling.limit().most())
                .toList();
    }

    @Test
    @DisplayName("Q5: a proxy's quota holds for calls that the product gives none")
    void listsTheQuotasOfProxies() {
        assertThat(of(product("any"))).containsExactly("PROXY first 1", "PROXY second 2", "PROXY lenient 3");
        assertThat(of(product("some").proxies("second", "plain", "late"))).containsExactly("PROXY second 2");
        assertThat(of(product("limited").attribute("turnpike.limit.day", "7").proxies("first")))
                .containsExactly("PRODUCT 7", "PROXY first 1");
    }

    @Test
    @DisplayName("Q5: not where each call has a quota of the product's")
    void leavesOutQuotasThatHoldForNoCall() {
        assertThat(of(product("p").quota(100, 1, HOUR).proxies("first", "second")))
                .containsExactly("PRODUCT 100");
        assertThat(of(product("p").limitedOperation(OWN, "first", "/a"))).containsExactly("OPERATION first /a 5");
        assertThat(of(product("p").limitedOperation(OWN, "first", "/a").operation("first", "/b")))
                .containsExactly("OPERATION first /a 5", "PROXY first 1");
        assertThat(of(product("p").limitedOperation(OWN, "first", "/a").graphQl("second")))
                .containsExactly("OPERATION first /a 5", "PROXY second 2");
    }

    @Test
    @DisplayName("extensions 2: what a proxy does not enforce is not shown, but its own quota is")
    void leavesOutWhatIsNotEnforced() {
        assertThat(of(product("p").limitedOperation(OWN, "lenient", "/a").limitedOperation(OWN, "first", "/a")))
                .containsExactly("OPERATION first /a 5", "PROXY lenient 3");
    }

    @Test
    @DisplayName("extensions 2: what a product counts over its proxies is shown as long as one enforces it")
    void leavesOutWhatNoProxyEnforces() {
        ProductBuilder plain = product("p").quota(100, 1, HOUR);
        assertThat(of(plain.proxies("lenient"))).containsExactly("PROXY lenient 3");
        assertThat(of(plain.proxies("lenient", "first"))).containsExactly("PRODUCT 100", "PROXY lenient 3");

        ProductBuilder daily = product("p").attribute("turnpike.limit.day", "7");
        assertThat(of(daily.limitedOperation(OWN, "lenient", "/a"))).containsExactly("PROXY lenient 3");
        assertThat(of(daily.limitedOperation(OWN, "first", "/a")))
                .containsExactly("PRODUCT 7", "OPERATION first /a 5", "PROXY lenient 3");
    }

    @Test
    @DisplayName("C6: calls of an open proxy belong to no app")
    void leavesOutOpenProxies() {
        assertThat(of(product("p").proxies("open"))).isEmpty();
    }
}
