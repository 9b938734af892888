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
import org.junit.jupiter.params.provider.ValueSource;

/// Rate plans as both dialects see them.
class RatePlanApiTest {
    static final String PLANS = "apiproducts/gold/rateplans";

    private static final String EDGE = "/edge/v1/organizations/default/" + PLANS;
    private static final String INVALID = "messaging.config.beans.InvalidRatePlan";
    private static final String INVALID_MONEY = "messaging.config.beans.InvalidMonetization";

    /// Every member that a client may send, each with a value that it reads back.
    private static final String FULL = """
            {"apiproduct":"gold","displayName":"Banded","description":"d","billingPeriod":"MONTHLY",
             "paymentFundingModel":"POSTPAID","currencyCode":"USD","state":"PUBLISHED",
             "setupFee":{"currencyCode":"USD","units":"30","nanos":200000000},
             "fixedRecurringFee":{"currencyCode":"USD","units":"5","nanos":0},"fixedFeeFrequency":2,
             "consumptionPricingType":"BANDED","consumptionPricingRates":[
               {"start":"1","end":"100","fee":{"currencyCode":"USD","units":"2","nanos":0}},
               {"start":"101","end":"200","fee":{"currencyCode":"USD","units":"1","nanos":500000000}},
               {"start":"201","end":"0","fee":{"currencyCode":"USD","units":"1","nanos":0}}],
             "revenueShareType":"FIXED","revenueShareRates":[{"sharePercentage":12.5}],
             "startTime":"1767225600000","endTime":"1798761600000"}""";
    private static final String SMALL = "{\"displayName\":\"p\",\"currencyCode\":\"USD\",%s}";

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
    @DisplayName("9.6: what was sent is read back, field by field, on create, read, update and delete")
    void readsBackEveryFieldThatWasSent() {
        var created = api.post(PLANS, FULL).mustBe(201);
        String name = created.text("/name");
        var expected = json(FULL.stripTrailing().replaceAll("}$", """
                ,"name":"%s","createdAt":"%2$s","lastModifiedAt":"%2$s"}""".formatted(name, CREATED)));

        assertThat(name).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(created.json()).isEqualTo(expected);
        assertThat(api.get(PLANS + "/" + name).mustBe(200).json()).isEqualTo(expected);
        assertThat(api.put(PLANS + "/" + name, expected.toString()).mustBe(200).json())
                .isEqualTo(expected);
        assertThat(api.delete(PLANS + "/" + name).mustBe(200).json()).isEqualTo(expected);
        api.get(PLANS + "/" + name)
                .mustRefuseAsX(404, "NOT_FOUND", "mint.resourceDoesNotExist", "RatePlan <id> does not exist");
    }

    @Test
    @DisplayName("1.5: Edge writes int64 as numbers, and who did it")
    void writesNumbersInEdge() {
        String name = api.post(EDGE, """
                {"apiProduct":"gold","displayName":"p","currencyCode":"USD","setupFee":{"units":"3"},
                 "consumptionPricingType":"FIXED_PER_UNIT","consumptionPricingRates":[{"start":0,"fee":{"nanos":1}}]}
                """).mustBe(201).text("/name");

        assertThat(api.get(EDGE + "/" + name).json()).isEqualTo(json("""
                {"apiproduct":"gold","consumptionPricingRates":[
                   {"fee":{"currencyCode":"USD","nanos":1,"units":0},"start":0}],
                 "consumptionPricingType":"FIXED_PER_UNIT","createdAt":%2$s,"createdBy":"admin-token",
                 "currencyCode":"USD","displayName":"p","lastModifiedAt":%2$s,"lastModifiedBy":"admin-token",
                 "name":"%1$s","revenueShareRates":[],"setupFee":{"currencyCode":"USD","nanos":0,"units":3},
                 "state":"DRAFT"}""".formatted(name, CREATED)));
    }

    @Test
    @DisplayName("9.6: a bare plan is a draft, and nothing comes back that was not set")
    void makesADraftOfABarePlan() {
        var created = api.post(PLANS, "{\"displayName\":\"p\",\"billingPeriod\":\"BILLING_PERIOD_UNSPECIFIED\"}");

        assertThat(created.mustBe(201).jsonWithoutIds()).isEqualTo(json("""
                {"name":"<id>","apiproduct":"gold","displayName":"p","state":"DRAFT",
                 "createdAt":"%1$s","lastModifiedAt":"%1$s"}""".formatted(CREATED)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|displayName must have 1 to 255 characters",
                "{\"displayName\":\"p\",\"billingPeriod\":\"WEEKLY\"}"
                        + "|billingPeriod must not be WEEKLY: Apigee names it, and does not support it",
                "{\"displayName\":\"p\",\"consumptionPricingType\":\"tiered\"}"
                        + "|consumptionPricingType must not be TIERED: Apigee names it, and does not support it",
                "{\"displayName\":\"p\",\"consumptionPricingType\":\"STAIRSTEP\"}"
                        + "|consumptionPricingType must not be STAIRSTEP: Apigee names it, and does not support it",
                "{\"displayName\":\"p\",\"revenueShareType\":\"VOLUME_BANDED\"}"
                        + "|revenueShareType must not be VOLUME_BANDED: Apigee names it, and does not support it",
                "{\"displayName\":\"p\",\"state\":\"ACTIVE\"}|state must be one of draft, published",
                "{\"displayName\":\"p\",\"setupFee\":{\"currencyCode\":\"USD\"}}"
                        + "|currencyCode must be that of each amount in the plan",
                "{\"displayName\":\"p\",\"currencyCode\":\"EUR\",\"setupFee\":{\"currencyCode\":\"USD\"}}"
                        + "|currencyCode must be that of each amount in the plan",
                "{\"displayName\":\"p\",\"startTime\":\"2\",\"endTime\":\"1\"}|endTime must be later than startTime",
                "{\"displayName\":\"p\",\"startTime\":\"soon\"}|startTime must be an integer",
                "{\"displayName\":\"p\",\"fixedFeeFrequency\":-1}|fixedFeeFrequency must be at least 1",
                "{\"displayName\":\"p\",\"fixedFeeFrequency\":4294967297}"
                        + "|fixedFeeFrequency must be an integer of 32 bits",
                "{\"displayName\":\"p\",\"consumptionPricingRates\":[{}]}"
                        + "|consumptionPricingRates[0].fee must be given",
                "{\"displayName\":\"p\",\"revenueShareRates\":[{\"sharePercentage\":1.234}]}|revenueShareRates[0]."
                        + "sharePercentage must lie between 0 and 100, with two decimals at most",
            })
    @DisplayName("9.6: a field that breaks a rule is named with it, in both dialects, and nothing is written")
    void refusesFieldsThatBreakARule(String body, String message) {
        long revision = api.revision();

        api.post(PLANS, body).mustRefuseAsX(400, "INVALID_ARGUMENT", INVALID, message);
        api.post(EDGE, body).mustRefuse(400, INVALID, message);

        assertThat(api.revision()).isEqualTo(revision);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"currencyCode\":\"usd\"}|currencyCode must be a code of ISO 4217, such as USD",
                "{\"nanos\":1000000000}|nanos must lie between -999999999 and 999999999",
                "{\"units\":\"1\",\"nanos\":-1}|nanos must have the sign of units",
                "{\"nanos\":4294967296}|setupFee.nanos must be an integer of 32 bits",
                "{\"units\":1.5}|setupFee.units must be an integer",
            })
    @DisplayName("9.6: money that is none")
    void refusesWhatIsNoMoney(String money, String message) {
        String body = SMALL.formatted("\"setupFee\":" + money);

        api.post(PLANS, body).mustRefuseAsX(400, "INVALID_ARGUMENT", INVALID_MONEY, message);
        api.post(EDGE, body).mustRefuse(400, INVALID_MONEY, message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"end\":10},{\"start\":12}|must have no gap and no overlap",
                "{\"end\":10},{\"start\":9}|must have no gap and no overlap",
                "{\"start\":2}|must begin at 0",
                "{\"end\":10},{\"start\":11,\"end\":20}|must leave the end of the last range open",
                "{},{\"start\":11}|must ascend",
            })
    @DisplayName("9.6: ranges cover each call once")
    void refusesRangesThatLeaveCallsOut(String ranges, String rule) {
        String rates = ranges.replace("{}", "{\"fee\":{}}").replaceAll("(\\d)}", "$1,\"fee\":{}}");

        api.post(
                        PLANS,
                        SMALL.formatted("\"consumptionPricingType\":\"BANDED\",\"consumptionPricingRates\":[%s]"
                                .formatted(rates)))
                .mustRefuseAsX(400, "INVALID_ARGUMENT", INVALID, "consumptionPricingRates " + rule);
    }

    @Test
    @DisplayName("9.6: only one plan of a product may be active at a time")
    void refusesPlansThatOverlap() {
        String first = publish("1767225600000", "1798761600000").mustBe(201).text("/name");
        publish("1798761600000", "0").mustBe(201);
        String draft = api.post(PLANS, SMALL.formatted("\"startTime\":\"1767225600001\""))
                .mustBe(201)
                .text("/name");
        long revision = api.revision();
        String message = "RatePlan [p] overlaps RatePlan %s: only one of a product may be active at a time";

        api.put(PLANS + "/" + draft, SMALL.formatted("\"state\":\"PUBLISHED\",\"endTime\":\"1798761600000\""))
                .mustRefuseAsX(400, "FAILED_PRECONDITION", "mint.rateplan_overlap", message.formatted("<id>"));
        api.put(EDGE + "/" + draft, SMALL.formatted("\"state\":\"PUBLISHED\",\"endTime\":\"1798761600000\""))
                .mustRefuse(400, "mint.rateplan_overlap", message.formatted(first));

        assertThat(api.revision()).isEqualTo(revision);
        api.post("apiproducts/silver/rateplans", SMALL.formatted("\"state\":\"PUBLISHED\""))
                .mustBe(201);
    }

    @Test
    @DisplayName("9.6: a plan holds from the moment on in which it is published, and never becomes a draft again")
    void publishesADraft() {
        String name = api.post(PLANS, SMALL.formatted("\"state\":\"DRAFT\""))
                .mustBe(201)
                .text("/name");
        String plan = PLANS + "/" + name;
        api.clock.advance(Duration.ofSeconds(5));

        var published =
                api.put(plan, SMALL.formatted("\"state\":\"PUBLISHED\"")).mustBe(200);
        api.clock.advance(Duration.ofSeconds(5));
        var again = api.put(plan, SMALL.formatted("\"description\":\"more\"")).mustBe(200);

        assertThat(published.text("/startTime")).isEqualTo("1767225605000");
        assertThat(again.text("/startTime")).isEqualTo("1767225605000");
        assertThat(again.text("/state")).isEqualTo("PUBLISHED");
        String message = "RatePlan %s is published and cannot become a draft again";
        api.put(plan, SMALL.formatted("\"state\":\"DRAFT\""))
                .mustRefuseAsX(400, "FAILED_PRECONDITION", "rest.interceptor.wrong_state", message.formatted("<id>"));
        api.put(EDGE + "/" + name, SMALL.formatted("\"state\":\"DRAFT\""))
                .mustRefuse(400, "rest.interceptor.wrong_state", message.formatted(name));
    }

    @Test
    @DisplayName("1.9: the body may not name another plan or product than the path")
    void refusesABodyThatNamesAnother() {
        String name = api.post(PLANS, SMALL.formatted("\"state\":\"DRAFT\"")).text("/name");
        String message = "name in the URL does not match the payload";

        api.put(PLANS + "/" + name, SMALL.formatted("\"name\":\"other\""))
                .mustRefuseAsX(400, "INVALID_ARGUMENT", "rest.interceptor.name_mismatch", message);
        api.put(EDGE + "/" + name, SMALL.formatted("\"apiproduct\":\"silver\""))
                .mustRefuse(400, "rest.interceptor.name_mismatch", message);
        api.post(EDGE, SMALL.formatted("\"apiProduct\":\"silver\""))
                .mustRefuse(400, "rest.interceptor.name_mismatch", message);
    }

    @Test
    @DisplayName("ruling 10: a stale If-Match is 412 and changes nothing")
    void refusesAStaleIfMatch() {
        String plan = EDGE + "/"
                + api.post(PLANS, SMALL.formatted("\"state\":\"DRAFT\"")).text("/name");
        api.put(plan, SMALL.formatted("\"state\":\"DRAFT\""), "If-Match", "\"1\"")
                .mustBe(200);

        assertThat(api.put(plan, SMALL.formatted("\"state\":\"DRAFT\""), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);
        assertThat(api.delete(plan, "If-Match", "\"1\"").status()).isEqualTo(412);
        assertThat(api.get(plan).header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    @DisplayName("9.6, 1.7: lists page by an inclusive start key, narrow by state, and reach over all products")
    void listsPlans() {
        String draft = api.post(PLANS, SMALL.formatted("\"state\":\"DRAFT\"")).text("/name");
        String published =
                api.post(PLANS, SMALL.formatted("\"state\":\"PUBLISHED\"")).text("/name");
        String silver = api.post("apiproducts/silver/rateplans", SMALL.formatted("\"state\":\"DRAFT\""))
                .text("/name");
        var sorted = Stream.of(draft, published).sorted().toList();

        api.get(PLANS).mustBe(200).mustHold("""
                {"ratePlans":[{"name":"%s"},{"name":"%s"}]}""".formatted(sorted.getFirst(), sorted.getLast()));
        api.get(EDGE + "?count=1").mustHold("""
                {"ratePlans":[{"name":"%s"}],"nextStartKey":"%s"}""".formatted(sorted.getFirst(), sorted.getLast()));
        api.get(PLANS + "?count=1&startKey=" + sorted.getLast()).mustHold("""
                {"ratePlans":[{"name":"%s"}]}""".formatted(sorted.getLast()));
        var expanded =
                api.get(PLANS + "?expand=true&state=PUBLISHED&orderBy=none").json();
        assertThat(expanded.at("/ratePlans")).hasSize(1);
        assertThat(expanded.at("/ratePlans/0"))
                .isEqualTo(api.get(PLANS + "/" + published).json());
        assertThat(api.get("apiproducts/-/rateplans?expand=true").json().findValuesAsString("name"))
                .containsExactlyInAnyOrder(draft, published, silver);
        api.get("apiproducts/gold/rateplans?state=published&count=5").mustHold("""
                {"ratePlans":[{"name":"%s"}]}""".formatted(published));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"plan", "00000000-0000-4000-8000-000000000000"})
    @DisplayName("1.7: an unknown start key is refused")
    void refusesAnUnknownStart(String start) {
        api.get(EDGE + "?startKey=" + start)
                .mustRefuse(
                        404,
                        "keymanagement.service.rateplan_doesnot_exist",
                        "RatePlan with name %s does not exist".formatted(start));
    }

    @Test
    void refusesWhatIsNotThereAndUnknownStates() {
        api.get(EDGE + "?state=OLD")
                .mustRefuse(400, "rest.interceptor.invalid_parameter", "state must be DRAFT or PUBLISHED");
        api.post("/edge/v1/organizations/default/apiproducts/none/rateplans", FULL)
                .mustRefuse(
                        404,
                        "keymanagement.service.apiproduct_doesnot_exist",
                        "ApiProduct with name none does not exist");
        api.delete(EDGE + "/plan").mustRefuse(404, "mint.resourceDoesNotExist", "RatePlan plan does not exist");
    }

    @Test
    @DisplayName("9.7: a product takes its plans with it")
    void goesWithItsProduct() {
        api.post(PLANS, FULL).mustBe(201);
        api.delete("apiproducts/gold").mustBe(200);
        AppSamples.addProduct(api, "gold", "auto");

        api.get(PLANS).mustHold("{\"ratePlans\":[]}");
        api.get("apiproducts/-/rateplans").mustHold("{\"ratePlans\":[]}");
    }

    private Answer publish(String start, String end) {
        return api.post(
                PLANS,
                SMALL.formatted(
                        "\"state\":\"PUBLISHED\",\"startTime\":\"%s\",\"endTime\":\"%s\"".formatted(start, end)));
    }
}
