package io.turnpike.decision;

import static io.turnpike.decision.OrganizationBuilder.organization;
import static io.turnpike.decision.TestCall.get;
import static io.turnpike.model.ProductBuilder.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.CredentialPlaces.Mode;
import io.turnpike.model.ProxySettingsBuilder;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a credential is looked for (runtime 1.3), and what its absence means.
class AdmissionCredentialTest {
    private static final String NONE = "";
    private final KeyRing keys = new KeyRing().good("good", "all").good("other", "all");

    @ParameterizedTest(name = "{0}: authorization ''{1}'', header ''{2}'', query ''{3}'' gives {4}")
    @DisplayName("1.3, C1 to C3, ruling 18: every mode with every place")
    @CsvSource({
        // a token decides alone (C1)
        "KEY_OR_TOKEN, Bearer t,      good, good, UNKNOWN_TOKEN",
        "KEY_OR_TOKEN, Bearer t,      '',   '',   UNKNOWN_TOKEN",
        "KEY_OR_TOKEN, bEARER t,      good, '',   UNKNOWN_TOKEN",
        "KEY_OR_TOKEN, Bearer good,   '',   '',   UNKNOWN_TOKEN",
        "TOKEN,        Bearer t,      good, good, UNKNOWN_TOKEN",
        // nothing behind the scheme is nothing (ruling 18)
        "KEY_OR_TOKEN, Bearer,        good, '',   admitted",
        "KEY_OR_TOKEN, Bearer,        '',   '',   MISSING_KEY",
        "TOKEN,        Bearer,        good, '',   MISSING_TOKEN",
        // another scheme is ignored where keys are taken
        "KEY_OR_TOKEN, Basic Z29vZA,  good, '',   admitted",
        "KEY_OR_TOKEN, Basic Z29vZA,  '',   '',   MISSING_KEY",
        "KEY_OR_TOKEN, Bearergood,    good, '',   admitted",
        "KEY_OR_TOKEN, good,          '',   '',   MISSING_KEY",
        "TOKEN,        Basic Z29vZA,  good, good, MISSING_TOKEN",
        "TOKEN,        '',            good, good, MISSING_TOKEN",
        "TOKEN,        '',            '',   '',   MISSING_TOKEN",
        // a token says nothing where only keys are taken (HT17)
        "KEY,          Bearer t,      good, '',   admitted",
        "KEY,          Bearer t,      '',   '',   MISSING_KEY",
        // header before query
        "KEY,          '',            good, bad,  admitted",
        "KEY,          '',            bad,  good, UNKNOWN_KEY",
        "KEY,          '',            '',   good, admitted",
        "KEY,          '',            '',   bad,  UNKNOWN_KEY",
        "KEY,          '',            '',   '',   MISSING_KEY",
        "KEY_OR_TOKEN, '',            '',   good, admitted",
        "KEY_OR_TOKEN, '',            '',   '',   MISSING_KEY",
        // open
        "OPEN,         '',            '',   '',   admitted",
        "OPEN,         Bearer t,      bad,  bad,  admitted",
    })
    void decides(Mode mode, String authorization, String header, String query, String outcome) {
        var call = get("/v1/x");
        if (!authorization.isEmpty()) {
            call.header("Authorization", authorization);
        }
        if (!header.isEmpty()) {
            call.key(header);
        }
        if (!query.isEmpty()) {
            call.query("apikey", query);
        }

        assertThat(outcome(mode, call)).isEqualTo(outcome);
    }

    @Test
    @DisplayName("C2: an empty value counts as absent, and the next place is tried")
    void passesOverEmptyValues() {
        assertThat(outcome(Mode.KEY, get("/v1/x").key(NONE))).isEqualTo("MISSING_KEY");
        assertThat(outcome(Mode.KEY, get("/v1/x").key(NONE).query("apikey", "good")))
                .isEqualTo("admitted");
        assertThat(outcome(Mode.KEY, get("/v1/x").query("apikey", NONE).query("x-api-key", "good")))
                .isEqualTo("admitted");
        assertThat(outcome(Mode.KEY_OR_TOKEN, get("/v1/x").header("authorization", NONE)))
                .isEqualTo("MISSING_KEY");
    }

    @Test
    @DisplayName("1.3: a query parameter with the name of the header, behind the one that is meant")
    void takesTheQueryParameterUnderBothNames() {
        assertThat(outcome(Mode.KEY, get("/v1/x").query("x-api-key", "good"))).isEqualTo("admitted");
        assertThat(outcome(Mode.KEY, get("/v1/x").query("x-api-key", "good").query("apikey", "bad")))
                .isEqualTo("UNKNOWN_KEY");
    }

    @Test
    @DisplayName("HT17: two lines of a key that differ are refused, two equal ones are one key")
    void refusesDifferingKeyLines() {
        assertThat(outcome(Mode.KEY, get("/v1/x").key("good").key("other"))).isEqualTo("AMBIGUOUS_KEY");
        assertThat(outcome(Mode.KEY, get("/v1/x").key("bad").key("good"))).isEqualTo("AMBIGUOUS_KEY");
        assertThat(outcome(Mode.KEY, get("/v1/x").key(NONE).key("good"))).isEqualTo("AMBIGUOUS_KEY");
        assertThat(outcome(Mode.KEY, get("/v1/x").key("good").key("good"))).isEqualTo("admitted");
    }

    @Test
    @DisplayName("C5: keys are compared byte by byte")
    void comparesKeysExactly() {
        assertThat(outcome(Mode.KEY, get("/v1/x").key("Good"))).isEqualTo("UNKNOWN_KEY");
        assertThat(outcome(Mode.KEY, get("/v1/x").key("good "))).isEqualTo("admitted");
        assertThat(outcome(Mode.KEY, get("/v1/x").query("apikey", "good "))).isEqualTo("UNKNOWN_KEY");
    }

    @Test
    void looksWhereTheProxySays() {
        var places = new CredentialPlaces(Mode.KEY, "X-Token", "k", false);
        var catalogue = organization()
                .deploy(
                        "api",
                        "test",
                        ProxySettingsBuilder.under("/v1").credentials(places).build())
                .product(product("all"))
                .catalogue();

        assertThat(Admission.decide(catalogue, keys, get("/v1/x").header("x-token", "good"), Recorder.NONE))
                .isInstanceOf(Decision.Allowed.class);
        assertThat(Admission.decide(catalogue, keys, get("/v1/x").query("k", "good"), Recorder.NONE))
                .isInstanceOf(Decision.Allowed.class);
        assertThat(Admission.decide(catalogue, keys, get("/v1/x").key("good").query("apikey", "good"), Recorder.NONE))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.MISSING_KEY));
    }

    @Test
    void asksForTheKeyInTheOrganizationOfTheRoute() {
        var elsewhere = OrganizationBuilder.bare(new UUID(7, 7))
                .environment("test")
                .group("*", "test")
                .deploy("api", "test", "/v1")
                .product(product("all"))
                .catalogue();

        assertThat(Admission.decide(elsewhere, keys, get("/v1/x").key("good"), Recorder.NONE))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNKNOWN_KEY));
    }

    @Test
    @DisplayName("P3: what leads nowhere is refused before any credential is looked at")
    void refusesWhatLeadsNowhere() {
        var decision = Admission.decide(catalogue(Mode.KEY), keys, get("/v2/x").key("good"), Recorder.NONE);

        assertThat(decision).isEqualTo(new Decision.Refused(1, Refusal.NO_ROUTE, null, null));
    }

    @Test
    @DisplayName("C6: an open proxy admits without key, product and limits")
    void leavesAnOpenProxyWithoutLimits() {
        var decision = Admission.decide(catalogue(Mode.OPEN), keys, get("/v1/x").key("good"), Recorder.NONE);

        assertThat(decision).isInstanceOfSatisfying(Decision.Allowed.class, allowed -> {
            assertThat(allowed.key()).isNull();
            assertThat(allowed.product()).isNull();
            assertThat(allowed.limits()).isEmpty();
        });
    }

    private String outcome(Mode mode, TestCall call) {
        return switch (Admission.decide(catalogue(mode), keys, call, Recorder.NONE)) {
            case Decision.Allowed _ -> "admitted";
            case Decision.Preflight _ -> "preflight";
            case Decision.Refused refused -> refused.refusal().name();
        };
    }

    private static Catalogue catalogue(Mode mode) {
        return organization()
                .deploy(
                        "api",
                        "test",
                        ProxySettingsBuilder.under("/v1").takes(mode).build())
                .product(product("all"))
                .catalogue();
    }
}
