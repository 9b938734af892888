package io.turnpike.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.turnpike.secret.Vault;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeyStoreTest {
    @Test
    @DisplayName("Nobody is at fault who calls while a stored certificate cannot be read: that is no refusal")
    void failsWhereAStoredCertificateCannotBeRead() {
        Vault vault = new Vault(new byte[32]);
        KeyStore torn = new KeyStore("torn", vault.seal("key", "key of torn"));

        assertThatThrownBy(() -> torn.open(vault)).isInstanceOf(IllegalStateException.class);
    }
}
