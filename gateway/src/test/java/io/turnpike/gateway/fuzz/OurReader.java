package io.turnpike.gateway.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.turnpike.gateway.fuzz.Reading.End;
import io.turnpike.gateway.fuzz.Reading.Message;
import io.turnpike.gateway.wire.AnswerHead;
import io.turnpike.gateway.wire.Body;
import io.turnpike.gateway.wire.Head;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads messages with the scanner of the gateway.
final class OurReader {
    private static final ByteBufAllocator HEAP = new UnpooledByteBufAllocator(false);

    private final RequestHead request = new RequestHead();
    private final AnswerHead answer = new AnswerHead();
    private final Body body = new Body();
    private final HeadWriter writer = new HeadWriter();
    private final List<Message> messages = new ArrayList<>();
    private final List<String> answered;
    private final Head head;
    private final StringBuilder content = new StringBuilder();
    private boolean inBody;
    private boolean refused;

    private OurReader(Sample sample) {
        this.answered = new ArrayList<>(sample.answered());
        this.head = sample.isRequests() ? request : answer;
    }

    static Reading read(Sample sample) {
        return new OurReader(sample).readAll(sample);
    }

    private Reading readAll(Sample sample) {
        ByteBuf in = Unpooled.buffer(sample.text().length());
        for (byte[] piece : sample.pieces()) {
            in.writeBytes(piece);
            while (!refused && in.isReadable() && (inBody ? readBody(in) : readHead(in))) {}
        }
        if (inBody) {
            add(false);
        }
        return new Reading(messages, refused ? End.REFUSED : head.isBegun() ? End.WITHIN : End.BETWEEN);
    }

    private boolean readHead(ByteBuf in) {
        if (head == answer) {
            if (answered.isEmpty()) {
                refused = true;
                return false;
            }
            answer.expect(answered.getFirst(), false);
        }
        if (!head.read(in)) {
            return false;
        }
        if (head.flaw() != null || (head == answer && answer.status() == 101)) {
            refused = true;
            return false;
        }
        boolean isInterim = head == answer && answer.isInterim();
        if (head == answer && !isInterim) {
            answered.removeFirst();
        }
        body.begin(isInterim ? 0 : bodyLength());
        inBody = true;
        endIfWhole();
        return true;
    }

    private boolean readBody(ByteBuf in) {
        ByteBuf piece = body.next(in);
        if (piece != null) {
            content.append(piece.toString(StandardCharsets.ISO_8859_1));
            piece.release();
        }
        refused = body.isFlawed();
        endIfWhole();
        return piece != null || in.isReadable();
    }

    private void endIfWhole() {
        if (body.hasEnded()) {
            add(true);
            inBody = false;
            content.setLength(0);
            head.clear();
        }
    }

    private void add(boolean isWhole) {
        boolean isChunked = framing().equals(Message.CHUNKED);
        List<String> trailers = isChunked && isWhole ? fields(body.trailers()) : List.of();
        messages.add(new Message(start(), fields(head), framing(), content.toString(), trailers, isWhole));
    }

    private String start() {
        if (head == request) {
            return request.method() + " " + request.target() + " " + request.minorVersion();
        }
        answer.writeStatusLine(writer);
        return answer.minorVersion() + " " + written().substring("HTTP/1.1 ".length());
    }

    private String framing() {
        long length = bodyLength();
        return length == Body.CHUNKED
                ? Message.CHUNKED
                : length == Body.UNTIL_CLOSE
                        ? Message.UNTIL_CLOSE
                        : length == 0 ? Message.NO_BODY : String.valueOf(length);
    }

    private long bodyLength() {
        return head == request ? request.bodyLength() : answer.bodyLength();
    }

    private List<String> fields(Head of) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < of.fields(); i++) {
            of.writeField(i, writer);
            fields.add(written());
        }
        return fields;
    }

    /// What was written, without its line end.
    private String written() {
        ByteBuf buffer = HEAP.buffer(writer.length());
        writer.moveTo(buffer);
        String line = buffer.toString(0, buffer.readableBytes() - 2, StandardCharsets.ISO_8859_1);
        buffer.release();
        return line;
    }
}
