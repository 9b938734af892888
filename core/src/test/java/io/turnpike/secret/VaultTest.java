package io.turnpike.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
    private static final UUID ORGANIZATION = new UUID(0, 1);
    private final Vault vault = new Vault(masterKey());

    @ParameterizedTest(name = "{1} in {0}")
    @DisplayName("C5: digests are on disk; they never change")
    @CsvSource({
        "00000000-0000-0000-0000-000000000001, abc, 0cce015a1aa17bdb266645f433137f68",
        "00000000-0000-0000-0000-000000000002, abc, def124fc9221c128d6cb931dd40f6a23",
        "0f8fad5b-d9cb-469f-a165-70867728950e, gold-Key_0123456789, ce519d59499def762bf2659e53b10807",
    })
    void pinsDigests(UUID organization, String key, String hex) {
        assertThat(vault.digest(organization, key).hex()).isEqualTo(hex);
        assertThat(KeyDigest.fromHex(hex)).isEqualTo(vault.digest(organization, key));
        assertThat(new Vault(masterKey()).digest(organization, key).hex()).isEqualTo(hex);
    }

    @Test
    void pinsTheIdOfAMasterKey() {
        assertThat(vault.id()).isEqualTo("63b2e22f");
    }

    @Test
    void digestsTheWholeKeyInItsOrganization() {
        var digest = vault.digest(ORGANIZATION, "k".repeat(2048));

        assertThat(vault.digest(ORGANIZATION, "k".repeat(2047))).isNotEqualTo(digest);
        assertThat(vault.digest(ORGANIZATION, "k".repeat(2047) + "K")).isNotEqualTo(digest);
        assertThat(vault.digest(new UUID(1, 0), "k".repeat(2048))).isNotEqualTo(digest);
        assertThat(new Vault(new byte[32]).digest(ORGANIZATION, "k".repeat(2048)))
                .isNotEqualTo(digest);
    }

    @Test
    void digestsAlikeOnManyThreads() {
        var expected = IntStream.range(0, 2000)
                .mapToObj(i -> vault.digest(ORGANIZATION, "key" + i))
                .toList();

        assertThat(IntStream.range(0, 2000)
                        .parallel()
                        .mapToObj(i -> vault.digest(ORGANIZATION, "key" + i))
                        .toList())
                .isEqualTo(expected);
    }

    @Test
    void opensATextOnlyForThePlaceForWhichItWasSealed() {
        var sealed = vault.seal("hidden", "here");

        assertThat(vault.open(sealed, "here")).isEqualTo("hidden");
        for (var place : List.of("there", "her", "")) {
            assertThatThrownBy(() -> vault.open(sealed, place))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageNotContaining("hidden");
        }
        assertThatThrownBy(() -> vault.open(vault.seal("hidden"), "here")).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 16, 2048, 100_000})
    void opensWhatItSealed(int length) {
        var text = "é".repeat(length);

        assertThat(vault.open(vault.seal(text))).isEqualTo(text);
        assertThat(new Vault(masterKey()).open(vault.seal(text))).isEqualTo(text);
    }

    @Test
    void sealsTheSameTextDifferentlyEachTime() {
        assertThat(vault.seal("text")).isNotEqualTo(vault.seal("text"));
    }

    @Test
    void opensNothingUnderAnotherMasterKey() {
        var other = new Vault(new byte[32]);
        var sealed = other.seal("text");

        assertThatThrownBy(() -> vault.open(sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> vault.open(new SealedText(vault.id(), sealed.bytes())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void opensNothingThatWasChangedAtAnyByte() {
        byte[] sealed = vault.seal("the secret").bytes();

        assertThat(IntStream.range(0, sealed.length)).allSatisfy(at -> {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> vault.open(new SealedText(vault.id(), changed)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageNotContaining("the secret");
        });
    }

    @Test
    void opensNothingThatWasCutAnywhere() {
        byte[] sealed = vault.seal("the secret").bytes();

        assertThat(IntStream.range(0, sealed.length))
                .allSatisfy(length -> assertThatThrownBy(
                                () -> vault.open(new SealedText(vault.id(), Arrays.copyOf(sealed, length))))
                        .isInstanceOf(IllegalStateException.class));
    }

    @Test
    void showsNothingOfASealedText() {
        assertThat(vault.seal("text")).hasToString("SealedText[63b2e22f]");
    }

    @Test
    void keepsTheBytesOfASealedTextForItself() {
        byte[] bytes = {1, 2, 3};
        var sealed = new SealedText("id", bytes);
        bytes[0] = 9;
        sealed.bytes()[1] = 9;

        assertThat(sealed)
                .isEqualTo(new SealedText("id", new byte[] {1, 2, 3}))
                .hasSameHashCodeAs(new SealedText("id", new byte[] {1, 2, 3}));
        assertThat(sealed).isNotEqualTo(new SealedText("other", new byte[] {1, 2, 3}));
    }

    @Test
    void needsAMasterKeyOfThirtyTwoBytes() {
        assertThatThrownBy(() -> new Vault(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThat(Vault.newMasterKey()).hasSize(32).isNotEqualTo(Vault.newMasterKey());
    }

    @Test
    void comparesSecrets() {
        assertThat(Vault.sameSecret("a", "a")).isTrue();
        assertThat(Vault.sameSecret("a", "b")).isFalse();
        assertThat(Vault.sameSecret("a", "aa")).isFalse();
        assertThat(Vault.sameSecret("", "")).isTrue();
    }

    private static byte[] masterKey() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return key;
    }
}
