package io.turnpike.gateway.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.turnpike.gateway.wire.HeadWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JoinedWritesTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final JoinedWrites writes = new JoinedWrites(channel);
    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);

    @BeforeEach
    void allocateWhereItIsCounted() {
        channel.config().setAllocator(memory);
    }

    @AfterEach
    void leavesNoBufferBehind() {
        channel.finishAndReleaseAll();
        assertThat(memory.metric().usedDirectMemory()).isZero();
    }

    @Test
    void sendsAHeadAndAShortBodyInOneBuffer() {
        writes.write(head("HTTP/1.1 200 OK\r\n\r\n"));
        ByteBuf body = text("hello");
        writes.write(body);
        assertThat(sent()).isEmpty();
        writes.flush();
        assertThat(sent()).containsExactly("HTTP/1.1 200 OK\r\n\r\nhello");
        assertThat(body.refCnt()).isZero();
    }

    @Test
    void sendsALongBodyAsItIsAndInItsPlace() {
        writes.write(head("head"));
        ByteBuf body = text("x".repeat(5000));
        writes.write(body);
        writes.write(head("next"));
        writes.flush();
        assertThat(channel.outboundMessages().toArray()[1]).isSameAs(body);
        assertThat(sent()).containsExactly("head", "x".repeat(5000), "next");
    }

    @Test
    void beginsAnotherBufferWhereOneIsFull() {
        for (int i = 0; i < 3; i++) {
            writes.write(head("x".repeat(3000)));
        }
        writes.flush();
        assertThat(sent()).hasSize(3).containsOnly("x".repeat(3000));
    }

    @Test
    @DisplayName("HT13")
    void framesChunks() {
        writes.writeChunk(text("hello"));
        writes.writeChunk(text("x".repeat(5000)));
        writes.flush();
        assertThat(String.join("", sent())).isEqualTo("5\r\nhello\r\n1388\r\n" + "x".repeat(5000) + "\r\n");
    }

    @Test
    void tellsWhatBecameOfAHeadThatIsSentAlone() {
        writes.write(head("before"));
        ChannelFuture left = writes.writeAlone(head("alone"));
        writes.write(head("behind"));
        assertThat(left.isDone()).isFalse();
        writes.flush();
        assertThat(left.isSuccess()).isTrue();
        assertThat(sent()).containsExactly("before", "alone", "behind");
    }

    @Test
    void flushesOnlyWhatIsNew() {
        writes.flush();
        writes.write(head("once"));
        writes.flush();
        writes.flush();
        assertThat(sent()).containsExactly("once");
    }

    @Test
    void handsOverWhatGoesAheadOfOthers() {
        writes.write(head("first"));
        var _ = writes.pass().writeAndFlush(text("second"));
        assertThat(sent()).containsExactly("first", "second");
    }

    @Test
    void givesBackWhatIsNotSent() {
        writes.write(head("never"));
        writes.discard();
        writes.flush();
        assertThat(sent()).isEmpty();
    }

    @Test
    void givesBackWhatIsWrittenWhenAllIsOver() {
        writes.discard();
        var _ = channel.close();
        writes.write(head("too late"));
        ByteBuf piece = text("too late");
        writes.write(piece);
        ByteBuf chunk = text("too late");
        writes.writeChunk(chunk);
        assertThat(writes.writeAlone(head("too late")).isSuccess()).isFalse();
        writes.flush();
        assertThat(piece.refCnt()).isZero();
        assertThat(chunk.refCnt()).isZero();
    }

    private List<String> sent() {
        List<String> sent = new ArrayList<>();
        for (ByteBuf each = channel.readOutbound(); each != null; each = channel.readOutbound()) {
            sent.add(each.toString(US_ASCII));
            each.release();
        }
        return sent;
    }

    private static HeadWriter head(String text) {
        return new HeadWriter().write(text);
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }
}
