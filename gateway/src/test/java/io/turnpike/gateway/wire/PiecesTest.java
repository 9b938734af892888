package io.turnpike.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiecesTest {
    private static final int BODY = 64 * 1024;

    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
    private final Pieces pieces = new Pieces();

    @AfterEach
    void everythingIsReleased() {
        pieces.release();

        assertThat(held()).isZero();
        assertThat(pieces.isEmpty()).isTrue();
        assertThat(pieces.length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 4_000, 9_000, 16_383, 16_384, 20_000})
    @DisplayName("HT34: pieces take about twice the memory of their bytes, whatever they are parts of")
    void holdsLittleMoreThanBytes(int length) {
        for (int sent = 0; sent < BODY; sent += length) {
            pieces.add(piece("x".repeat(length), 32 * 1024));
        }

        assertThat(held()).isLessThan(5L * pieces.length() / 2);
    }

    @Test
    void copiesNothingThatFillsItsBuffer() {
        ByteBuf whole = piece("x".repeat(20_000), 32 * 1024);
        ByteBuf small = piece("abc", 4);

        pieces.add(whole);
        pieces.add(small);

        assertThat(pieces.take()).isSameAs(whole);
        assertThat(pieces.take()).isSameAs(small);
        whole.release();
        small.release();
    }

    @Test
    void keepsNothingOfAnEmptyPiece() {
        pieces.add(piece("", 512));

        assertThat(pieces.isEmpty()).isTrue();
        assertThat(held()).isZero();
    }

    @Test
    void handsOverWhatCameInItsOrder() {
        long seed = 20260722;
        Random random = new Random(seed);
        StringBuilder in = new StringBuilder();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            String text = Integer.toString(i).repeat(random.nextInt(random.nextInt(50) == 0 ? 5_000 : 8));
            in.append(text);
            pieces.add(piece(text, text.length() + random.nextInt(1_000)));
            if (random.nextInt(4) == 0 && !pieces.isEmpty()) {
                take(out);
            }
        }
        assertThat(new String(pieces.copy(), US_ASCII)).as("seed %d", seed).isEqualTo(in.substring(out.length()));
        while (!pieces.isEmpty()) {
            take(out);
        }

        assertThat(out.toString()).as("seed %d", seed).isEqualTo(in.toString());
    }

    private void take(StringBuilder out) {
        ByteBuf first = pieces.take();
        out.append(first.toString(US_ASCII));
        first.release();
    }

    /// Part of a buffer, which it keeps.
    private ByteBuf piece(String text, int whole) {
        ByteBuf read = memory.directBuffer(whole);
        read.writeBytes(text.getBytes(US_ASCII));
        ByteBuf slice = read.readRetainedSlice(text.length());
        read.release();
        return slice;
    }

    private long held() {
        return memory.metric().usedDirectMemory();
    }
}
