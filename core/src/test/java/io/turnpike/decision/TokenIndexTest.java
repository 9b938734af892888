package io.turnpike.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.decision.IndexedToken.Use;
import io.turnpike.secret.KeyDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenIndexTest {
    private final TokenIndex index = new TokenIndex();

    @Test
    void replacesWhatADigestLeadsTo() {
        put(1, 100, Use.OWN);
        put(1, 100, Use.REVOKED);

        assertThat(index.find(digest(1)).use()).isEqualTo(Use.REVOKED);
        assertThat(index.size()).isEqualTo(1);
        index.remove(digest(1));
        assertThat(index.find(digest(1))).isNull();
    }

    @Test
    void removesWhatExpiredByTheMinuteAndNothingElse() {
        put(1, 59_999, Use.OWN);
        put(2, 60_000, Use.OWN);
        put(3, 119_999, Use.REVOKED);
        put(4, 240_000, Use.OWN);

        index.expire(59_999);
        assertThat(index.size()).isEqualTo(4);
        index.expire(60_000);
        assertThat(index.find(digest(1))).isNull();
        assertThat(index.size()).isEqualTo(3);
        index.expire(180_000);
        assertThat(index.size()).isEqualTo(1);
        assertThat(index.find(digest(4))).isNotNull();
    }

    @Test
    void holdsAsManyAsComeAndGo() {
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 1_000; i++) {
                put(round * 1_000L + i, round * 60_000L, Use.OWN);
            }
            index.expire(round * 60_000L);
        }

        assertThat(index.size()).isEqualTo(1_000);
        assertThat(index.find(digest(19_999))).isNotNull();
    }

    private void put(long number, long expiresAt, Use use) {
        index.put(digest(number), new IndexedToken(0, 0, 0, 0, 0, expiresAt, List.of(), use, digest(number), null));
    }

    private static KeyDigest digest(long number) {
        return new KeyDigest(number * 0x9E3779B97F4A7C15L, number);
    }
}
