package io.turnpike.decision;

import static io.turnpike.decision.OrganizationBuilder.organization;
import static io.turnpike.decision.TestCall.get;
import static io.turnpike.model.ProductBuilder.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.IndexedToken.Use;
import io.turnpike.decision.KeyRing.State;
import io.turnpike.model.Attribute;
import io.turnpike.model.CredentialPlaces.Mode;
import io.turnpike.model.Operation;
import io.turnpike.model.OperationConfig;
import io.turnpike.model.OperationGroup;
import io.turnpike.model.Owner;
import io.turnpike.model.ProductBuilder;
import io.turnpike.model.ProxySettingsBuilder;
import io.turnpike.model.Status;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What tokens open (runtime 6.2, 6.3, 7).
class AdmissionTokenTest {
    private static final long NOW = 1_000;

    @ParameterizedTest(name = "{0} from {1} to {2}: {3}")
    @DisplayName("6.3, Y5, J2: status, then time; `now >= expiresAt` is expired")
    @CsvSource({
        "OWN, 0, 1001, admitted",
        "OWN, 0, 1000, TOKEN_EXPIRED",
        "OWN, 1000, 1001, admitted",
        "OWN, 1001, 2000, UNKNOWN_TOKEN",
        "REVOKED, 0, 1001, TOKEN_NOT_APPROVED",
        "REVOKED, 0, 1, TOKEN_NOT_APPROVED",
        "EXTERNAL, 0, 1001, admitted",
        "EXTERNAL, 0, 1000, INVALID_JWT",
        "EXTERNAL, 1001, 2000, INVALID_JWT",
        "AS_KEY, 0, 1001, admitted",
        "AS_KEY, 0, 1000, INVALID_JWT",
        "AS_KEY, 1001, 2000, INVALID_JWT",
    })
    void looksAtStatusAndTime(Use use, long notBefore, long expiresAt, String outcome) {
        var keys = new KeyRing().good("k", "all").token("t", "k", use, notBefore, expiresAt);

        assertThat(outcome(keys)).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "key {0} until {1}, app {2}, developer active {3}: {4}")
    @DisplayName("Y8: the states of key, app and developer close tokens too, in the order of 7")
    @CsvSource({
        "REVOKED, 0, REVOKED, false, TOKEN_NOT_APPROVED",
        "APPROVED, 1000, REVOKED, false, KEY_EXPIRED",
        "APPROVED, 1001, REVOKED, false, APP_NOT_APPROVED",
        "APPROVED, 1001, APPROVED, false, DEVELOPER_NOT_ACTIVE",
        "APPROVED, 1001, APPROVED, true, admitted",
    })
    void looksAtTheStatesOfTheKey(Status key, long expiresAt, Status app, boolean active, String outcome) {
        var keys = new KeyRing()
                .key("k", new State(key, expiresAt, app, active), KeyRing.grant("all", Status.APPROVED))
                .token("t", "k", "k");

        assertThat(outcome(keys)).isEqualTo(outcome);
    }

    @Test
    void isClosedWithItsGroup() {
        var inactive =
                new State(Status.APPROVED, Long.MAX_VALUE, Status.APPROVED, new Owner.Group(new UUID(0, 9)), false);
        var keys = new KeyRing()
                .key("k", inactive, KeyRing.grant("all", Status.APPROVED))
                .token("t", "k", "k");

        assertThat(outcome(keys)).isEqualTo("GROUP_NOT_ACTIVE");
    }

    @Test
    @DisplayName("J3: a token that stands for a key is refused with that key's codes, and needs no scopes (C4, T6)")
    void treatsATokenAsTheKeyThatItNames() {
        var scoped = product("all").scopes("read");
        var keys = new KeyRing()
                .token("t", "unknown", Use.AS_KEY, 0, 2_000)
                .key("revoked", new State(Status.REVOKED, 2_000, Status.APPROVED, true))
                .token("r", "revoked", Use.AS_KEY, 0, 2_000)
                .good("none")
                .token("n", "none", Use.AS_KEY, 0, 2_000)
                .good("good", "all")
                .token("g", "good", Use.AS_KEY, 0, 2_000);

        assertThat(outcome(keys, "t", scoped)).isEqualTo("UNKNOWN_KEY");
        assertThat(outcome(keys, "r", scoped)).isEqualTo("KEY_NOT_APPROVED");
        assertThat(outcome(keys, "n", scoped)).isEqualTo("NO_PRODUCT");
        assertThat(outcome(keys, "g", scoped)).isEqualTo("admitted");
    }

    @Test
    @DisplayName("a token of a key that was deleted opens nothing, also where the key came back")
    void endsWithItsCredential() {
        var gone = new KeyRing().token("t", "gone", "gone");
        var again = new KeyRing().good("other", "all").token("t", "gone", "other");

        assertThat(outcome(gone)).isEqualTo("UNKNOWN_TOKEN");
        assertThat(outcome(again)).isEqualTo("UNKNOWN_TOKEN");
    }

    @ParameterizedTest(name = "product ''{0}'', operation ''{1}'', token ''{2}'': {3}")
    @DisplayName("T5, T8, T9: one of the product's scopes, all of the operation's, in the same letters")
    @CsvSource({
        "'', '', '', admitted",
        "'', '', read, admitted",
        "read write, '', write, admitted",
        "read write, '', '', 'INSUFFICIENT_SCOPE [read, write]'",
        "read write, '', Read, 'INSUFFICIENT_SCOPE [read, write]'",
        "'', a b, a b c, admitted",
        "'', a b, a, 'INSUFFICIENT_SCOPE [a, b]'",
        "read, a, read, INSUFFICIENT_SCOPE [a]",
        "read, a, a, INSUFFICIENT_SCOPE [read]",
        "read, a, a read, admitted",
    })
    void asksForScopes(String ofProduct, String ofOperation, String ofToken, String outcome) {
        var keys = new KeyRing().good("k", "all").good("t", "k", List.of(ofToken.split(" ")));
        var product = product("all").scopes(ofProduct.split(" "));
        if (!ofOperation.isEmpty()) {
            product.config(
                    OperationGroup.Type.REST,
                    new OperationConfig(
                            "api",
                            List.of(new Operation.Rest("/**", List.of())),
                            null,
                            List.of(new Attribute("turnpike.scopes", " " + ofOperation))));
        }

        assertThat(outcome(keys, "t", product)).isEqualTo(outcome);
        assertThat(outcome(keys, "", product)).as("T6: with the key").isEqualTo("admitted");
    }

    @Test
    @DisplayName("X table: scopes count only where a product matches otherwise; the next product is tried")
    void triesTheNextProduct() {
        var keys = new KeyRing().good("k", "elsewhere", "narrow", "wide").good("t", "k", List.of("b"));
        var elsewhere = product("elsewhere").environments("prod").scopes("c");
        var narrow = product("narrow").scopes("a");

        assertThat(outcome(keys, "t", elsewhere)).isEqualTo("NO_PRODUCT_FOR_TOKEN");
        assertThat(outcome(keys, "t", elsewhere, narrow)).isEqualTo("INSUFFICIENT_SCOPE [a]");
        assertThat(outcome(keys, "t", elsewhere, narrow, product("wide").scopes("b")))
                .isEqualTo("admitted");
    }

    @Test
    void tellsWhichProductLackedAScope() {
        var keys = new KeyRing().good("k", "narrow", "wide").good("t", "k", List.of("b"));
        var steps = new WrittenSteps();

        Admission.decide(catalogue(product("narrow").scopes("a"), product("wide")), keys, call("t"), steps);

        assertThat(steps.lines())
                .containsExactly(
                        "route api in test",
                        "credential AUTHORIZATION of shop",
                        "narrow: WRONG_SCOPE",
                        "wide matched ");
    }

    @Test
    @DisplayName("Runtime 9, A3: whoever is refused behind a token, the decision says which token it was")
    void tellsWhichTokenWasShown() {
        var keys = new KeyRing()
                .good("k", "all")
                .good("read", "k", List.of("read"))
                .token("late", "k", Use.OWN, 0, NOW, "read")
                .token("key", "k", Use.AS_KEY, 0, 2_000, "read");
        var wants = product("all").scopes("write");

        assertThat(List.of("read", "late", "key"))
                .allSatisfy(token -> assertThat(Admission.decide(catalogue(wants), keys, call(token), Recorder.NONE)
                                .token()
                                .scopes())
                        .as(token)
                        .containsExactly("read"));
        assertThat(outcome(keys, "key", wants)).as("T6").isEqualTo("admitted");
        assertThat(Admission.decide(catalogue(wants), keys, call("unknown"), Recorder.NONE)
                        .token())
                .isNull();
        assertThat(Admission.decide(catalogue(wants), keys, call(""), Recorder.NONE)
                        .token())
                .isNull();
    }

    private static String outcome(KeyRing keys) {
        return outcome(keys, "t", product("all"));
    }

    /// @param token empty sends the key `k`
    private static String outcome(KeyRing keys, String token, ProductBuilder... products) {
        return switch (Admission.decide(catalogue(products), keys, call(token), Recorder.NONE)) {
            case Decision.Allowed _ -> "admitted";
            case Decision.Preflight _ -> "preflight";
            case Decision.Refused refused ->
                refused.refusal() + (refused.scopes().isEmpty() ? "" : " " + refused.scopes());
        };
    }

    private static TestCall call(String token) {
        var call = get("/v1/x").at(NOW);
        return token.isEmpty() ? call.key("k") : call.header("Authorization", "Bearer " + token);
    }

    private static Catalogue catalogue(ProductBuilder... products) {
        var organization = organization()
                .deploy(
                        "api",
                        "test",
                        ProxySettingsBuilder.under("/v1")
                                .takes(Mode.KEY_OR_TOKEN)
                                .build());
        for (var product : products) {
            organization.product(product);
        }
        return organization.catalogue();
    }
}
