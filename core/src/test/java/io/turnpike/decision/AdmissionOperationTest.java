package io.turnpike.decision;

import static io.turnpike.decision.OrganizationBuilder.organization;
import static io.turnpike.decision.TestCall.get;
import static io.turnpike.model.ProductBuilder.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.chance.Chance;
import io.turnpike.model.Attribute;
import io.turnpike.model.Operation;
import io.turnpike.model.OperationConfig;
import io.turnpike.model.OperationGroup;
import io.turnpike.model.ProductBuilder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which operation of a product covers a call (runtime 1.5 and 3.1).
class AdmissionOperationTest {
    private static final String MATCH = "turnpike.operations.match";

    @Test
    @DisplayName("O1, O5: the most inclusive operation, or the most specific one where the organization says so")
    void takesTheMostInclusiveOperation() {
        var product = product("p").operation("api", "/big", "GET").operation("api", "/**", "GET");

        assertThat(operation(organization(), product, get("/v1/big"))).isEqualTo("GET /**");
        assertThat(operation(organization().property(MATCH, "mostSpecific"), product, get("/v1/big")))
                .isEqualTo("GET /big");
        assertThat(operation(organization().property(MATCH, "mostInclusive"), product, get("/v1/big")))
                .isEqualTo("GET /**");
    }

    @Test
    @DisplayName("O1: / hides /**, and /** hides the rest, in whatever order they were written")
    void putsTheSlashFirst() {
        var product = product("p")
                .operation("api", "/a/b")
                .operation("api", "/*/b")
                .operation("api", "/a/**")
                .operation("api", "/**")
                .operation("api", "/");

        assertThat(operation(organization(), product, get("/v1/a/b"))).isEqualTo("/");
    }

    @Test
    @DisplayName("O3: of equal resources the one for every method, then the earlier one")
    void prefersEveryMethodThenTheEarlierOne() {
        var any = product("p").operation("api", "/x", "GET").operation("api", "/x");
        var twice = product("p").operation("api", "/x", "GET").operation("api", "/x", "GET", "POST");

        assertThat(operation(organization(), any, get("/v1/x"))).isEqualTo("/x");
        assertThat(operation(organization().property(MATCH, "mostSpecific"), any, get("/v1/x")))
                .isEqualTo("/x");
        assertThat(operation(organization(), twice, get("/v1/x"))).isEqualTo("GET /x");
    }

    @Test
    @DisplayName("1.5: a more inclusive operation that does not allow the method does not hide a smaller one")
    void goesOnToTheNextOperationWhereTheMethodIsNotAllowed() {
        var product = product("p").operation("api", "/**", "POST").operation("api", "/x", "GET");

        assertThat(operation(organization(), product, get("/v1/x"))).isEqualTo("GET /x");
    }

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @DisplayName("H1, H2, ruling 25: exact names, nothing implies another, all but CONNECT and TRACE without a list")
    @CsvSource({
        "'', GET, true",
        "'', PROPFIND, true",
        "'', get, true",
        "'', CONNECT, false",
        "'', TRACE, false",
        "ALL, DELETE, true",
        "ALL, TRACE, false",
        "ALL, CONNECT, false",
        "GET, GET, true",
        "GET, HEAD, false",
        "GET, OPTIONS, false",
        "GET, get, false",
        "get, get, true",
        "get, GET, false",
        "GET POST, POST, true",
        "GET POST, PUT, false",
        "ALL GET, PUT, false",
        "PROPFIND, PROPFIND, true",
    })
    void allowsMethods(String methods, String method, boolean allowed) {
        var set = MethodSet.of(methods.isEmpty() ? List.of() : List.of(methods.split(" ")));

        assertThat(set.allows(method)).isEqualTo(allowed);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"PUT", "HEAD", "OPTIONS"})
    @DisplayName("H5: a method that no operation allows is a product that does not match")
    void refusesAMethodLikeAPath(String method) {
        var product = product("p").operation("api", "/x", "GET").operation("api", "/x", "POST");

        assertThat(operation(organization(), product, TestCall.of(method, "/v1/x")))
                .isEqualTo("NO_PRODUCT");
    }

    @Test
    @DisplayName("H6: several methods of one operation")
    void matchesAnyMethodOfAnOperation() {
        var product = product("p").operation("api", "/x", "GET", "PUT", "POST", "DELETE");

        assertThat(operation(organization(), product, TestCall.of("DELETE", "/v1/x")))
                .isEqualTo("GET,PUT,POST,DELETE /x");
    }

    @Test
    @DisplayName("O6: the operation carries its own attributes")
    void carriesTheAttributesOfTheOperation() {
        var attributes = List.of(new Attribute("message-weight", "5"));
        var config = new OperationConfig("api", List.of(new Operation.Rest("/x", List.of())), null, attributes);
        var catalogue = organization()
                .deploy("api", "test", "/v1")
                .product(product("p").config(OperationGroup.Type.REST, config))
                .catalogue();

        var decision = Admission.decide(
                catalogue, new KeyRing().good("k", "p"), get("/v1/x").key("k"), Recorder.NONE);

        assertThat(((Decision.Allowed) decision).operation().attributes()).isEqualTo(attributes);
    }

    @Test
    void neverThrowsWhateverIsSent() {
        long seed = Chance.seed();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        var catalogue = organization()
                .group("*", "test")
                .deploy("api", "test", "/v1")
                .deploy("any", "test", "/*/x")
                .product(product("p").operation("api", "/**/a/*", "GET").operation("any", "/", "ALL"))
                .catalogue();
        var keys = new KeyRing().good("k", "p");
        int admitted = 0;
        for (int i = 0; i < 100_000; i++) {
            var call = TestCall.of(text(random, "GETPUL"), path(random)).host(text(random, "ab.*"));
            call.header("authorization", text(random, "Bearer k")).query("apikey", text(random, "k"));
            admitted += Admission.decide(catalogue, keys, call, Recorder.NONE) instanceof Decision.Allowed ? 1 : 0;
        }
        assertThat(admitted).as("admitted, seed %d", seed).isPositive();
    }

    private static String path(Random random) {
        var path = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            path.append(random.nextBoolean() ? "/v1" : random.nextBoolean() ? "/x" : "/%6" + random.nextInt(10));
        }
        return path.toString();
    }

    private static String text(Random random, String likely) {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(
                    random.nextInt(4) == 0
                            ? (char) random.nextInt(0x10000)
                            : likely.charAt(random.nextInt(likely.length())));
        }
        return random.nextInt(4) == 0 ? likely : text.toString();
    }

    private static String operation(OrganizationBuilder organization, ProductBuilder product, TestCall call) {
        var catalogue =
                organization.deploy("api", "test", "/v1").product(product).catalogue();
        return switch (Admission.decide(catalogue, new KeyRing().good("k", "p"), call.key("k"), Recorder.NONE)) {
            case Decision.Allowed allowed -> allowed.operation().text();
            case Decision.Preflight _ -> "preflight";
            case Decision.Refused refused -> refused.refusal().name();
        };
    }
}
