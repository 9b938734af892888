package io.turnpike.model;

import static io.turnpike.model.ProductBuilder.product;
import static io.turnpike.model.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.problem.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTest {
    @Test
    void checksItsNames() {
        assertInvalid(Kind.API_PRODUCT, "name", () -> product("a/b").build());
        assertInvalid(
                Kind.API_PRODUCT,
                "displayName",
                () -> product("p").displayName(" ").build());
        assertInvalid(
                Kind.API_PRODUCT,
                "displayName",
                () -> product("p").displayName("x".repeat(256)).build());
        assertThat(product("p").displayName("x".repeat(255)).build().terms().displayName())
                .hasSize(255);
    }

    @Test
    @DisplayName("T7: empty scopes are none")
    void dropsEmptyAndDoubledScopes() {
        assertThat(product("p").scopes("", "a", "b", "a").build().terms().scopes())
                .containsExactly("a", "b");
    }

    @Test
    void takesOneGroupOfEachType() {
        var terms = product("p").operation("api", "/x").graphQl("api").build().terms();

        assertThat(terms.group(OperationGroup.Type.REST)).isPresent();
        assertThat(terms.group(OperationGroup.Type.GRPC)).isEmpty();
        var twice = List.of(terms.groups().getFirst(), terms.groups().getFirst());
        assertInvalid(Kind.OPERATION, "operationGroup", () -> withGroups(terms, twice));
    }

    @Test
    @DisplayName("S003: resources beside a group, and proxies beside a payload group, are refused")
    void keepsGroupsAndListsApart() {
        assertInvalid(
                Kind.OPERATION,
                "apiResources",
                () -> product("p").resources("/x").operation("api", "/x").build());
        assertInvalid(
                Kind.OPERATION,
                "proxies",
                () -> product("p").proxies("api").payload("api", "tools/list").build());
        assertThat(product("p")
                        .proxies("api")
                        .operation("api", "/x")
                        .build()
                        .terms()
                        .proxies())
                .containsExactly("api");
    }

    @Test
    @DisplayName("management-api 1.6: 50 operation configurations over all groups")
    void holdsFiftyOperations() {
        var product = product("p").graphQl("api");
        IntStream.range(0, 49).forEach(i -> product.operation("api", "/x" + i));

        assertThat(product.build().terms().groups()).hasSize(2);
        assertInvalid(
                Kind.OPERATION,
                "operationConfigs",
                () -> product.operation("api", "/more").build());
    }

    @Test
    @DisplayName("management-api 1.6: 18 attributes, those of operations included, ours not counted")
    void countsTheAttributesOfOperationsIn() {
        var product = product("p").attribute("turnpike.state", "published");
        IntStream.range(0, 15).forEach(i -> product.attribute("a" + i, "x"));
        product.config(OperationGroup.Type.REST, config("b", "c", "turnpike.weight", "d"));

        assertThat(product.build().terms().attributes().list()).hasSize(16);
        assertInvalid(
                Kind.ATTRIBUTE, "attributes", () -> product.attribute("e", "x").build());
    }

    @Test
    @DisplayName("management-api 1.6: 3 attributes of an operation")
    void boundsTheAttributesOfAnOperation() {
        assertInvalid(Kind.OPERATION, "attributes", () -> config("a", "b", "c", "d"));
        assertThat(config("a", "b", "c", "turnpike.weight").attributes()).hasSize(4);
    }

    @Test
    @DisplayName("H6: one operation in each configuration, but for payload groups")
    void takesOneOperationInEachConfiguration() {
        var rest = new OperationConfig(
                "api",
                List.of(new Operation.Rest("/a", List.of()), new Operation.Rest("/b", List.of())),
                null,
                List.of());
        var payload = new OperationConfig(
                "api", List.of(new Operation.Payload("a"), new Operation.Payload("b")), null, List.of());

        assertInvalid(
                Kind.OPERATION, "operations", () -> new OperationGroup(OperationGroup.Type.REST, null, List.of(rest)));
        assertThat(new OperationGroup(OperationGroup.Type.PAYLOAD, null, List.of(payload)).configs())
                .hasSize(1);
    }

    @Test
    void takesOperationsOfItsOwnKindOnly() {
        var rest = new OperationConfig("api", List.of(new Operation.Rest("/a", List.of())), null, List.of());

        for (var type : OperationGroup.Type.values()) {
            if (type != OperationGroup.Type.REST) {
                assertInvalid(Kind.OPERATION, "operations", () -> new OperationGroup(type, null, List.of(rest)));
            }
        }
    }

    @Test
    void knowsProxyAndRemoteService() {
        assertThat(new OperationGroup(OperationGroup.Type.REST, null, List.of()).isRemoteService())
                .isFalse();
        assertThat(new OperationGroup(OperationGroup.Type.REST, "proxy", List.of()).isRemoteService())
                .isFalse();
        assertThat(new OperationGroup(OperationGroup.Type.REST, "remoteservice", List.of()).isRemoteService())
                .isTrue();
        assertInvalid(
                Kind.OPERATION,
                "operationConfigType",
                () -> new OperationGroup(OperationGroup.Type.REST, "other", List.of()));
    }

    @Test
    void needsAnApiSource() {
        assertInvalid(Kind.OPERATION, "apiSource", () -> new OperationConfig("", List.of(), null, List.of()));
    }

    @Test
    @DisplayName("G6: no subscriptions")
    void refusesSubscriptions() {
        assertInvalid(
                Kind.OPERATION, "operationTypes", () -> new Operation.GraphQl(List.of("query", "Subscription"), ""));
        assertThat(new Operation.GraphQl(List.of("query", "mutation"), "").types())
                .hasSize(2);
    }

    @Test
    void needsAGrpcService() {
        assertInvalid(Kind.OPERATION, "service", () -> new Operation.Grpc("", List.of()));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @DisplayName("M4: a missing slash is added, everything else stays as it is written")
    @CsvSource({"a, /a", "/a, /a", "**, /**", "/, /", "/a//b/, /a//b/", "/%2A/%c3%A9, /%2A/%c3%A9", "/a.b+c, /a.b+c"})
    void spellsResources(String given, String stored) {
        assertThat(new Operation.Rest(given, List.of()).resource()).isEqualTo(stored);
        assertThat(product("p").resources(given).build().terms().apiResources()).containsExactly(stored);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("M11, E6: wildcards joined to other characters, broken escapes, what is no path")
    @ValueSource(
            strings = {
                "", "/abc*/a", "/abc/*a", "/***", "/a**", "/*.json", "/%", "/%2", "/%zz", "/a b", "/a?b", "/a#b",
                "/a\\b", "/ä", "/a\n"
            })
    void refusesResources(String resource) {
        assertInvalid(Kind.OPERATION, "resource", () -> new Operation.Rest(resource, List.of()));
        assertInvalid(Kind.OPERATION, "resource", () -> new Operation.Llm(resource, "m", List.of()));
        assertInvalid(
                Kind.OPERATION,
                "resource",
                () -> product("p").resources(resource).build());
    }

    @Test
    void boundsTheSegmentsOfAResource() {
        assertThat(new Operation.Rest("/**".repeat(60), List.of()).resource()).hasSize(180);
        assertInvalid(Kind.OPERATION, "resource", () -> new Operation.Rest("/a".repeat(61), List.of()));
    }

    @Test
    @DisplayName("Q4: limits from 0, intervals from 1")
    void checksQuotas() {
        assertThat(new Quota(0, 1, Quota.Unit.DAY).limit()).isZero();
        assertInvalid(Kind.QUOTA, "quota", () -> new Quota(-1, 1, Quota.Unit.DAY));
        assertInvalid(Kind.QUOTA, "quotaInterval", () -> new Quota(1, 0, Quota.Unit.DAY));
        assertInvalid(Kind.QUOTA, "quotaInterval", () -> new Quota(1, -1, Quota.Unit.DAY));
    }

    private static OperationConfig config(String... attributes) {
        return new OperationConfig(
                "api",
                List.of(new Operation.Rest("/x", List.of())),
                null,
                List.of(attributes).stream()
                        .map(name -> new Attribute(name, "x"))
                        .toList());
    }

    private static Product.Terms withGroups(Product.Terms terms, List<OperationGroup> groups) {
        return new Product.Terms(
                terms.displayName(),
                terms.description(),
                terms.approval(),
                terms.attributes(),
                terms.environments(),
                terms.proxies(),
                terms.apiResources(),
                terms.scopes(),
                terms.quota(),
                terms.counterScope(),
                groups,
                null,
                null);
    }
}
