package io.turnpike.decision;

import static io.turnpike.decision.OrganizationBuilder.organization;
import static io.turnpike.decision.TestCall.get;
import static io.turnpike.model.ProxySettingsBuilder.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Cors;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.ProductBuilder;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Quota;
import io.turnpike.quota.CounterId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a proxy decides before anybody looks who calls, and what it limits itself.
class AdmissionDoorTest {
    private static final Cors CORS =
            new Cors(List.of("https://a.example"), List.of(), List.of(), List.of(), false, Optional.empty());

    private final KeyRing keys = new KeyRing().good("good", "gold").good("free", "silver");

    @Test
    @DisplayName("Ruling 22: deny wins, and both come before the credential")
    void refusesAddresses() {
        Catalogue catalogue = catalogue(
                under("/v1").ip(List.of("10.0.0.0/8"), List.of("10.9.0.0/16")).build());

        assertThat(decide(catalogue, get("/v1").key("good").from(10, 1, 2, 3))).isEqualTo("allowed");
        assertThat(decide(catalogue, get("/v1").from(10, 9, 2, 3))).isEqualTo("ADDRESS_DENIED");
        assertThat(decide(catalogue, get("/v1").key("good").from(11, 1, 2, 3))).isEqualTo("ADDRESS_DENIED");
    }

    @Test
    @DisplayName("H3: a preflight needs no key and no turn; only where the proxy answers for other origins")
    void answersPreflights() {
        TestCall preflight = TestCall.of("OPTIONS", "/v1")
                .header("origin", "https://a.example")
                .header("access-control-request-method", "PUT");
        ProxySettings open = under("/v1").cors(CORS).spikeArrest("1pm", "").build();

        assertThat(decide(catalogue(open), preflight, (_, _, _) -> false)).isEqualTo("preflight");
        assertThat(decide(catalogue(under("/v1").build()), preflight)).isEqualTo("MISSING_KEY");
        assertThat(decide(catalogue(open), TestCall.of("OPTIONS", "/v1"))).isEqualTo("MISSING_KEY");
        assertThat(decide(
                        catalogue(under("/v1")
                                .cors(CORS)
                                .ip(List.of("10.0.0.0/8"), List.of())
                                .build()),
                        preflight))
                .isEqualTo("ADDRESS_DENIED");
    }

    @Test
    @DisplayName("P4: the pace is kept before the credential is looked at")
    void refusesCallsBeforeTheirTurn() {
        Catalogue catalogue = catalogue(under("/v1").spikeArrest("10ps", "").build());

        assertThat(decide(catalogue, get("/v1"), (_, _, _) -> false)).isEqualTo("SPIKE_ARREST");
        assertThat(decide(catalogue, get("/v1"), (_, _, _) -> true)).isEqualTo("MISSING_KEY");
    }

    @Test
    @DisplayName("Runtime 5.2: the interval is rounded up, and callers are told apart as the proxy says")
    void namesThePaceOfACaller() {
        assertThat(keyOf("7ps", "", get("/v1")))
                .isEqualTo(keyOf("7ps", "", get("/v1").header("x-user", "a")));
        assertThat(keyOf("7ps", "request.header.X-User", get("/v1").header("x-user", "a")))
                .isNotEqualTo(keyOf("7ps", "request.header.x-user", get("/v1").header("x-user", "b")))
                .isEqualTo(keyOf("7ps", "request.header.x-user", get("/v1").header("x-user", "a")));
        assertThat(keyOf("7ps", "request.queryparam.u", get("/v1").query("u", "a")))
                .isNotEqualTo(keyOf("7ps", "request.queryparam.u", get("/v1")));
        assertThat(keyOf("7ps", "client.ip", get("/v1").from(1, 2, 3, 4)))
                .isNotEqualTo(keyOf("7ps", "client.ip", get("/v1").from(1, 2, 3, 5)));
        assertThat(route(catalogue(under("/v1").spikeArrest("7ps", "").build()))
                        .api()
                        .pace()
                        .intervalNanos())
                .isEqualTo(142_857_143);
        assertThat(route(catalogue(under("/v1").spikeArrest("30pm", "").build()))
                        .api()
                        .pace()
                        .intervalNanos())
                .isEqualTo(2_000_000_000);
    }

    @Test
    @DisplayName("Q5, PX5: a proxy's quota holds for each app where the product sets none; without keys for all")
    void limitsByTheProxyWhereNoProductDoes() {
        ProxySettings limited = under("/v1").quota(10, 1, Quota.Unit.MINUTE).build();

        assertThat(limits(limited, "good"))
                .extracting(limit -> ((Limit.Windowed) limit).quota())
                .containsExactly(new Quota(3, 1, Quota.Unit.HOUR));
        assertThat(limits(limited, "free"))
                .extracting(limit -> ((Limit.Windowed) limit).quota())
                .containsExactly(new Quota(10, 1, Quota.Unit.MINUTE));
        ProxySettings lenient =
                under("/v1").withoutQuota().quota(10, 1, Quota.Unit.MINUTE).build();
        assertThat(limits(lenient, "good"))
                .extracting(limit -> ((Limit.Windowed) limit).quota())
                .containsExactly(new Quota(10, 1, Quota.Unit.MINUTE));
        ProxySettings open = under("/v1")
                .takes(CredentialPlaces.Mode.OPEN)
                .quota(10, 1, Quota.Unit.MINUTE)
                .build();
        Limit ofAll = limits(open, "none").getFirst();
        Route route = route(catalogue(open));
        assertThat(ofAll.claim(route, null, TestCall.NOW, 1).counter())
                .isNotEqualTo(ofAll.claim(route, keys.find(ProductBuilder.ORGANIZATION, "free"), TestCall.NOW, 1)
                        .counter());
    }

    private List<Limit> limits(ProxySettings settings, String key) {
        return ((Decision.Allowed)
                        Admission.decide(catalogue(settings), keys, get("/v1").key(key), Recorder.NONE))
                .limits();
    }

    private CounterId keyOf(String rate, String by, TestCall call) {
        Route route = route(catalogue(under("/v1").spikeArrest(rate, by).build()));
        return route.api().pace().keyOf(route, call);
    }

    private static Route route(Catalogue catalogue) {
        return catalogue.route("test.localhost", get("/v1").path());
    }

    private static Catalogue catalogue(ProxySettings settings) {
        return organization()
                .deploy("weather", "test", settings)
                .product(ProductBuilder.product("gold").quota(3, 1, Quota.Unit.HOUR))
                .product(ProductBuilder.product("silver"))
                .catalogue();
    }

    private String decide(Catalogue catalogue, TestCall call) {
        return decide(catalogue, call, Throttle.NONE);
    }

    private String decide(Catalogue catalogue, TestCall call, Throttle throttle) {
        return switch (Admission.decide(catalogue, keys, throttle, call, Recorder.NONE)) {
            case Decision.Allowed _ -> "allowed";
            case Decision.Preflight _ -> "preflight";
            case Decision.Refused refused -> refused.refusal().name();
        };
    }
}
