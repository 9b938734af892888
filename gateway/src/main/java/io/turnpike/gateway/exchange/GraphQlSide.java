package io.turnpike.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.turnpike.gateway.fault.Fault;

/// Reads the body of a call whose decision depends on it, and has the call decided then (ruling 2).
final class GraphQlSide implements BodyTaker {
    private final HttpExchange exchange;
    private final ReceivedCall call;
    private final ClientSide client;
    private final HeldBody held;

    GraphQlSide(HttpExchange exchange, ReceivedCall call, ClientSide client) {
        this.exchange = exchange;
        this.call = call;
        this.client = client;
        this.held = new HeldBody(client.connection().loop().heldBodies());
    }

    void begin() {
        if (call.bodyLength() > HeldBody.MAX_BYTES) {
            refuse(Fault.TOO_BIG_BODY);
        } else if (client.hasWholeRequest()) {
            bodyEnded();
        } else {
            readOn();
        }
    }

    /// Some of the body may have come while the token was verified.
    private void readOn() {
        if (client.waitsToGoOn()) {
            client.goOn();
            client.connection().flushOutsideBatch();
        }
        client.connection().advance();
    }

    /// What is to be sent on.
    HeldBody held() {
        return held;
    }

    @Override
    public boolean takesBody() {
        return true;
    }

    @Override
    public void body(ByteBuf piece) {
        switch (held.add(piece)) {
            case WHOLLY -> {}
            case TOO_BIG -> refuse(Fault.TOO_BIG_BODY);
            case NO_ROOM -> refuse(Fault.UNAVAILABLE);
        }
    }

    @Override
    public void bodyEnded() {
        call.readGraphQl(held.bytes());
        client.connection().loop().turnstile().admitRead(exchange);
    }

    /// Ends the call before it is decided.
    void refuse(Fault fault) {
        held.release();
        exchange.refuseUnread(fault);
    }
}
