package io.turnpike.decision;

import static io.turnpike.decision.OrganizationBuilder.organization;
import static io.turnpike.decision.TestCall.get;
import static io.turnpike.model.ProductBuilder.idOf;
import static io.turnpike.model.ProductBuilder.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.UnusableProduct;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganizationCatalogueTest {
    @Test
    void compilesOnlyProductsThatChanged() {
        var before = OrganizationCatalogue.of(
                organization()
                        .product(product("same"))
                        .product(product("changed"))
                        .product(product("gone"))
                        .contents(),
                null);
        var now = organization()
                .product(product("changed").version(2))
                .product(product("new"))
                .contents();
        var kept = before.current(now.organization(), Map.of(idOf("same"), 1L, idOf("changed"), 2L, idOf("new"), 1L));
        var after = OrganizationCatalogue.of(
                new OrganizationCatalogue.Contents(
                        now.organization(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new OrganizationCatalogue.StoredProducts(now.products().changed(), List.of(), kept),
                        Map.of()),
                before);

        assertThat(kept).containsExactly(idOf("same"));
        assertThat(after.product(idOf("same"))).isSameAs(before.product(idOf("same")));
        assertThat(after.product(idOf("changed"))).isNotSameAs(before.product(idOf("changed")));
        assertThat(after.product(idOf("new"))).isNotNull();
        assertThat(after.product(idOf("gone"))).isNull();
    }

    @Test
    @DisplayName("a product that cannot be read matches nothing, hides no other, and is read again once it changed")
    void holdsAnUnusableProductWithoutOperations() {
        var contents = organization()
                .deploy("api", "test", "/v1")
                .product(product("good"))
                .contents();
        var organization = OrganizationCatalogue.of(
                new OrganizationCatalogue.Contents(
                        contents.organization(),
                        contents.environments(),
                        contents.groups(),
                        contents.deployments(),
                        new OrganizationCatalogue.StoredProducts(
                                contents.products().changed(),
                                List.of(new UnusableProduct(idOf("bad"), "bad", 3, "its terms are no JSON")),
                                Set.of()),
                        Map.of()),
                null);
        var catalogue = Catalogue.EMPTY.with(organization, 1);

        assertThat(Admission.decide(
                        catalogue, new KeyRing().good("k", "bad"), get("/v1/").key("k"), Recorder.NONE))
                .isInstanceOf(Decision.Refused.class);
        assertThat(Admission.decide(
                        catalogue,
                        new KeyRing().good("k", "bad", "good"),
                        get("/v1/").key("k"),
                        Recorder.NONE))
                .isInstanceOf(Decision.Allowed.class);
        assertThat(organization.current(contents.organization(), Map.of(idOf("bad"), 3L, idOf("good"), 1L)))
                .containsExactlyInAnyOrder(idOf("bad"), idOf("good"));
        assertThat(organization.current(contents.organization(), Map.of(idOf("bad"), 4L)))
                .isEmpty();
    }

    @Test
    @DisplayName("O5, DOC-REL14: a switch that is turned changes products that did not change themselves")
    void compilesAllProductsWhenASwitchIsTurned() {
        var product = product("p").resources("/");
        var before = OrganizationCatalogue.of(organization().product(product).contents(), null);
        var narrow = organization()
                .property("features.isSingleForwardSlashBlockingEnabled", "true")
                .deploy("api", "test", "/v1")
                .product(product);
        var turned = narrow.contents();
        var catalogue = Catalogue.EMPTY.with(OrganizationCatalogue.of(turned, before), 2);
        assertThat(before.current(turned.organization(), Map.of(idOf("p"), 1L))).isEmpty();
        var keys = new KeyRing().good("k", "p");

        assertThat(Admission.decide(catalogue, keys, get("/v1/").key("k"), Recorder.NONE))
                .isInstanceOf(Decision.Allowed.class);
        assertThat(Admission.decide(catalogue, keys, get("/v1/x").key("k"), Recorder.NONE))
                .isInstanceOf(Decision.Refused.class);
    }

    @Test
    void namesEveryDecisionByItsRevision() {
        var catalogue = Catalogue.EMPTY.with(
                OrganizationCatalogue.of(
                        organization().deploy("api", "test", "/v1").contents(), null),
                4711);

        assertThat(Admission.decide(catalogue, new KeyRing(), get("/v1"), Recorder.NONE)
                        .revision())
                .isEqualTo(4711);
        assertThat(Admission.decide(catalogue, new KeyRing(), get("/v2"), Recorder.NONE)
                        .revision())
                .isEqualTo(4711);
    }

    @ParameterizedTest(name = "{1} at {0}: {2}")
    @DisplayName("Extensions 1: the environment of a reserved path is one of the host's group")
    @CsvSource({
        "test.localhost, test, true",
        "prod.localhost, test, false",
        "a.example, test, false",
        "TEST.localhost:8080, test, true",
        "[::1]:80, test, false",
        "a.wild.example, test, true",
        "a.wild.example, prod, true",
        "a.wild.example, Prod, false",
    })
    void findsTheEnvironmentsOfAHost(String host, String name, boolean isThere) {
        var catalogue = organization().group("*.wild.example", "test", "prod").catalogue();
        var hosted = catalogue.environment(host, name);

        assertThat(hosted == null ? "" : hosted.environment().name()).isEqualTo(isThere ? name : "");
        assertThat(hosted == null ? "" : hosted.organization().name()).isEqualTo(isThere ? "acme" : "");
    }

    @ParameterizedTest(name = "''{0}'': ietf {1}, legacy {2}")
    @DisplayName("4.6: turnpike.ratelimit.headers")
    @CsvSource({
        "'ietf,legacy', true, true",
        "ietf, true, false",
        "legacy, false, true",
        "off, false, false",
        ", true, true",
    })
    void readsWhichRateFieldsAreSent(String property, boolean ietf, boolean legacy) {
        var properties = new LinkedHashMap<String, String>();
        if (property != null) {
            properties.put("turnpike.ratelimit.headers", property);
        }
        var catalogue = OrganizationBuilder.bare(new UUID(0, 3))
                .environment("e", properties)
                .group("*", "e")
                .deploy("api", "e", "/")
                .catalogue();

        assertThat(catalogue.route("x", RequestPath.parse("/")).environment().rateFields())
                .isEqualTo(new EnforcedEnvironment.RateFields(ietf, legacy));
    }

    @Test
    @DisplayName("4.6, X10, O5: properties that are not set, or not to these values, switch nothing")
    void switchesNothingByDefault() {
        assertThat(switches(Map.of())).isEqualTo(new Switches(false, false, false, false));
        assertThat(switches(Map.of(
                        "turnpike.operations.match", "mostInclusive",
                        "features.isSingleForwardSlashBlockingEnabled", "false",
                        "features.keymanagement.disable.unbounded.permissions", "no",
                        "features.isHTTPStatusTooManyRequestEnabled", "true")))
                .isEqualTo(new Switches(false, false, false, false));
        assertThat(switches(Map.of(
                        "turnpike.operations.match", "mostSpecific",
                        "features.isSingleForwardSlashBlockingEnabled", "true",
                        "features.keymanagement.disable.unbounded.permissions", "TRUE",
                        "features.isHTTPStatusTooManyRequestEnabled", "false")))
                .isEqualTo(new Switches(true, true, true, true));
    }

    private static Switches switches(Map<String, String> properties) {
        var builder = organization();
        properties.forEach(builder::property);
        return OrganizationCatalogue.of(builder.contents(), null).switches();
    }
}
