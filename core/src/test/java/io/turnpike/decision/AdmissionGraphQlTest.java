package io.turnpike.decision;

import static io.turnpike.decision.GraphQl.Type.MUTATION;
import static io.turnpike.decision.GraphQl.Type.QUERY;
import static io.turnpike.decision.OrganizationBuilder.organization;
import static io.turnpike.model.ProductBuilder.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.GraphQl.Flaw;
import io.turnpike.decision.GraphQl.Operation;
import io.turnpike.model.CounterScope;
import io.turnpike.model.Product;
import io.turnpike.model.ProductBuilder;
import io.turnpike.model.Quota;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which products cover GraphQL calls (runtime 3.2, ruling 2).
class AdmissionGraphQlTest {
    private static final GraphQl GET_USER = asked(new Operation(QUERY, "getUser"));

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            getUser, QUERY,         QUERY, getUser,       QUERY getUser
            getUser, QUERY,         QUERY, '',            NO_PRODUCT
            getUser, QUERY,         QUERY, GetUser,       NO_PRODUCT
            '',      QUERY,         QUERY, '',            QUERY
            '',      QUERY,         MUTATION, m,          NO_PRODUCT
            '',      query,         QUERY, x,             query
            '',      ALL,           MUTATION, m,          ALL
            '',      -,             MUTATION, m,          ALL
            getUser, -,             MUTATION, getUser,    ALL getUser
            '',      -,             SUBSCRIPTION, s,      NO_PRODUCT
            '',      nonsense,      QUERY, x,             NO_PRODUCT
            '',      -,             PERSISTED, '',        ALL
            '',      QUERY,         PERSISTED, '',        NO_PRODUCT
            getUser, -,             PERSISTED, '',        NO_PRODUCT
            """)
    @DisplayName("G4 to G6, G10: an operation is covered by its type and name")
    void matchesTypesAndNames(String name, String type, GraphQl.Type askedType, String askedName, String outcome) {
        var product =
                type == null ? product("p").graphQl("api", name) : product("p").graphQl("api", name, type);

        assertThat(outcome(product, asked(new Operation(askedType, askedName)))).isEqualTo(outcome);
    }

    @Test
    @DisplayName("G7: one without a name includes those with one, unless the most specific goes first")
    void prefersTheMoreInclusive() {
        var product = product("p").graphQl("api", "getUser", "QUERY").graphQl("api", "", "QUERY");

        assertThat(outcome(product, GET_USER)).isEqualTo("QUERY");
        assertThat(outcome(organization().property("turnpike.operations.match", "mostSpecific"), product, GET_USER))
                .isEqualTo("QUERY getUser");
    }

    @Test
    @DisplayName("G1, ruling 2: on a proxy with GraphQL operations, the path rules of that product do not hold")
    void closesPathsBesideAGraphQlGroup() {
        var product =
                product("p").operation("api", "/**").operation("other", "/**").graphQl("api", "getUser");

        assertThat(outcome(product, asked(new Operation(QUERY, "other")))).isEqualTo("NO_PRODUCT");
        assertThat(outcome(product, Flaw.INVALID_REQUEST)).isEqualTo("INVALID_GRAPHQL");
        assertThat(outcome(organization(), product, TestCall.get("/other/x"))).isEqualTo("/**");
    }

    @Test
    @DisplayName("ruling 2: what is no GraphQL makes the product not match, and is told where no other one does")
    void goesOnToTheNextProduct() {
        var graphQl = product("p").graphQl("api");

        assertThat(outcome(graphQl, Flaw.INVALID_REQUEST)).isEqualTo("INVALID_GRAPHQL");
        assertThat(outcome(graphQl, Flaw.UNSUPPORTED_TYPE)).isEqualTo("UNSUPPORTED_GRAPHQL_TYPE");
        assertThat(outcome(graphQl, Flaw.MUTATION_OVER_GET)).isEqualTo("GRAPHQL_MUTATION_OVER_GET");
        assertThat(outcome(List.of(graphQl, product("q").operation("api", "/")), Flaw.INVALID_REQUEST))
                .isEqualTo("/");
    }

    @Test
    @DisplayName("a call is not decided before its GraphQL was looked for, and only if a product depends on it")
    void asksForTheGraphQl() {
        var graphQl = product("p").graphQl("api");
        var paths = product("q").operation("api", "/");

        assertThat(outcome(organization(), graphQl, TestCall.get("/v1/x"))).isEqualTo("UNREAD_GRAPHQL");
        assertThat(outcome(List.of(paths, graphQl), null)).isEqualTo("/");
        assertThat(outcome(List.of(graphQl, paths), null)).isEqualTo("UNREAD_GRAPHQL");
    }

    @Test
    @DisplayName("G8: a batch is allowed as a whole, and each operation counts against its own limit")
    void chargesEachOperationOfABatch() {
        var product =
                product("p").quota(10, 1, Quota.Unit.HOUR).graphQl("api", "a").graphQl("api", "b");
        var batch = asked(new Operation(QUERY, "a"), new Operation(QUERY, "b"), new Operation(MUTATION, "a"));

        var allowed = (Decision.Allowed) decide(organization(), List.of(product), call(batch));

        assertThat(outcome(allowed)).isEqualTo("ALL a + ALL b + ALL a");
        assertThat(allowed.limits()).hasSize(2);
        assertThat(allowed.limits().stream().map(limit -> allowed.weight(limit, TestCall.get("/v1/x"))))
                .containsExactly(2L, 1L);
        assertThat(outcome(product, asked(new Operation(QUERY, "a"), new Operation(QUERY, "c"))))
                .isEqualTo("NO_PRODUCT");
    }

    @Test
    @DisplayName("G8: operations that share a counter count one each against it")
    void chargesASharedCounterForEach() {
        var product = product("p")
                .quota(10, 1, Quota.Unit.HOUR)
                .countedBy(CounterScope.PRODUCT)
                .graphQl("api", "a")
                .graphQl("api", "b");
        var batch = asked(new Operation(QUERY, "a"), new Operation(QUERY, "b"));

        var allowed = (Decision.Allowed) decide(organization(), List.of(product), call(batch));

        assertThat(allowed.limits()).hasSize(1);
        assertThat(allowed.weight(allowed.limits().getFirst(), TestCall.get("/v1/x")))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            pkg.Service, -,   /pkg.Service/Get,       /pkg.Service
            pkg.Service, Get, /pkg.Service/Get,       /pkg.Service/Get
            pkg.Service, Get, /pkg.Service/get,       NO_PRODUCT
            pkg.Service, Get, /pkg.service/Get,       NO_PRODUCT
            pkg.Service, Get, /pkg.Service/List,      NO_PRODUCT
            pkg.Service, -,   /pkg.Service/Get/x,     NO_PRODUCT
            pkg.Service, -,   /pkg.Service,           NO_PRODUCT
            pkg.Service, -,   /Service/Get,           NO_PRODUCT
            """)
    @DisplayName("K2, K3: a gRPC call is covered by its service and method, taken from the full path")
    void matchesServicesAndMethods(String service, String method, String path, String outcome) {
        var product = method == null
                ? product("p").grpc("grpc", service)
                : product("p").grpc("grpc", service, method);
        var call = TestCall.of("POST", path).header("content-type", "application/grpc");

        assertThat(outcome(organization(), product, call)).isEqualTo(outcome);
    }

    private static GraphQl asked(Operation... operations) {
        return new GraphQl.Operations(List.of(operations));
    }

    private static TestCall call(GraphQl read) {
        return TestCall.of("POST", "/v1").asking(read);
    }

    private static String outcome(ProductBuilder product, GraphQl read) {
        return outcome(organization(), product, call(read));
    }

    private static String outcome(OrganizationBuilder organization, ProductBuilder product, GraphQl read) {
        return outcome(organization, product, call(read));
    }

    private static String outcome(OrganizationBuilder organization, ProductBuilder product, TestCall call) {
        return outcome(decide(organization, List.of(product), call));
    }

    private static String outcome(List<ProductBuilder> products, GraphQl read) {
        return outcome(decide(organization(), products, call(read)));
    }

    private static Decision decide(OrganizationBuilder organization, List<ProductBuilder> products, TestCall call) {
        organization
                .deploy("api", "test", "/v1")
                .deploy("other", "test", "/other")
                .deploy("grpc", "test", "/");
        products.forEach(organization::product);
        String[] names =
                products.stream().map(ProductBuilder::build).map(Product::name).toArray(String[]::new);
        return Admission.decide(organization.catalogue(), new KeyRing().good("k", names), call.key("k"), Recorder.NONE);
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case Decision.Allowed allowed ->
                allowed.operations().stream().map(CompiledOperation::text).collect(Collectors.joining(" + "));
            case Decision.Preflight _ -> "preflight";
            case Decision.Refused refused -> refused.refusal().name();
        };
    }
}
