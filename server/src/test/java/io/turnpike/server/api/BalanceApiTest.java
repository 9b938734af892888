package io.turnpike.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How developers pay, and what they have.
class BalanceApiTest {
    private static final String ANN = "developers/ann@example.org";
    private static final String EDGE = "/edge/v1/organizations/default/" + ANN;
    private static final String INVALID = "messaging.config.beans.InvalidMonetization";
    private static final String CREDIT = """
            {"transactionAmount":{"currencyCode":"%s","units":"%s","nanos":%s},"transactionId":"%s"}""";
    private static final String ADJUST = "{\"adjustment\":{\"currencyCode\":\"USD\",\"units\":\"%s\"}}";

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
    @DisplayName("10.3: postpaid until something else is set, in both dialects, by e-mail and by id")
    void keepsTheBillingType() {
        String id = api.get(ANN).text("/developerId");
        api.get(ANN + "/monetizationConfig").mustBe(200).mustHold("{\"billingType\":\"POSTPAID\"}");

        api.put("developers/" + id + "/monetizationConfig", "{\"billingType\":\"prepaid\"}")
                .mustBe(200)
                .mustHold("{\"billingType\":\"PREPAID\"}");

        api.get(EDGE + "/monetizationConfig").mustBe(200).mustHold("{\"billingType\":\"PREPAID\"}");
        long revision = api.revision();
        api.put(ANN + "/monetizationConfig", "{\"billingType\":\"PREPAID\"}").mustBe(200);
        assertThat(api.revision()).isEqualTo(revision);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|billingType must be PREPAID or POSTPAID",
                "{\"billingType\":\"BILLING_TYPE_UNSPECIFIED\"}|billingType must be PREPAID or POSTPAID",
                "{\"billingType\":\"CASH\"}|billingType must be one of prepaid, postpaid",
            })
    void refusesOtherBillingTypes(String body, String message) {
        api.put(ANN + "/monetizationConfig", body).mustRefuseAsX(400, "INVALID_ARGUMENT", INVALID, message);
        api.put(EDGE + "/monetizationConfig", body).mustRefuse(400, INVALID, message);
    }

    @Test
    @DisplayName("10.3, 1.5: a credit makes the wallet of its currency; int64 as the dialect writes them")
    void creditsAWalletForEachCurrency() {
        api.get(ANN + "/balance").mustBe(200).mustHold("{\"wallets\":[]}");
        credit("USD", "30", "200000000", "one").mustBe(200).mustHold("""
                {"wallets":[{"balance":{"currencyCode":"USD","units":"30","nanos":200000000},
                             "lastCreditTime":"1767225600000"}]}""");
        api.clock.advance(Duration.ofSeconds(1));
        credit("EUR", "1", "0", "two").mustBe(200);
        credit("USD", "0", "900000000", "three").mustBe(200);

        api.get(EDGE + "/balance").mustBe(200).mustHold("""
                {"wallets":[
                  {"balance":{"currencyCode":"EUR","nanos":0,"units":1},"lastCreditTime":1767225601000},
                  {"balance":{"currencyCode":"USD","nanos":100000000,"units":31},"lastCreditTime":1767225601000}]}""");
    }

    @Test
    @DisplayName("1.9, 10.3: a repeated transaction is counted once, and changes nothing")
    void countsARepeatedTransactionOnce() {
        var first = credit("USD", "30", "0", "one");
        long revision = api.revision();
        api.clock.advance(Duration.ofSeconds(1));

        credit("USD", "30", "0", "one").mustBe(200).mustHold(first.body());
        credit("EUR", "5", "0", "one").mustBe(200).mustHold(first.body());

        assertThat(api.revision()).isEqualTo(revision);
        AppSamples.addDeveloper(api, "bob@example.org");
        api.post("developers/bob@example.org/balance:credit", CREDIT.formatted("USD", "1", "0", "one"))
                .mustBe(200);
        assertThat(api.get("developers/bob@example.org/balance").text("/wallets/0/balance/units"))
                .isEqualTo("1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|transactionAmount must be given",
                "{\"transactionAmount\":7,\"transactionId\":\"t\"}|transactionAmount must be an object",
                "{\"transactionAmount\":{\"units\":\"1\"},\"transactionId\":\"t\"}"
                        + "|currencyCode must be a code of ISO 4217, such as USD",
                "{\"transactionAmount\":{\"currencyCode\":\"USD\"},\"transactionId\":\"t\"}"
                        + "|transactionAmount must be more than 0",
                "{\"transactionAmount\":{\"currencyCode\":\"USD\",\"units\":\"-1\"},\"transactionId\":\"t\"}"
                        + "|transactionAmount must be more than 0",
                "{\"transactionAmount\":{\"currencyCode\":\"USD\",\"units\":\"1\"}}"
                        + "|transactionId must have 1 to 255 characters",
            })
    @DisplayName("10.3: a credit names an amount and a transaction")
    void refusesWrongCredits(String body, String message) {
        long revision = api.revision();

        api.post(ANN + "/balance:credit", body).mustRefuseAsX(400, "INVALID_ARGUMENT", INVALID, message);
        api.post(EDGE + "/balance:credit", body).mustRefuse(400, INVALID, message);

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("10.3: what does not fit into 64 bits is refused and changes nothing")
    void refusesABalanceThatDoesNotFit() {
        credit("USD", Long.toString(Long.MAX_VALUE).substring(0, 18), "0", "one")
                .mustBe(200);
        String most = "{\"transactionAmount\":{\"currencyCode\":\"USD\",\"units\":%d},\"transactionId\":\"two\"}"
                .formatted(Long.MAX_VALUE);
        long revision = api.revision();

        api.post(ANN + "/balance:credit", most)
                .mustRefuseAsX(400, "INVALID_ARGUMENT", INVALID, "units must stay within 64 bits");

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("10.3: a positive adjustment lowers the balance, a negative one raises it to the last credit at most")
    void adjustsTheBalance() {
        credit("USD", "100", "0", "one").mustBe(200);

        assertThat(units(api.post(ANN + "/balance:adjust", ADJUST.formatted("30"))))
                .isEqualTo("70");
        assertThat(units(api.post(ANN + "/balance/:adjust", ADJUST.formatted("-20"))))
                .isEqualTo("90");
        String message = "adjustment must not raise the balance above that after the last credit, USD 100";
        api.post(ANN + "/balance:adjust", ADJUST.formatted("-11"))
                .mustRefuseAsX(400, "INVALID_ARGUMENT", INVALID, message);
        api.post(EDGE + "/balance:adjust", ADJUST.formatted("-11")).mustRefuse(400, INVALID, message);
        assertThat(units(api.post(ANN + "/balance:adjust", ADJUST.formatted("91"))))
                .isEqualTo("-1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|adjustment must be given",
                "{\"adjustment\":{\"currencyCode\":\"USD\",\"units\":0}}|adjustment must not be 0",
                "{\"adjustment\":{\"currencyCode\":\"EUR\",\"units\":1}}"
                        + "|adjustment must be in a currency that has been credited before",
            })
    void refusesWrongAdjustments(String body, String message) {
        credit("USD", "100", "0", "one").mustBe(200);
        long revision = api.revision();

        api.post(ANN + "/balance:adjust", body).mustRefuseAsX(400, "INVALID_ARGUMENT", INVALID, message);
        api.post(EDGE + "/balance:adjust", body).mustRefuse(400, INVALID, message);

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("2.3: a developer who is not there")
    void doesNotFindUnknownDevelopers() {
        String code = "developer.service.DeveloperIdDoesNotExist";
        String message = "DeveloperId eve@example.org does not exist in organization default";

        api.get("developers/eve@example.org/balance").mustRefuseAsX(404, "NOT_FOUND", code, message);
        api.get("/edge/v1/organizations/default/developers/eve@example.org/monetizationConfig")
                .mustRefuse(404, code, message);
        api.post(
                        "/edge/v1/organizations/default/developers/eve@example.org/balance:credit",
                        CREDIT.formatted("USD", "1", "0", "t"))
                .mustRefuse(404, code, message);
    }

    @Test
    @DisplayName("a reader reads balances and changes none")
    void asksForPermission() {
        String reader = "Bearer " + ApiServer.READER_TOKEN;

        api.get(ANN + "/balance", "Authorization", reader).mustBe(200);
        assertThat(api.post(ANN + "/balance:credit", CREDIT.formatted("USD", "1", "0", "t"), "Authorization", reader)
                        .status())
                .isEqualTo(403);
    }

    private Answer credit(String currency, String units, String nanos, String transaction) {
        return api.post(ANN + "/balance:credit", CREDIT.formatted(currency, units, nanos, transaction));
    }

    private static String units(Answer answer) {
        return answer.mustBe(200).text("/wallets/0/balance/units");
    }
}
