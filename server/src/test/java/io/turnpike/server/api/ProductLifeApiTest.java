package io.turnpike.server.api;

import static io.turnpike.server.api.AppSamples.APPS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a product over the years: its states, the scalars of ours on its operations, its end.
class ProductLifeApiTest {
    private static final String STATE = """
            {"displayName":"d","attributes":[{"name":"turnpike.state","value":"%s"}]}""";
    private static final String OPERATION = """
            {"name":"%s","displayName":"d","operationGroup":{"operationConfigs":[
              {"apiSource":"maps","operations":[{"resource":"%s","methods":["GET"]}],"attributes":[%s]}]}}""";
    private static final String WEIGHT = "{\"name\":\"turnpike.weight\",\"value\":\"%s\"}";
    private static final String TEAM = "{\"name\":\"team\",\"value\":\"a\"}";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = AppSamples.start(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("product-life 2: a product may walk to its end, come back from there, and be published again")
    void takesEveryStepThatIsAllowed() {
        for (String next :
                new String[] {"published", "deprecated", "retired", "deprecated", "published", "published"}) {
            assertThat(api.put("apiproducts/gold", STATE.formatted(next))
                            .mustBe(200)
                            .text("/attributes/0/value"))
                    .isEqualTo(next);
        }
        api.post("apiproducts", STATE.formatted("draft").replace("{\"displayName\"", "{\"name\":\"p\",\"displayName\""))
                .mustBe(201);
        api.put("apiproducts/p", STATE.formatted("")).mustBe(200);
        assertThat(api.get("apiproducts/p").json().has("attributes")).isFalse();
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "draft, deprecated",
        "draft, retired",
        "published, draft",
        "published, retired",
        "deprecated, draft",
        "retired, published",
        "retired, draft",
    })
    @DisplayName("product-life 2: any other step is a 400 that names both, by whichever call, and nothing is written")
    void refusesOtherSteps(String from, String to) {
        api.post("apiproducts", STATE.formatted(from).replace("{\"displayName\"", "{\"name\":\"p\",\"displayName\""))
                .mustBe(201);
        long revision = api.revision();
        String code = "organizations.keymanagement.InvalidAttribute";
        String message = "turnpike.state must not go from %s to %s".formatted(from, to);
        String edge = "/edge/v1/organizations/default/apiproducts/p";

        api.put(edge, STATE.formatted(to)).mustRefuse(400, code, message);
        api.post(edge + "/attributes/turnpike.state", "{\"value\":\"%s\"}".formatted(to))
                .mustRefuse(400, code, message);
        api.post(edge + "/attributes", "{\"attribute\":[{\"name\":\"turnpike.state\",\"value\":\"%s\"}]}".formatted(to))
                .mustRefuse(400, code, message);

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("product-life 2: without the attribute a product is published, so a retired one keeps it")
    void refusesToDropTheStateOfARetiredProduct() {
        api.put("apiproducts/gold", STATE.formatted("deprecated")).mustBe(200);
        api.put("apiproducts/gold", STATE.formatted("retired")).mustBe(200);

        assertThat(api.delete("apiproducts/gold/attributes/turnpike.state").status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("extensions 3: turnpike.* of an operation survive a client that does not name them, while it stays")
    void keepsOurAttributesOfAnOperation() {
        api.post("apiproducts", OPERATION.formatted("p", "/a", WEIGHT.formatted("2") + "," + TEAM))
                .mustBe(201);

        assertThat(operationAttributes(OPERATION.formatted("p", "/a", TEAM)))
                .isEqualTo("[" + WEIGHT.formatted("2") + "," + TEAM + "]");
        assertThat(operationAttributes(OPERATION.formatted("p", "/a", WEIGHT.formatted("3"))))
                .isEqualTo("[" + WEIGHT.formatted("3") + "]");
        assertThat(operationAttributes(OPERATION.formatted("p", "/b", ""))).isEmpty();
    }

    @Test
    @DisplayName("extensions 3: an empty value removes one of ours from an operation, and none comes to be by it")
    void removesOurAttributesOfAnOperation() {
        var made = api.post("apiproducts", OPERATION.formatted("p", "/a", WEIGHT.formatted("")));
        assertThat(made.mustBe(201)
                        .json()
                        .at("/operationGroup/operationConfigs/0")
                        .has("attributes"))
                .isFalse();

        operationAttributes(OPERATION.formatted("p", "/a", WEIGHT.formatted("2")));

        assertThat(operationAttributes(OPERATION.formatted("p", "/a", WEIGHT.formatted(""))))
                .isEmpty();
    }

    @Test
    @DisplayName("9.7: products.delete.inUse=refuse keeps a product that a key holds, and no other")
    void keepsAProductInUseWhereTheOrganizationWantsThat() {
        api.post(APPS, "{\"name\":\"weather\",\"apiProducts\":[\"silver\"]}").mustBe(201);
        AppSamples.setProperty(api, "products.delete.inUse", "refuse");
        long revision = api.revision();

        api.delete("apiproducts/silver")
                .mustRefuseAsX(
                        400,
                        "FAILED_PRECONDITION",
                        "mint.stillReferenced",
                        "Cannot delete Product [silver] used in Application");
        api.delete("/edge/v1/organizations/default/apiproducts/silver")
                .mustRefuse(400, "mint.stillReferenced", "Cannot delete Product [silver] used in Application");
        assertThat(api.revision()).isEqualTo(revision);

        api.delete("apiproducts/gold").mustBe(200);
        api.delete(APPS + "/weather").mustBe(200);
        api.delete("apiproducts/silver").mustBe(200);
    }

    private String operationAttributes(String body) {
        var config = api.put("apiproducts/p", body).mustBe(200).json().at("/operationGroup/operationConfigs/0");
        return config.has("attributes") ? config.get("attributes").toString() : "";
    }
}
