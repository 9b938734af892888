package io.turnpike.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.secret.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CredentialTest {
    private static final UUID GOLD = new UUID(0, 1);
    private static final UUID SILVER = new UUID(0, 2);
    private final Vault vault = new Vault(new byte[32]);

    @Test
    void showsNeitherKeyNorSecretAsText() {
        var credential = credential(List.of(), List.of());

        assertThat(credential.toString())
                .doesNotContain("the-key")
                .doesNotContain("the-secret")
                .contains("SealedText[" + vault.id() + "]");
    }

    @Test
    @DisplayName("management-api 1.6: what a key or a secret may be")
    void knowsKeysAndSecrets() {
        assertThat(List.of("a", "_-", "aZ09_-", "a".repeat(2048))).allMatch(Credential::isKeyOrSecret);
        assertThat(List.of("", "a b", "a.b", "a/b", "a\n", "ä", "a".repeat(2049)))
                .noneMatch(Credential::isKeyOrSecret);
    }

    @Test
    @DisplayName("T7: empty scopes are none")
    void dropsEmptyAndDoubledScopes() {
        assertThat(credential(List.of("", "a", "a", "b"), List.of()).scopes()).containsExactly("a", "b");
    }

    @Test
    void keepsTheOrderOfItsGrantsForItself() {
        var grants = new ArrayList<>(List.of(new Grant(SILVER, Status.PENDING), new Grant(GOLD, Status.APPROVED)));
        var credential = credential(List.of(), grants);
        grants.clear();

        assertThat(credential.grants()).extracting(Grant::product).containsExactly(SILVER, GOLD);
        assertThat(credential.grant(GOLD)).contains(new Grant(GOLD, Status.APPROVED));
        assertThat(credential.grant(new UUID(0, 3))).isEmpty();
    }

    @Test
    void changesOneThingAtATime() {
        var credential = credential(List.of("a"), List.of());
        var attributes = new Attributes(List.of(new Attribute("a", "b")));
        var grants = List.of(new Grant(GOLD, Status.REVOKED));

        assertThat(credential.withStatus(Status.REVOKED).status()).isEqualTo(Status.REVOKED);
        assertThat(credential.withScopes(List.of("b")).scopes()).containsExactly("b");
        assertThat(credential.withAttributes(attributes).attributes()).isEqualTo(attributes);
        assertThat(credential.withGrants(grants).grants()).isEqualTo(grants);
        assertThat(credential
                        .withStatus(Status.REVOKED)
                        .withScopes(List.of("b"))
                        .withAttributes(attributes)
                        .withGrants(grants)
                        .withStatus(Status.APPROVED)
                        .withScopes(List.of("a"))
                        .withAttributes(Attributes.NONE)
                        .withGrants(List.of()))
                .isEqualTo(credential);
    }

    private Credential credential(List<String> scopes, List<Grant> grants) {
        return new Credential(
                new UUID(0, 7),
                ProductBuilder.ORGANIZATION,
                new UUID(0, 8),
                vault.digest(ProductBuilder.ORGANIZATION, "the-key"),
                vault.seal("the-key"),
                vault.seal("the-secret"),
                Status.APPROVED,
                Instant.EPOCH,
                null,
                scopes,
                Attributes.NONE,
                grants);
    }
}
