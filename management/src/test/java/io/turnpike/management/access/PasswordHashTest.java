package io.turnpike.management.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
    @Test
    void knowsItsPasswordAndNoOther() {
        String hash = PasswordHash.of("päss");

        assertThat(PasswordHash.matches("päss", hash)).isTrue();
        assertThat(PasswordHash.matches("pass", hash)).isFalse();
        assertThat(PasswordHash.of("päss")).as("salted").isNotEqualTo(hash);
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("päss");
    }

    /// The hash was computed by the reference implementation:
    /// `argon2 somesalt -id -t 2 -m 16 -p 1`, password `password`.
    @Test
    void readsHashesOfOtherImplementations() {
        String reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(PasswordHash.matches("password", reference)).isTrue();
        assertThat(PasswordHash.matches("Password", reference)).isFalse();
    }

    @Test
    void refusesWhatIsNoHash() {
        assertThatThrownBy(() -> PasswordHash.matches("p", "p")).isInstanceOf(IllegalArgumentException.class);
    }
}
