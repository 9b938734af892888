package io.turnpike.decision;

import static io.turnpike.decision.OrganizationBuilder.organization;
import static io.turnpike.decision.TestCall.get;
import static io.turnpike.model.ProductBuilder.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.OperationGroup;
import io.turnpike.model.ProductBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which product covers a call (runtime 1.4 and 1.6).
class AdmissionProductTest {
    private static final String UNBOUNDED = "features.keymanagement.disable.unbounded.permissions";

    @ParameterizedTest(name = "key of {0}, {1} {2}: {3}")
    @DisplayName("1.6: viewer, creator and admin")
    @CsvSource({
        ",        GET,    /apikey/users,      MISSING_KEY",
        "viewer,  GET,    /apikey/users,      GET /*/users",
        "viewer,  GET,    /apikey/users/1234, GET /*/users/*",
        "creator, GET,    /apikey/users,      NO_PRODUCT",
        "creator, POST,   /apikey/users,      POST /*/users",
        "viewer,  POST,   /apikey/users,      NO_PRODUCT",
        "viewer,  DELETE, /apikey/users/1234, NO_PRODUCT",
        "admin,   GET,    /apikey/users,      GET /*/users",
        "admin,   POST,   /apikey/users,      POST /*/users",
        "admin,   DELETE, /apikey/users/1234, DELETE /*/users/*",
        "admin,   DELETE, /apikey/users,      NO_PRODUCT",
    })
    void decidesTheWorkedExamples(String key, String method, String suffix, String outcome) {
        var catalogue = organization()
                .deploy("samples", "test", "/v1/samples/apiproduct-operations")
                .product(product("viewer")
                        .operation("samples", "/*/users", "GET")
                        .operation("samples", "/*/users/*", "GET"))
                .product(product("creator").operation("samples", "/*/users", "POST"))
                .product(product("admin")
                        .operation("samples", "/*/users", "GET")
                        .operation("samples", "/*/users/*", "GET")
                        .operation("samples", "/*/users", "POST")
                        .operation("samples", "/*/users/*", "DELETE"))
                .catalogue();
        var keys = new KeyRing()
                .good("viewer", "viewer")
                .good("creator", "creator")
                .good("admin", "admin");
        var call = TestCall.of(method, "/v1/samples/apiproduct-operations" + suffix);

        var decision = Admission.decide(catalogue, keys, key == null ? call : call.key(key), Recorder.NONE);

        assertThat(outcome(decision)).isEqualTo(outcome);
    }

    @Test
    @DisplayName("X1: the first product in the order of the credential, however specific the others are")
    void takesTheFirstProductThatMatches() {
        var wide = product("wide").operation("api", "/**");
        var exact = product("exact").operation("api", "/x", "GET");

        assertThat(productOf(List.of(wide, exact), get("/v1/x"), "wide", "exact"))
                .isEqualTo("wide");
        assertThat(productOf(List.of(wide, exact), get("/v1/x"), "exact", "wide"))
                .isEqualTo("exact");
        assertThat(productOf(List.of(wide, exact), get("/v1/y"), "exact", "wide"))
                .isEqualTo("wide");
    }

    @Test
    @DisplayName("X3: no environments means all, else the routed one must be listed exactly")
    void matchesEnvironments() {
        assertThat(steps(product("p"), get("/v1/x"))).endsWith("p matched ");
        assertThat(steps(product("p").environments("prod", "test"), get("/v1/x")))
                .endsWith("p matched ");
        assertThat(steps(product("p").environments("prod"), get("/v1/x"))).endsWith("p: WRONG_ENVIRONMENT");
        assertThat(steps(product("p").environments("Test"), get("/v1/x"))).endsWith("p: WRONG_ENVIRONMENT");
        assertThat(steps(product("p").environments("prod"), get("/v1/x").host("prod.localhost")))
                .endsWith("p matched ");
    }

    @Test
    @DisplayName("X4: with a group, the list of proxies decides nothing")
    void letsOnlyTheGroupDecide() {
        var product = product("p").proxies("api").operation("other", "/x");

        assertThat(steps(product, get("/v1/x"))).endsWith("p: WRONG_PROXY");
        assertThat(steps(product, get("/other/x"))).endsWith("p matched /x");
    }

    @Test
    @DisplayName("X5: a group without configurations matches nothing")
    void matchesNothingByAnEmptyGroup() {
        assertThat(steps(product("p").emptyGroup(OperationGroup.Type.REST), get("/v1/x")))
                .endsWith("p: WRONG_PROXY");
    }

    @ParameterizedTest(name = "proxies ''{0}'', resources ''{1}'', {2}: {3}")
    @DisplayName("X6 to X9: proxies and resources of products without groups")
    @CsvSource({
        "api, /x, /v1/x,    p matched /x",
        "api, /x, /v1/y,    p: WRONG_PATH",
        "api, /x, /other/x, p: WRONG_PROXY",
        "api, '', /v1/x/y,  'p matched '",
        "api, '', /v1,      'p matched '",
        "api, '', /other/x, p: WRONG_PROXY",
        "'',  /x, /v1/x,    p matched /x",
        "'',  /x, /other/x, p matched /x",
        "'',  /x, /other/y, p: WRONG_PATH",
        "'',  '', /other,   'p matched '",
    })
    void matchesProductsWithoutGroups(String proxy, String resource, String path, String step) {
        var product = product("p");
        if (!proxy.isEmpty()) {
            product.proxies(proxy);
        }
        if (!resource.isEmpty()) {
            product.resources(resource);
        }

        assertThat(steps(product, get(path))).endsWith(step);
    }

    @Test
    @DisplayName("X6, M10: several resources are a union and apply to each proxy")
    void matchesAnyResourceOnAnyListedProxy() {
        var product = product("p").proxies("api", "other", "api").resources("/a", "/b/*");

        assertThat(steps(product, get("/v1/a"))).endsWith("p matched /a");
        assertThat(steps(product, get("/other/b/1"))).endsWith("p matched /b/*");
        assertThat(steps(product, get("/other/c"))).endsWith("p: WRONG_PATH");
    }

    @Test
    @DisplayName("X10: the organization may forbid products without proxy and resource")
    void rulesOutUnboundedProductsWhereTheOrganizationSaysSo() {
        assertThat(stepsUnder(UNBOUNDED, product("p"))).endsWith("p: UNBOUNDED");
        assertThat(stepsUnder(UNBOUNDED, product("p").proxies("api"))).endsWith("p matched ");
        assertThat(stepsUnder(UNBOUNDED, product("p").resources("/x"))).endsWith("p matched /x");
        assertThat(stepsUnder(UNBOUNDED, product("p").operation("api", "/x"))).endsWith("p matched /x");
    }

    @Test
    @DisplayName("X10c: a key without products opens nothing")
    void refusesAKeyWithoutProducts() {
        var catalogue = organization().deploy("api", "test", "/v1").catalogue();

        var decision = Admission.decide(
                catalogue, new KeyRing().good("k"), get("/v1/x").key("k"), Recorder.NONE);

        assertThat(outcome(decision)).isEqualTo("NO_PRODUCT");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"application/grpc", "application/grpc+proto", "Application/gRPC+json", "application/grpc;x=y"})
    @DisplayName("ruling 3: a gRPC call needs a gRPC operation where the product has some for the proxy")
    void closesGrpcCallsBesideAGrpcGroup(String type) {
        var both = product("p").operation("api", "/**").grpc("api", "pkg.Service");
        var elsewhere = product("p").operation("api", "/**").grpc("other", "pkg.Service");
        var call = TestCall.of("POST", "/v1/pkg.Service/Get").header("content-type", type);

        assertThat(steps(both, call)).endsWith("p: WRONG_OPERATION");
        assertThat(steps(elsewhere, call)).endsWith("p matched /**");
    }

    @Test
    @DisplayName("ruling 3: other calls follow the path rules beside a gRPC group")
    void leavesOtherCallsToThePathsBesideAGrpcGroup() {
        var both = product("p").operation("api", "/**").grpc("api", "pkg.Service");

        assertThat(steps(both, get("/v1/x"))).endsWith("p matched /**");
        assertThat(steps(both, get("/v1/x").header("content-type", "application/grpcx")))
                .endsWith("p matched /**");
        assertThat(steps(both, TestCall.of("POST", "/v1/x").header("content-type", "application/json")))
                .endsWith("p matched /**");
    }

    @Test
    @DisplayName("X5, fail closed: groups of protocols that are not enforced open nothing")
    void opensNothingByGroupsThatAreNotEnforced() {
        assertThat(steps(product("p").grpc("api", "pkg.Service"), get("/v1/x"))).endsWith("p: WRONG_OPERATION");
        assertThat(steps(product("p").llm("api", "/**"), get("/v1/x"))).endsWith("p: WRONG_OPERATION");
        assertThat(steps(product("p").payload("api", "tools/list"), get("/v1/x")))
                .endsWith("p: WRONG_OPERATION");
        assertThat(steps(product("p").llm("api", "/**"), get("/other/x"))).endsWith("p: WRONG_PROXY");
        assertThat(steps(product("p").llm("api", "/**").operation("api", "/y"), get("/v1/x")))
                .endsWith("p: WRONG_PATH");
    }

    @Test
    @DisplayName("ruling 24: groups of a remote service match nothing here")
    void opensNothingByARemoteService() {
        assertThat(steps(product("p").operation("api", "/**").ofRemoteService(), get("/v1/x")))
                .endsWith("p: WRONG_PROXY");
    }

    @Test
    void tellsEachStepInOrderWithTheFirstReasonOfEachProduct() {
        var catalogue = organization()
                .deploy("api", "test", "/v1")
                .product(product("environment").environments("prod").operation("other", "/y"))
                .product(product("proxy").operation("other", "/x"))
                .product(product("path").operation("api", "/y", "POST"))
                .product(product("method").operation("api", "/x", "POST").operation("api", "/y"))
                .product(product("match").operation("api", "/x", "POST", "GET"))
                .product(product("never"))
                .catalogue();
        var keys = new KeyRing().good("k", "environment", "proxy", "path", "method", "deleted", "match", "never");
        var steps = new WrittenSteps();

        var recorded = Admission.decide(catalogue, keys, get("/v1/x").key("k"), steps);

        assertThat(steps.lines())
                .containsExactly(
                        "route api in test",
                        "credential HEADER of shop",
                        "environment: WRONG_ENVIRONMENT",
                        "proxy: WRONG_PROXY",
                        "path: WRONG_PATH",
                        "method: WRONG_METHOD",
                        "gone: UNKNOWN_PRODUCT",
                        "match matched POST,GET /x");
        assertThat(Admission.decide(catalogue, keys, get("/v1/x").key("k"), Recorder.NONE))
                .isEqualTo(recorded);
    }

    @Test
    void tellsTheStepAtWhichACallIsRefused() {
        var organization = organization().deploy("api", "test", "/v1");

        assertThat(stepsOf(organization, get("/v2"))).containsExactly("no route");
        assertThat(stepsOf(organization, get("/v1"))).containsExactly("route api in test", "credential nowhere");
        assertThat(stepsOf(organization, get("/v1").key("unknown")))
                .containsExactly("route api in test", "credential HEADER");
        assertThat(stepsOf(organization, get("/v1").query("apikey", "k")))
                .containsExactly("route api in test", "credential QUERY of shop");
        assertThat(stepsOf(organization, get("/v1").query("x-api-key", "k")))
                .containsExactly("route api in test", "credential QUERY_BY_HEADER_NAME of shop");
        assertThat(stepsOf(organization, get("/v1").header("authorization", "Bearer t")))
                .containsExactly("route api in test", "credential AUTHORIZATION");
        assertThat(stepsOf(organization, get("/v1").key("a").key("b")))
                .containsExactly("route api in test", "credential HEADER");
    }

    private static List<String> stepsOf(OrganizationBuilder organization, TestCall call) {
        var steps = new WrittenSteps();
        Admission.decide(organization.catalogue(), new KeyRing().good("k"), call, steps);
        return steps.lines();
    }

    private static List<String> steps(ProductBuilder product, TestCall call) {
        return steps(organization(), product, call);
    }

    private static List<String> stepsUnder(String property, ProductBuilder product) {
        return steps(organization().property(property, "true"), product, get("/v1/x"));
    }

    private static List<String> steps(OrganizationBuilder organization, ProductBuilder product, TestCall call) {
        var catalogue = organization
                .deploy("api", "test", "/v1")
                .deploy("other", "test", "/other")
                .deploy("api", "prod", "/v1")
                .product(product)
                .catalogue();
        var steps = new WrittenSteps();
        Admission.decide(catalogue, new KeyRing().good("k", "p"), call.key("k"), steps);
        return steps.lines();
    }

    private static String productOf(List<ProductBuilder> products, TestCall call, String... order) {
        var organization = organization().deploy("api", "test", "/v1");
        products.forEach(organization::product);
        var decision = Admission.decide(
                organization.catalogue(), new KeyRing().good("k", order), call.key("k"), Recorder.NONE);
        return Stream.of(decision)
                .map(Decision.Allowed.class::cast)
                .findFirst()
                .orElseThrow()
                .product()
                .name();
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case Decision.Allowed allowed -> allowed.operation().text();
            case Decision.Preflight _ -> "preflight";
            case Decision.Refused refused -> refused.refusal().name();
        };
    }
}
