package io.turnpike.server.api;

import static io.turnpike.server.api.AppSamples.APPS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What changes for products and developers once they are sold and pay.
class MonetizedApiTest {
    private static final String ANN = "developers/ann@example.org";
    private static final String EDGE = "/edge/v1/organizations/default/";
    private static final String GOLD = "{\"apiproduct\":\"gold\"}";

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
    @DisplayName("9.7: a product that an app or a subscription uses is kept where products are sold")
    void keepsAProductInUse() {
        api.post(APPS, "{\"name\":\"weather\",\"apiProducts\":[\"silver\"]}").mustBe(201);
        String one =
                ANN + "/subscriptions/" + api.post(ANN + "/subscriptions", GOLD).text("/name");
        turnOnMonetization();
        long revision = api.revision();

        mustKeep("apiproducts/silver", "Cannot delete Product [silver] used in Application");
        mustKeep("apiproducts/gold", "Cannot delete Product [gold] used in Subscription");
        assertThat(api.revision()).isEqualTo(revision);

        api.post(one + ":expire", "").mustBe(200);
        api.delete("apiproducts/gold").mustBe(200);
        assertThat(api.get(one).mustBe(200).text("/apiproduct")).isEqualTo("gold");
    }

    @Test
    @DisplayName("9.7: products.delete.inUse=refuse keeps a product that a subscription uses in any organization")
    void keepsASubscribedProductWhereTheOrganizationWantsThat() {
        api.post(ANN + "/subscriptions", GOLD).mustBe(201);
        AppSamples.setProperty(api, "products.delete.inUse", "refuse");

        mustKeep("apiproducts/gold", "Cannot delete Product [gold] used in Subscription");
    }

    @Test
    @DisplayName("9.7: elsewhere a product goes with its plans, and the subscriptions to it end")
    void endsSubscriptionsWithTheProduct() {
        String one =
                ANN + "/subscriptions/" + api.post(ANN + "/subscriptions", GOLD).text("/name");
        api.clock.advance(Duration.ofSeconds(5));

        api.delete("apiproducts/gold").mustBe(200);
        AppSamples.addProduct(api, "gold", "auto");

        assertThat(api.get(one).mustBe(200).text("/endTime")).isEqualTo("1767225605000");
        api.post(ANN + "/subscriptions", GOLD).mustBe(201);
    }

    @Test
    @DisplayName("decision 32: Edge keeps a developer with apps or subscriptions where products are sold, X does not")
    void keepsADeveloperInUseOnEdge() {
        api.post(APPS, "{\"name\":\"weather\",\"apiProducts\":[\"silver\"]}").mustBe(201);
        api.post(ANN + "/subscriptions", GOLD).mustBe(201);
        String inUse = "Cannot delete Developer [ann@example.org] used in ";
        turnOnMonetization();
        long revision = api.revision();

        api.delete(EDGE + ANN).mustRefuse(400, "mint.stillReferenced", inUse + "Application");
        assertThat(api.revision()).isEqualTo(revision);
        api.delete(APPS + "/weather").mustBe(200);
        api.delete(EDGE + ANN).mustRefuse(400, "mint.stillReferenced", inUse + "Subscription");

        api.delete(ANN).mustBe(200);
        api.delete("apiproducts/gold").mustBe(200);
    }

    @Test
    @DisplayName("decision 32: elsewhere, and without apps and subscriptions, a developer goes")
    void letsOtherDevelopersGo() {
        AppSamples.addDeveloper(api, "bob@example.org");
        api.post(APPS, "{\"name\":\"weather\",\"apiProducts\":[\"silver\"]}").mustBe(201);
        api.delete(EDGE + ANN).mustBe(200);
        turnOnMonetization();

        api.delete(EDGE + "developers/bob@example.org").mustBe(200);
    }

    @Test
    @DisplayName("decision 33: names of products differ by more than case where they are sold")
    void tellsNamesApartWithoutRegardToCase() {
        api.post("apiproducts", "{\"name\":\"Gold\",\"displayName\":\"d\"}").mustBe(201);
        turnOnMonetization();
        long revision = api.revision();
        String body = "{\"name\":\"SILVER\",\"displayName\":\"d\"}";
        String code = "keymanagement.service.apiproduct_already_exists";
        String message = "ApiProduct with name SILVER already exists";

        api.post("apiproducts", body).mustRefuseAsX(409, "ALREADY_EXISTS", code, message);
        api.post(EDGE + "apiproducts", body).mustRefuse(409, code, message);
        assertThat(api.revision()).isEqualTo(revision);
        api.put("apiproducts/Gold", "{\"displayName\":\"changed\"}").mustBe(200);
    }

    @Test
    @DisplayName("10.4: Edge's monetization is not served; its clients read an error of theirs")
    void doesNotServeEdgesMonetization() {
        String path = "/v1/mint/organizations/default/developers";

        api.get(path).mustRefuse(404, "rest.interceptor.no_such_resource", "Nothing is served at " + path);
    }

    private void mustKeep(String product, String message) {
        api.delete(product).mustRefuseAsX(400, "FAILED_PRECONDITION", "mint.stillReferenced", message);
        api.delete(EDGE + product).mustRefuse(400, "mint.stillReferenced", message);
    }

    private void turnOnMonetization() {
        api.post(
                        "/v1/organizations/default:setAddons",
                        "{\"addonsConfig\":{\"monetizationConfig\":{\"enabled\":true}}}")
                .mustBe(200);
    }
}
