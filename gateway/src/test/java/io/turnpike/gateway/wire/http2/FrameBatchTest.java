package io.turnpike.gateway.wire.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameBatchTest {
    private static final int MAX_FRAME = 16_384;

    private final FrameBatch batch = new FrameBatch();
    private final EmbeddedChannel channel = new EmbeddedChannel(batch);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void sendsWhatGatheredInOnePiece() {
        ChannelFuture others = channel.write(Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 4, 1, 0, 0, 0, 0}));
        batch.head(1, block("via: a"), false, MAX_FRAME);
        batch.data(1, body(3), 3, true, MAX_FRAME);
        ChannelFuture leaving = batch.leaving();

        assertThat(channel.<Object>readOutbound()).isNull();
        channel.flush();
        assertThat(frames(channel.readOutbound())).containsExactly("SETTINGS 1 0 0", "HEADERS 4 1 4", "DATA 1 1 3");
        assertThat(channel.<Object>readOutbound()).isNull();
        assertThat(others.isSuccess() && leaving.isSuccess()).isTrue();
    }

    @Test
    @DisplayName(
            "RFC 9113 6.10: a head beyond a frame goes on in the next ones; its end of the stream stands in the first")
    void continuesALongHead() {
        batch.head(3, block("x-a: " + "v".repeat(40_000)), true, MAX_FRAME);
        channel.flush();

        assertThat(frames(all()))
                .containsExactly("HEADERS 1 3 16384", "CONTINUATION 0 3 16384", "CONTINUATION 4 3 7241");
    }

    @Test
    @DisplayName("RFC 9113 4.2: a body beyond a frame goes on in others; long ones are not copied")
    void partsALongBody() {
        ByteBuf body = body(40_000);
        batch.data(5, body, 39_000, false, MAX_FRAME);
        batch.data(5, body, 1_000, true, MAX_FRAME);
        channel.flush();

        assertThat(frames(all())).containsExactly("DATA 0 5 16384", "DATA 0 5 16384", "DATA 0 5 6232", "DATA 1 5 1000");
        assertThat(body.isReadable()).isFalse();
        assertThat(body.release()).isTrue();
    }

    @Test
    void handsOnWhatARecordOfTlsHolds() {
        for (int i = 0; i < 20; i++) {
            batch.data(7, body(1_000), 1_000, false, MAX_FRAME);
        }
        channel.flush();

        List<Integer> lengths = new ArrayList<>();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            lengths.add(piece.readableBytes());
            piece.release();
        }
        assertThat(lengths).containsExactly(16 * 1_009, 4 * 1_009);
    }

    @Test
    void tellsWhatWasNotSentThatItFailed() {
        batch.data(9, body(1), 1, true, MAX_FRAME);
        ChannelFuture leaving = batch.leaving();
        var _ = channel.close();

        assertThat(leaving.isDone() && !leaving.isSuccess()).isTrue();
    }

    private ByteBuf all() {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            all.writeBytes(piece);
            piece.release();
        }
        return all;
    }

    private static ByteBuf body(int length) {
        return Unpooled.wrappedBuffer(new byte[length]);
    }

    private static HpackEncoder block(String line) {
        HpackEncoder block = new HpackEncoder();
        block.begin();
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        block.field(bytes, 0, line.indexOf(':'), bytes.length);
        return block;
    }

    /// Type, flags, stream and length of each, without what they carry.
    private static List<String> frames(ByteBuf bytes) {
        List<String> frames = new ArrayList<>();
        while (bytes.isReadable()) {
            int length = bytes.readMedium();
            byte type = bytes.readByte();
            String name = switch (type) {
                case Http2FrameTypes.DATA -> "DATA";
                case Http2FrameTypes.HEADERS -> "HEADERS";
                case Http2FrameTypes.CONTINUATION -> "CONTINUATION";
                default -> "SETTINGS";
            };
            frames.add("%s %d %d %d".formatted(name, bytes.readByte(), bytes.readInt(), length));
            bytes.skipBytes(length);
        }
        bytes.release();
        return frames;
    }
}
