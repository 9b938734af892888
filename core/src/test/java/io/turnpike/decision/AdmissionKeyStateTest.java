package io.turnpike.decision;

import static io.turnpike.decision.KeyRing.grant;
import static io.turnpike.decision.OrganizationBuilder.organization;
import static io.turnpike.decision.TestCall.NOW;
import static io.turnpike.decision.TestCall.get;
import static io.turnpike.model.ProductBuilder.product;
import static io.turnpike.model.Status.APPROVED;
import static io.turnpike.model.Status.PENDING;
import static io.turnpike.model.Status.REVOKED;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.model.Owner;
import io.turnpike.model.Status;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The life of a key (runtime 7).
class AdmissionKeyStateTest {
    private final Catalogue catalogue = organization()
            .deploy("api", "test", "/v1")
            .product(product("gold"))
            .product(product("silver"))
            .catalogue();

    @ParameterizedTest(name = "key {0}, expires in {1} ms, app {2}, developer active {3}, grant {4}: {5}")
    @DisplayName("section 7: all levels must be good, and the first bad one in Apigee's order is named")
    @CsvSource({
        "APPROVED, 1,   APPROVED, true,  APPROVED, admitted",
        "REVOKED,  1,   APPROVED, true,  APPROVED, KEY_NOT_APPROVED",
        "PENDING,  1,   APPROVED, true,  APPROVED, KEY_NOT_APPROVED",
        "REVOKED,  -1,  REVOKED,  false, REVOKED,  KEY_NOT_APPROVED",
        "APPROVED, -1,  APPROVED, true,  APPROVED, KEY_EXPIRED",
        "APPROVED, -1,  REVOKED,  false, REVOKED,  KEY_EXPIRED",
        "APPROVED, 1,   REVOKED,  true,  APPROVED, APP_NOT_APPROVED",
        "APPROVED, 1,   PENDING,  true,  APPROVED, APP_NOT_APPROVED",
        "APPROVED, 1,   REVOKED,  false, REVOKED,  APP_NOT_APPROVED",
        "APPROVED, 1,   APPROVED, false, APPROVED, DEVELOPER_NOT_ACTIVE",
        "APPROVED, 1,   APPROVED, false, PENDING,  DEVELOPER_NOT_ACTIVE",
        "APPROVED, 1,   APPROVED, true,  PENDING,  NO_PRODUCT",
        "APPROVED, 1,   APPROVED, true,  REVOKED,  NO_PRODUCT",
    })
    void namesTheFirstLevelThatIsBad(
            Status key, long expiresIn, Status app, boolean developer, Status grant, String outcome) {
        var state = new KeyRing.State(key, NOW + expiresIn, app, developer);

        assertThat(outcome(new KeyRing().key("k", state, grant("gold", grant)), NOW))
                .isEqualTo(outcome);
    }

    @Test
    @DisplayName(
            "section 7, ruling 15: a group closes the keys of its apps as a developer does, under a name of its own")
    void refusesTheKeysOfAnInactiveGroup() {
        var group = new Owner.Group(new UUID(0, 1));

        assertThat(outcome(keyOf(group, APPROVED, true), NOW)).isEqualTo("admitted");
        assertThat(outcome(keyOf(group, APPROVED, false), NOW)).isEqualTo("GROUP_NOT_ACTIVE");
        assertThat(outcome(keyOf(group, REVOKED, false), NOW)).isEqualTo("APP_NOT_APPROVED");
    }

    @Test
    @DisplayName("Y5: expired from the very millisecond on")
    void expiresAtTheMillisecond() {
        var keys = new KeyRing().key("k", new KeyRing.State(APPROVED, 5000, APPROVED, true), grant("gold", APPROVED));

        assertThat(outcome(keys, 4999)).isEqualTo("admitted");
        assertThat(outcome(keys, 5000)).isEqualTo("KEY_EXPIRED");
        assertThat(outcome(keys, 5001)).isEqualTo("KEY_EXPIRED");
    }

    @Test
    @DisplayName("section 7: an unknown key is refused as such")
    void refusesAnUnknownKey() {
        assertThat(outcome(new KeyRing(), NOW)).isEqualTo("UNKNOWN_KEY");
    }

    @Test
    @DisplayName("Y1, Y3, Y6: a grant that is pending, revoked or of a deleted product opens nothing; the others do")
    void passesOverGrantsThatOpenNothing() {
        var keys = new KeyRing()
                .key(
                        "k",
                        grant("deleted", APPROVED),
                        grant("gold", PENDING),
                        grant("gold", REVOKED),
                        grant("silver", APPROVED));
        var steps = new WrittenSteps();

        var decision = Admission.decide(catalogue, keys, get("/v1/x").key("k"), steps);

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Allowed.class,
                        allowed -> assertThat(allowed.product().name()).isEqualTo("silver"));
        assertThat(steps.lines())
                .containsExactly(
                        "route api in test",
                        "credential HEADER of shop",
                        "gone: UNKNOWN_PRODUCT",
                        "gold: NOT_APPROVED",
                        "gold: NOT_APPROVED",
                        "silver matched ");
    }

    @Test
    @DisplayName("Y2, Y7: what was closed and is opened again works again, with the key unchanged")
    void opensAgain() {
        var developer = new IndexedOwner(new Owner.Developer(new UUID(0, 9)), false);
        var key = new IndexedKey(
                new UUID(0, 1),
                APPROVED,
                Long.MAX_VALUE,
                new IndexedKey.AppState(KeyRing.APP, "shop", APPROVED),
                developer,
                List.of(grant("gold", APPROVED)));
        KeyLookup keys = (_, _) -> key;

        assertThat(outcome(keys, NOW)).isEqualTo("DEVELOPER_NOT_ACTIVE");
        developer.setActive(true);
        assertThat(outcome(keys, NOW)).isEqualTo("admitted");
    }

    @Test
    @DisplayName("A3: a refusal behind the key names it")
    void namesTheKeyInRefusals() {
        var keys = new KeyRing().key("k", grant("gold", REVOKED));

        var decision = Admission.decide(catalogue, keys, get("/v1/x").key("k"), Recorder.NONE);

        assertThat(decision.key().app()).isEqualTo(KeyRing.APP);
        assertThat(decision.route().proxy()).isEqualTo("api");
    }

    private static KeyRing keyOf(Owner owner, Status app, boolean active) {
        var state = new KeyRing.State(APPROVED, Long.MAX_VALUE, app, owner, active);
        return new KeyRing().key("k", state, grant("gold", APPROVED));
    }

    private String outcome(KeyLookup keys, long now) {
        return switch (Admission.decide(catalogue, keys, get("/v1/x").key("k").at(now), Recorder.NONE)) {
            case Decision.Allowed _ -> "admitted";
            case Decision.Preflight _ -> "preflight";
            case Decision.Refused refused -> refused.refusal().name();
        };
    }
}
