package io.turnpike.server.reserved;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.Catalogue;
import io.turnpike.decision.HostedEnvironment;
import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.IndexedOwner;
import io.turnpike.decision.KeyIndex;
import io.turnpike.decision.Limit;
import io.turnpike.decision.OrganizationBuilder;
import io.turnpike.decision.Refusal;
import io.turnpike.decision.RequestPath;
import io.turnpike.decision.Route;
import io.turnpike.decision.TokenIndex;
import io.turnpike.decision.Verification;
import io.turnpike.gateway.admission.Enforced;
import io.turnpike.gateway.admission.Identification;
import io.turnpike.gateway.reserved.ReservedCall;
import io.turnpike.gateway.reserved.ReservedReply;
import io.turnpike.model.CounterScope;
import io.turnpike.model.Grant;
import io.turnpike.model.Owner;
import io.turnpike.model.ProductBuilder;
import io.turnpike.model.ProxySettingsBuilder;
import io.turnpike.model.Quota;
import io.turnpike.model.Status;
import io.turnpike.quota.Claim;
import io.turnpike.quota.InMemoryCounters;
import io.turnpike.secret.Vault;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `GET /.turnpike/{env}/quota` (extensions 9).
class QuotaPathTest {
    private static final UUID APP = UUID.randomUUID();

    private final Vault vault = new Vault(new byte[32]);
    private final KeyIndex keys = new KeyIndex();
    private final TokenIndex tokens = new TokenIndex();
    private final InMemoryCounters counters = new InMemoryCounters();
    private final ProductBuilder gold = ProductBuilder.product("gold")
            .attribute("turnpike.limit.rps", "2.5")
            .attribute("turnpike.limit.burst", "5")
            .attribute("turnpike.limit.day", "1000")
            .attribute("turnpike.quota.type", "rollingwindow")
            .quota(100, 1, Quota.Unit.HOUR)
            .countedBy(CounterScope.PROXY)
            .operation("weather", "/forecast/*", "GET")
            .limitedOperation(new Quota(0, 2, Quota.Unit.MINUTE), "weather", "/maps", "GET");
    private final ProductBuilder elsewhere =
            ProductBuilder.product("elsewhere").environments("prod").quota(1, 1, Quota.Unit.DAY);
    private final ProductBuilder asked = ProductBuilder.product("asked");
    private final Catalogue catalogue = OrganizationBuilder.organization()
            .product(gold)
            .product(elsewhere)
            .product(asked)
            .deploy(
                    "maps",
                    "test",
                    ProxySettingsBuilder.under("/maps")
                            .quota(7, 1, Quota.Unit.DAY)
                            .spikeArrest("1pm", "")
                            .build())
            .catalogue();
    private Instant now = Instant.parse("2026-03-10T10:59:30.250Z");
    private final ReservedRoutes routes = new ReservedRoutes(List.of(new QuotaPath(
                    () -> catalogue,
                    new Identification(
                            vault,
                            new Enforced(() -> catalogue, () -> keys, () -> tokens),
                            (_, _) -> CompletableFuture.completedFuture(new Verification.Bad(Refusal.UNKNOWN_TOKEN))),
                    counters,
                    () -> now)
            .route()));

    @BeforeEach
    void issueAKey() {
        key("good", Status.APPROVED);
    }

    @Test
    @DisplayName("shows the counters that enforce, of each product of the key in this environment")
    void showsWhatIsLeft() {
        HostedEnvironment place = catalogue.environment("test.localhost", "test");
        var product = place.organization().product(gold.build().id());
        List<Limit> limits = product.ceilings(place).stream()
                .map(ceiling -> ceiling.limit())
                .limit(3)
                .toList();
        limits.forEach(limit -> assertThat(
                        counters.charge(limit.claim(place.environment(), key("good", Status.APPROVED), micros(), 2))
                                .admitted())
                .isTrue());

        ReservedReply reply = ask("test", Map.of("x-api-key", "good"), "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.fields()).containsEntry("Cache-Control", "no-store");
        assertThat(reply.body()).asString().isEqualTo("""
                {"app":"shop","environment":"test","products":[{"product":"gold","status":"approved","limits":[\
                {"name":"rps","scope":"PRODUCT","limit":5,"used":2,"remaining":3,"window":"PT1S",\
                "resetsAt":"2026-03-10T10:59:30.250Z"},\
                {"name":"day","scope":"PRODUCT","limit":1000,"used":2,"remaining":998,"window":"PT24H",\
                "resetsAt":"2026-03-11T00:00:00.000Z"},\
                {"name":"quota","scope":"PROXY","proxy":"weather","limit":100,"used":2,"remaining":98,\
                "window":"PT1H","resetsAt":"2026-03-10T10:59:30.250Z"},\
                {"name":"quota","scope":"OPERATION","proxy":"weather","operation":"GET /maps","limit":0,"used":0,\
                "remaining":0,"window":"PT2M"}]},\
                {"product":"asked","status":"pending","limits":[\
                {"name":"quota","scope":"PROXY","proxy":"maps","limit":7,"used":0,"remaining":7,"window":"PT24H",\
                "resetsAt":"2026-03-11T00:00:00.000Z"}]}]}""");
    }

    @Test
    @DisplayName("runtime Q5: the quota of a proxy is the one that its calls are charged to")
    void showsTheCounterOfAProxy() {
        Route route = catalogue.route("test.localhost", RequestPath.parse("/maps/x"));
        Claim claim = route.api().limits().getFirst().claim(route, key("good", Status.APPROVED), micros(), 3);
        assertThat(counters.charge(claim).admitted()).isTrue();

        assertThat(ask("test", Map.of("x-api-key", "good"), "").body())
                .asString()
                .contains("\"proxy\":\"maps\",\"limit\":7,\"used\":3,\"remaining\":4");
    }

    @Test
    @DisplayName("HT17: two differing lines of the key are refused as on every other path; two that agree are not")
    void refusesTwoKeys() {
        key("other", Status.APPROVED);

        assertThat(ask(Map.of("x-api-key", List.of("good", "good"))).status()).isEqualTo(200);
        ReservedReply refused = ask(Map.of("x-api-key", List.of("good", "other")));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body())
                .asString()
                .isEqualTo("{\"fault\":{\"faultstring\":\"Invalid ApiKey\",\"detail\":{\"errorcode\":"
                        + "\"oauth.v2.InvalidApiKey\"}}}");
    }

    @Test
    void chargesNothing() {
        byte[] first = ask("test", Map.of("x-api-key", "good"), "").body();

        assertThat(ask("test", Map.of(), "apikey=good").body()).isEqualTo(first);
    }

    @Test
    @DisplayName("ten calls a second for each app, whatever its keys")
    void keepsAPaceOfItsOwn() {
        key("other", Status.APPROVED);
        for (int call = 0; call < 10; call++) {
            assertThat(ask("test", Map.of("x-api-key", call % 2 == 0 ? "good" : "other"), "")
                            .status())
                    .isEqualTo(200);
        }
        ReservedReply refused = ask("test", Map.of("x-api-key", "good"), "");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.fields()).containsEntry("Retry-After", "1");
        assertThat(refused.body()).asString().contains("policies.ratelimit.SpikeArrestViolation");

        now = now.plusMillis(100);
        assertThat(ask("test", Map.of("x-api-key", "good"), "").status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("Faults are those of every other call")
    @CsvSource({
        "'', steps.oauth.v2.FailedToResolveAPIKey, Failed to resolve API Key variable request.header.x-api-key",
        "x-api-key=bad, oauth.v2.InvalidApiKey, Invalid ApiKey",
        "x-api-key=revoked, oauth.v2.ApiKeyNotApproved, API Key not approved",
        "authorization=Bearer t, keymanagement.service.invalid_access_token, Invalid Access Token",
    })
    void refusesWhoIsNotKnown(String field, String code, String text) {
        key("revoked", Status.REVOKED);
        int equals = field.indexOf('=');
        Map<String, String> fields =
                equals < 0 ? Map.of() : Map.of(field.substring(0, equals), field.substring(equals + 1));

        ReservedReply reply = ask("test", fields, "");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.fields().get("WWW-Authenticate"))
                .startsWith(field.startsWith("auth") ? "Bearer realm=\"test\"" : "ApiKey realm=\"test\"");
        assertThat(reply.body())
                .asString()
                .isEqualTo(
                        "{\"fault\":{\"faultstring\":\"" + text + "\",\"detail\":{\"errorcode\":\"" + code + "\"}}}");
    }

    @Test
    void knowsTheEnvironmentsOfTheHostAlone() {
        assertThat(ask("moon", Map.of("x-api-key", "good"), "").status()).isEqualTo(404);
        assertThat(ask("prod", Map.of("x-api-key", "good"), "").status()).isEqualTo(404);
    }

    private ReservedReply ask(String environment, Map<String, String> fields, String query) {
        Map<String, List<String>> lines = new HashMap<>();
        fields.forEach((name, value) -> lines.put(name, List.of(value)));
        return answer(environment, lines, query);
    }

    private ReservedReply ask(Map<String, List<String>> lines) {
        return answer("test", new HashMap<>(lines), "");
    }

    private ReservedReply answer(String environment, Map<String, List<String>> lines, String query) {
        lines.put("host", List.of("test.localhost:8080"));
        return routes.answer(new ReservedCall(
                "GET", "/.turnpike/" + environment + "/quota", query, "127.0.0.1", lines, new byte[0]));
    }

    private IndexedKey key(String text, Status status) {
        IndexedKey key = new IndexedKey(
                UUID.randomUUID(),
                status,
                Long.MAX_VALUE,
                new IndexedKey.AppState(APP, "shop", Status.APPROVED),
                new IndexedOwner(new Owner.Developer(UUID.randomUUID()), true),
                List.of(
                        new Grant(gold.build().id(), Status.APPROVED),
                        new Grant(elsewhere.build().id(), Status.APPROVED),
                        new Grant(asked.build().id(), Status.PENDING)));
        keys.put(vault.digest(ProductBuilder.ORGANIZATION, text), key);
        return key;
    }

    private long micros() {
        return now.toEpochMilli() * 1_000;
    }
}
