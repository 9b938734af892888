package io.turnpike.gateway.fuzz;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.turnpike.gateway.fuzz.Reading.End;
import io.turnpike.gateway.fuzz.Reading.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads messages with Netty's codec, which is written by others and used by many. Its limits are out of the way.
final class NettyReader {
    private static final HttpDecoderConfig WIDE =
            new HttpDecoderConfig().setMaxInitialLineLength(65_536).setMaxHeaderSize(65_536);

    private final List<Message> messages = new ArrayList<>();
    private HttpMessage head;
    private final StringBuilder body = new StringBuilder();
    private boolean refused;

    private NettyReader() {}

    static Reading read(Sample sample) {
        return new NettyReader().readAll(sample);
    }

    private Reading readAll(Sample sample) {
        EmbeddedChannel channel = new EmbeddedChannel(
                sample.isRequests()
                        ? new HttpRequestDecoder(WIDE)
                        : new AnswerDecoder(sample.answered().iterator()));
        for (byte[] piece : sample.pieces()) {
            channel.writeInbound(Unpooled.wrappedBuffer(piece));
        }
        for (Object next = channel.readInbound(); next != null && !refused; next = channel.readInbound()) {
            if (next instanceof HttpObject part) {
                take(part);
            }
        }
        if (head != null) {
            add(List.of(), false);
        }
        channel.finishAndReleaseAll();
        return new Reading(messages, refused ? End.REFUSED : head == null ? End.BETWEEN : End.WITHIN);
    }

    private void take(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            refused = true;
            return;
        }
        if (part instanceof HttpMessage message) {
            head = message;
            body.setLength(0);
        }
        if (part instanceof HttpContent content) {
            body.append(content.content().toString(StandardCharsets.ISO_8859_1));
            content.release();
        }
        if (part instanceof LastHttpContent last) {
            add(fields(last.trailingHeaders()), true);
            head = null;
        }
    }

    private void add(List<String> trailers, boolean isWhole) {
        HttpMessage message = Objects.requireNonNull(head);
        int minor = Math.min(message.protocolVersion().minorVersion(), 1);
        String start = message instanceof HttpRequest request
                ? request.method() + " " + request.uri() + " " + minor
                : minor + " " + ((HttpResponse) message).status();
        messages.add(new Message(start, fields(message.headers()), "", body.toString(), trailers, isWhole));
    }

    private static List<String> fields(HttpHeaders headers) {
        List<String> fields = new ArrayList<>();
        for (Map.Entry<String, String> field : headers) {
            fields.add(field.getKey() + ": " + field.getValue());
        }
        return fields;
    }

    /// Knows which answers have no body because they answer HEAD.
    private static final class AnswerDecoder extends HttpResponseDecoder {
        private final Iterator<String> answered;

        AnswerDecoder(Iterator<String> answered) {
            super(WIDE);
            this.answered = answered;
        }

        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            boolean isInterim = ((HttpResponse) message).status().code() < 200;
            boolean answersHead =
                    !isInterim && answered.hasNext() && answered.next().equals("HEAD");
            return answersHead || super.isContentAlwaysEmpty(message);
        }
    }
}
