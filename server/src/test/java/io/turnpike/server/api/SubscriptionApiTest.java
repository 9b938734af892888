package io.turnpike.server.api;

import static io.turnpike.server.api.ApiServer.CREATED;
import static io.turnpike.server.api.ApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What developers have bought.
class SubscriptionApiTest {
    private static final String ANN = "developers/ann@example.org";
    private static final String ALL = ANN + "/subscriptions";
    private static final String EDGE = "/edge/v1/organizations/default/" + ALL;
    private static final String GOLD = "{\"apiproduct\":\"gold\"}";
    private static final String EXISTS = "messaging.config.beans.SubscriptionAlreadyExists";

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
    @DisplayName("10.3, decision 17: both spellings of the product; starts now")
    void answersWithBothSpellings() {
        var created = api.post(ALL, GOLD).mustBe(201);
        String expected = """
                {"name":"%s","apiproduct":"gold","apiProduct":"gold","startTime":"%2$s",
                 "createdAt":"%2$s","lastModifiedAt":"%2$s"}""".formatted(created.text("/name"), CREATED);

        created.mustHold(expected);
        assertThat(created.text("/name")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        api.get(ALL + "/" + created.text("/name")).mustBe(200).mustHold(expected);
    }

    @Test
    @DisplayName("10.3: the SDK's spelling, a start and an end are read; Edge writes numbers")
    void readsTheOtherSpelling() {
        var created =
                api.post(EDGE, "{\"apiProduct\":\"gold\",\"startTime\":1767225600001,\"endTime\":\"1767225600002\"}");

        assertThat(created.mustBe(201).jsonWithoutIds()).isEqualTo(json("""
                {"apiProduct":"gold","apiproduct":"gold","startTime":1767225600001,"endTime":1767225600002,
                 "createdAt":%1$s,"createdBy":"admin-token","lastModifiedAt":%1$s,"lastModifiedBy":"admin-token",
                 "name":"<id>"}""".formatted(CREATED)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|messaging.config.beans.InvalidSubscription|apiproduct must be given",
                "{\"apiproduct\":\"gold\",\"startTime\":2,\"endTime\":2}"
                        + "|messaging.config.beans.InvalidSubscription|endTime must be later than startTime",
                "{\"apiproduct\":\"gold\",\"startTime\":\"now\"}"
                        + "|messaging.config.beans.InvalidSubscription|startTime must be an integer",
                "{\"apiproduct\":\"none\"}|cps.kms.ApiProductDoesNotExist"
                        + "|API Product [none] does not exist for  tenant [default] and id [null]",
            })
    void refusesWrongBodies(String body, String code, String message) {
        long revision = api.revision();

        api.post(ALL, body).mustRefuseAsX(400, "INVALID_ARGUMENT", code, message);
        api.post(EDGE, body).mustRefuse(400, code, message);

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("10.3: nobody has a product twice at one time")
    void refusesASecondSubscription() {
        String first = api.post(ALL, GOLD).mustBe(201).text("/name");
        long revision = api.revision();

        api.post(ALL, GOLD).mustRefuseAsX(409, "ALREADY_EXISTS", EXISTS, "Subscription gold already exists");
        api.post(EDGE, GOLD).mustRefuse(409, EXISTS, "Subscription gold already exists");
        assertThat(api.revision()).isEqualTo(revision);

        api.post(ALL, "{\"apiproduct\":\"silver\"}").mustBe(201);
        AppSamples.addDeveloper(api, "bob@example.org");
        api.post("developers/bob@example.org/subscriptions", GOLD).mustBe(201);
        api.post(ALL + "/" + first + ":expire", "{}").mustBe(200);
        api.post(ALL, GOLD).mustBe(201);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({":expire", "/:expire"})
    @DisplayName("10.3: a subscription ends now, once, with or without a body, in both spellings of the verb")
    void expires(String verb) {
        String one = ALL + "/" + api.post(ALL, GOLD).text("/name");
        api.clock.advance(Duration.ofSeconds(5));

        var expired = api.post(one + verb, "").mustBe(200);
        long revision = api.revision();
        api.clock.advance(Duration.ofSeconds(5));

        assertThat(expired.text("/endTime")).isEqualTo("1767225605000");
        assertThat(expired.text("/lastModifiedAt")).isEqualTo("1767225605000");
        api.post(one + verb, "{}").mustBe(200).mustHold(expired.body());
        api.get(one).mustHold(expired.body());
        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("1.7: lists hold whole subscriptions, by an inclusive start key")
    void lists() {
        api.get(ALL).mustBe(200).mustHold("{\"developerSubscriptions\":[]}");
        var all = Stream.of(api.post(ALL, GOLD), api.post(ALL, "{\"apiproduct\":\"silver\"}"))
                .map(Answer::json)
                .sorted((left, right) ->
                        left.get("name").asString().compareTo(right.get("name").asString()))
                .toList();
        String second = all.getLast().get("name").asString();

        assertThat(api.get(ALL).json())
                .isEqualTo(json("{\"developerSubscriptions\":[%s,%s]}".formatted(all.getFirst(), all.getLast())));
        assertThat(api.get(ALL + "?count=1").json())
                .isEqualTo(json(
                        "{\"developerSubscriptions\":[%s],\"nextStartKey\":\"%s\"}".formatted(all.getFirst(), second)));
        assertThat(api.get(ALL + "?count=1&startKey=" + second).json())
                .isEqualTo(json("{\"developerSubscriptions\":[%s]}".formatted(all.getLast())));
        api.get(EDGE + "?startKey=none")
                .mustRefuse(
                        404,
                        "keymanagement.service.subscription_doesnot_exist",
                        "Subscription with name none does not exist");
    }

    @Test
    @DisplayName("2.3: a subscription that is not there, or somebody else's")
    void doesNotFindWhatIsNotThere() {
        AppSamples.addDeveloper(api, "bob@example.org");
        String others =
                api.post("developers/bob@example.org/subscriptions", GOLD).text("/name");

        api.get(ALL + "/" + others)
                .mustRefuseAsX(404, "NOT_FOUND", "mint.resourceDoesNotExist", "Subscription <id> does not exist");
        api.post(EDGE + "/none:expire", "")
                .mustRefuse(404, "mint.resourceDoesNotExist", "Subscription none does not exist");
        api.get("/edge/v1/organizations/default/developers/eve@example.org/subscriptions")
                .mustRefuse(
                        404,
                        "developer.service.DeveloperIdDoesNotExist",
                        "DeveloperId eve@example.org does not exist in organization default");
    }

    @Test
    @DisplayName("10.3: who pays in advance needs what the plan asks for in advance")
    void wantsFundsFromThosePrepaid() {
        publish("\"setupFee\":{\"units\":30},\"fixedRecurringFee\":{\"units\":5,\"nanos\":200000000}");
        api.put(ANN + "/monetizationConfig", "{\"billingType\":\"PREPAID\"}").mustBe(200);
        String message = "A subscription to gold costs USD 35.2, and the balance is USD ";
        long revision = api.revision();

        api.post(ALL, GOLD).mustRefuseAsX(400, "FAILED_PRECONDITION", "mint.insufficientFunds", message + "0");
        assertThat(api.revision()).isEqualTo(revision);
        api.post(ALL, "{\"apiproduct\":\"gold\",\"startTime\":1}")
                .mustRefuseAsX(400, "FAILED_PRECONDITION", "mint.insufficientFunds", message + "0");
        credit("EUR", 100);
        credit("USD", 35);
        api.post(EDGE, GOLD).mustRefuse(400, "mint.insufficientFunds", message + "35");
        credit("USD", 1);
        api.post(ALL, GOLD).mustBe(201);
    }

    @Test
    @DisplayName("10.3: what is charged by the call or by invoice, later, or not at all asks for no funds")
    void wantsNoFundsFromOthers() {
        publish("\"setupFee\":{\"units\":0},\"consumptionPricingType\":\"FIXED_PER_UNIT\","
                + "\"consumptionPricingRates\":[{\"fee\":{\"units\":1}}]");
        AppSamples.addDeveloper(api, "bob@example.org");
        api.post("apiproducts/silver/rateplans", """
                {"displayName":"p","currencyCode":"USD","state":"PUBLISHED","startTime":"1767225601000",
                 "setupFee":{"units":5}}""").mustBe(201);
        api.put(ANN + "/monetizationConfig", "{\"billingType\":\"PREPAID\"}").mustBe(200);

        api.post(ALL, GOLD).mustBe(201);
        api.post(ALL, "{\"apiproduct\":\"silver\"}").mustBe(201);
        api.clock.advance(Duration.ofSeconds(1));
        api.post("developers/bob@example.org/subscriptions", "{\"apiproduct\":\"silver\"}")
                .mustBe(201);
    }

    @Test
    @DisplayName("9.6: a plan that somebody has bought goes only when it is over")
    void keepsAPlanWithSubscribers() {
        String plan = publish("\"setupFee\":{\"units\":1}");
        String draft = api.post("apiproducts/gold/rateplans", "{\"displayName\":\"p\"}")
                .text("/name");
        api.post(ALL, GOLD).mustBe(201);
        String plans = "/edge/v1/organizations/default/apiproducts/gold/rateplans/";
        long revision = api.revision();

        api.delete("apiproducts/gold/rateplans/" + plan)
                .mustRefuseAsX(
                        400,
                        "FAILED_PRECONDITION",
                        "mint.stillReferenced",
                        "Cannot delete RatePlan [<id>] used in Subscription");
        api.delete(plans + plan)
                .mustRefuse(
                        400,
                        "mint.stillReferenced",
                        "Cannot delete RatePlan [%s] used in Subscription".formatted(plan));
        assertThat(api.revision()).isEqualTo(revision);

        api.delete(plans + draft).mustBe(200);
        api.put(plans + plan, "{\"displayName\":\"p\",\"endTime\":\"1767225605000\"}")
                .mustBe(200);
        assertThat(api.delete(plans + plan).status()).isEqualTo(400);
        api.clock.advance(Duration.ofSeconds(5));
        api.delete(plans + plan).mustBe(200);
    }

    @Test
    @DisplayName("9.6: a published plan of a product that nobody has any more goes at once")
    void dropsAPlanWithoutSubscribers() {
        String plan = publish("\"setupFee\":{\"units\":1}");
        String one = api.post(ALL, GOLD).text("/name");
        api.post(ALL + "/" + one + ":expire", "").mustBe(200);

        api.delete("apiproducts/gold/rateplans/" + plan).mustBe(200);
    }

    private String publish(String fees) {
        return api.post("apiproducts/gold/rateplans", """
                        {"displayName":"p","currencyCode":"USD","state":"PUBLISHED",%s}""".formatted(fees))
                .mustBe(201)
                .text("/name");
    }

    private void credit(String currency, int units) {
        api.post(ANN + "/balance:credit", """
                {"transactionAmount":{"currencyCode":"%s","units":%d},"transactionId":"%1$s %2$d"}""".formatted(currency, units)).mustBe(200);
    }
}
