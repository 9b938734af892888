package io.turnpike.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.reserved.ReservedCall;
import io.turnpike.gateway.reserved.ReservedReply;
import io.turnpike.gateway.wire.RequestHead;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Our own side of a call under `/.turnpike`: gathers the whole body, has the call answered off the loop, and brings
/// the answer back to it.
final class ReservedSide implements BodyTaker {
    private final HttpExchange exchange;
    private final Loop loop;
    private final ReceivedCall call;
    private final ClientSide client;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private boolean asked;

    ReservedSide(HttpExchange exchange, Loop loop, ReceivedCall call, ClientSide client) {
        this.exchange = exchange;
        this.loop = loop;
        this.call = call;
        this.client = client;
    }

    void begin() {
        exchange.clock().sent(call.now());
        if (client.hasWholeRequest()) {
            bodyEnded();
            return;
        }
        if (client.waitsToGoOn()) {
            client.goOn();
        }
        client.connection().advance();
    }

    @Override
    public boolean takesBody() {
        return !asked;
    }

    @Override
    public long maxBody() {
        return ReservedCall.MAX_BODY;
    }

    @Override
    public void body(ByteBuf piece) {
        byte[] bytes = new byte[piece.readableBytes()];
        piece.readBytes(bytes).release();
        body.writeBytes(bytes);
    }

    @Override
    public void bodyEnded() {
        asked = true;
        CompletableFuture<ReservedReply> reply = loop.reserved().ask(whole());
        if (reply == null) {
            exchange.fail(Fault.UNAVAILABLE);
        } else {
            var _ = reply.whenComplete((answer, fault) -> loop.execute(() -> finish(answer, fault)));
        }
    }

    private void finish(@Nullable ReservedReply reply, @Nullable Throwable fault) {
        try {
            if (reply == null) {
                Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
                throw new IllegalStateException("a reserved path failed", cause);
            }
            exchange.answer(reply);
        } catch (RuntimeException bug) {
            client.connection().failed(bug);
        }
    }

    private ReservedCall whole() {
        String query = call.query();
        return new ReservedCall(
                call.method(),
                call.rawPath(),
                query == null ? "" : query,
                call.clientAddressText(),
                fields(),
                body.toByteArray());
    }

    private Map<String, List<String>> fields() {
        RequestHead head = call.head();
        Map<String, List<String>> fields = new HashMap<>();
        for (int i = 0; i < head.fields(); i++) {
            fields.computeIfAbsent(head.name(i).toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                    .add(head.value(i));
        }
        fields.put("host", List.of(call.authority()));
        fields.put("x-forwarded-proto", List.of(call.scheme()));
        return fields;
    }
}
