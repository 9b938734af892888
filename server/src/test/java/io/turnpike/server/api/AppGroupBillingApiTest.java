package io.turnpike.server.api;

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
import tools.jackson.databind.JsonNode;

/// App groups pay and buy as developers do; what differs for them.
class AppGroupBillingApiTest {
    private static final String TEAM = "appgroups/team";
    private static final String ALL = TEAM + "/subscriptions";
    private static final String EDGE = "/edge/v1/organizations/default/";
    private static final String GOLD = "{\"apiproduct\":\"gold\"}";
    private static final String CREDIT = """
            {"transactionAmount":{"currencyCode":"USD","units":"%s"},"transactionId":"%1$s"}""";

    private ApiServer api;

    @BeforeEach
    void start(@TempDir Path folder) {
        api = AppSamples.start(folder);
        api.post("appgroups", "{\"name\":\"team\",\"displayName\":\"Team\"}").mustBe(201);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("14: billing type and balance, as developers have them")
    void paysLikeADeveloper() {
        api.get(TEAM + "/monetizationConfig").mustBe(200).mustHold("{\"billingType\":\"POSTPAID\"}");
        api.put(TEAM + "/monetizationConfig", "{\"billingType\":\"PREPAID\"}").mustBe(200);
        api.get(TEAM + "/monetizationConfig").mustHold("{\"billingType\":\"PREPAID\"}");
        api.get(TEAM + "/balance").mustHold("{\"wallets\":[]}");

        api.post(TEAM + "/balance:credit", CREDIT.formatted("100")).mustBe(200);
        api.post(TEAM + "/balance:credit", CREDIT.formatted("100")).mustBe(200);
        api.post(TEAM + "/balance:adjust", "{\"adjustment\":{\"currencyCode\":\"USD\",\"units\":30}}")
                .mustBe(200)
                .mustHold("""
                {"wallets":[{"balance":{"currencyCode":"USD","units":"70","nanos":0},
                             "lastCreditTime":"1767225600000"}]}""");
        api.get("developers/ann@example.org/balance").mustHold("{\"wallets\":[]}");
    }

    @Test
    @DisplayName("10.3: a negative adjustment is refused to app groups")
    void refusesNegativeAdjustments() {
        api.post(TEAM + "/balance:credit", CREDIT.formatted("100")).mustBe(200);
        api.post(TEAM + "/balance:adjust", "{\"adjustment\":{\"currencyCode\":\"USD\",\"units\":30}}")
                .mustBe(200);
        String body = "{\"adjustment\":{\"currencyCode\":\"USD\",\"units\":-1}}";
        String code = "messaging.config.beans.InvalidMonetization";
        String message = "adjustment must not be negative for an app group";
        long revision = api.revision();

        api.post(TEAM + "/balance:adjust", body).mustRefuseAsX(400, "INVALID_ARGUMENT", code, message);
        api.post(EDGE + TEAM + "/balance:adjust", body).mustRefuse(400, code, message);

        assertThat(api.revision()).isEqualTo(revision);
    }

    @Test
    @DisplayName("14, 24.1 rule 6: subscriptions page by exclusive tokens, and by inclusive names")
    void listsByTokens() {
        api.get(ALL).mustBe(200).mustHold("{\"appGroupSubscriptions\":[]}");
        var all = Stream.of(api.post(ALL, GOLD), api.post(ALL, "{\"apiproduct\":\"silver\"}"))
                .map(answer -> answer.mustBe(201).json())
                .sorted((left, right) -> name(left).compareTo(name(right)))
                .toList();

        assertThat(api.get(ALL).json())
                .isEqualTo(json("{\"appGroupSubscriptions\":[%s,%s]}".formatted(all.getFirst(), all.getLast())));
        var first = api.get(ALL + "?pageSize=1").json();
        assertThat(first.get("appGroupSubscriptions")).containsExactly(all.getFirst());
        api.get(ALL + "?pageSize=1&pageToken=" + first.get("nextPageToken").asString())
                .mustHold("{\"appGroupSubscriptions\":[%s]}".formatted(all.getLast()));
        api.get(ALL + "?pageToken=" + name(all.getLast()))
                .mustHold("{\"appGroupSubscriptions\":[%s]}".formatted(all.getLast()));
    }

    @Test
    @DisplayName("14: subscriptions are read, ended and told apart from those of others")
    void subscribesLikeADeveloper() {
        String one = ALL + "/" + api.post(ALL, GOLD).mustBe(201).text("/name");
        api.clock.advance(Duration.ofSeconds(5));

        assertThat(api.post(ALL, GOLD).status()).isEqualTo(409);
        api.post("developers/ann@example.org/subscriptions", GOLD).mustBe(201);
        assertThat(api.post(one + ":expire", "").mustBe(200).text("/endTime")).isEqualTo("1767225605000");
        assertThat(api.get(one).mustBe(200).text("/endTime")).isEqualTo("1767225605000");
        assertThat(api.get(one.replace(TEAM, "developers/ann@example.org")).status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("10.3: who pays in advance needs funds")
    void wantsFundsFromThosePrepaid() {
        api.post("apiproducts/gold/rateplans", """
                {"displayName":"p","currencyCode":"USD","state":"PUBLISHED","setupFee":{"units":5}}""").mustBe(201);
        api.put(TEAM + "/monetizationConfig", "{\"billingType\":\"PREPAID\"}").mustBe(200);

        api.post(ALL, GOLD)
                .mustRefuseAsX(
                        400,
                        "FAILED_PRECONDITION",
                        "mint.insufficientFunds",
                        "A subscription to gold costs USD 5, and the balance is USD 0");
        api.post(TEAM + "/balance:credit", CREDIT.formatted("5")).mustBe(200);
        api.post(ALL, GOLD).mustBe(201);
    }

    @Test
    @DisplayName("what a group has bought ends with it")
    void endsSubscriptionsWithTheGroup() {
        api.post(ALL, GOLD).mustBe(201);
        AppSamples.setProperty(api, "products.delete.inUse", "refuse");
        assertThat(api.delete("apiproducts/gold").status()).isEqualTo(400);

        api.delete(TEAM).mustBe(200);

        api.delete("apiproducts/gold").mustBe(200);
    }

    @Test
    @DisplayName("2.3: a group that is not there")
    void doesNotFindUnknownGroups() {
        String code = "keymanagement.service.AppGroupDoesNotExist";
        String message = "AppGroup none does not exist";

        api.get("appgroups/none/balance").mustRefuseAsX(404, "NOT_FOUND", code, message);
        api.post(EDGE + "appgroups/none/subscriptions", GOLD).mustRefuse(404, code, message);
    }

    private static String name(JsonNode subscription) {
        return subscription.get("name").asString();
    }
}
