package io.turnpike.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.turnpike.decision.Decision;
import io.turnpike.decision.Route;
import io.turnpike.gateway.admission.Arrival;
import io.turnpike.gateway.admission.Exchange;
import io.turnpike.gateway.admission.Verdict;
import io.turnpike.gateway.fault.Failures;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.reserved.ReservedReply;
import io.turnpike.gateway.wire.RequestHead;
import io.turnpike.model.Timeouts;
import io.turnpike.usage.Ended;
import org.jspecify.annotations.Nullable;

/// One call from the end of its head to the end of its answer: decides what one side's news mean for the
/// other. Both sides live on the same loop.
public final class HttpExchange implements Exchange {
    private final Client connection;
    private final Loop loop;
    private final ReceivedCall call;
    private final ExchangeClock clock;
    private final ClientSide client;
    private @Nullable TargetSide target;
    private @Nullable Verdict verdict;
    /// Where the request's body goes; null while it is not known, and where nobody wants it.
    private @Nullable BodyTaker taker;
    private @Nullable GraphQlSide reading;
    /// The client left before the call was settled.
    private boolean abandoned;
    private boolean over;

    /// @param head complete, or with a flaw; stays as it is while the call lasts
    /// @param isWhole whether the head is all of the request
    public HttpExchange(Client connection, RequestHead head, boolean isWhole) {
        this.connection = connection;
        this.loop = connection.loop();
        this.call = new ReceivedCall(head, loop.targets().read(head.target()), connection.origin(), loop.micros());
        this.clock = connection.clock();
        clock.begin(call.now());
        this.client = new ClientSide(connection, call, isWhole);
    }

    public void begin() {
        Fault unfit = call.unfit();
        if (unfit == null) {
            if (call.path().isReserved()) {
                loop.turnstile().keep(this);
            } else {
                loop.turnstile().admit(this);
            }
            return;
        }
        if (call.method().equals("CONNECT")) {
            client.closeBehindAnswer();
        }
        loop.turnstile().refuse(this, unfit);
    }

    /// Ends a call whose head cannot be read.
    public void refuse(Fault fault) {
        client.closeBehindAnswer();
        loop.turnstile().refuse(this, fault);
    }

    @Override
    public Arrival call() {
        return call;
    }

    ExchangeClock clock() {
        return clock;
    }

    @Override
    public void readGraphQl() {
        if (abandoned) { // while its token was verified
            refuseUnread(Fault.BAD_REQUEST);
            return;
        }
        reading = new GraphQlSide(this, call, client);
        taker = reading;
        reading.begin();
    }

    /// Ends a call on which nothing was decided, since what it asks could not be read.
    void refuseUnread(Fault fault) {
        taker = null;
        loop.turnstile().refuse(this, fault);
    }

    @Override
    public void settle(Verdict settled) {
        verdict = settled;
        client.speakOf(settled);
        try {
            proceed(settled);
        } catch (RuntimeException bug) {
            connection.failed(bug);
        }
        connection.flushOutsideBatch();
    }

    private void proceed(Verdict settled) {
        Route route = settled.route();
        Fault fault = settled.fault() == null ? client.fault() : settled.fault();
        taker = null;
        if (abandoned) {
            end(Ended.Outcome.CLIENT_GONE);
        } else if (fault != null) { // maybe since before the call was settled
            client.answerFault(fault);
        } else if (route == null) {
            ReservedSide reserved = new ReservedSide(this, loop, call, client);
            taker = reserved;
            reserved.begin();
        } else if (settled.decision() instanceof Decision.Preflight) {
            client.answerPreflight(route.settings().cors().orElseThrow());
        } else if (route.answersItself() || call.maxForwards() == 0) {
            client.answerEmpty();
        } else if (route.targets().isEmpty()) {
            client.answerFault(Fault.UNAVAILABLE);
        } else {
            target = new TargetSide(this, call, client, settled, route, reading == null ? null : reading.held());
            taker = target;
            target.begin();
        }
        endIfDone();
    }

    // What the client does

    /// Whether more of the request's body may come now (HT34).
    public boolean takesBody() {
        return client.isDiscarding() || (taker != null && taker.takesBody());
    }

    public void body(ByteBuf piece) {
        clock.heardClient(piece.readableBytes());
        client.read(piece.readableBytes());
        BodyTaker wanting = taker;
        if (client.isDiscarding() || wanting == null || wanting.isGone()) {
            client.discard(piece);
            endIfDone();
        } else if (client.requestBytes() > wanting.maxBody() && !client.isUpgraded()) {
            piece.release();
            fail(Fault.TOO_BIG_BODY);
        } else {
            wanting.body(piece);
        }
    }

    /// Part of a frame came that is not whole yet.
    public void heard(int bytes) {
        clock.heardClient(bytes);
    }

    public void bodyEnded() {
        client.requestEnded();
        clock.requestEnded(loop.micros() / 1000);
        if (taker != null && !client.isDiscarding()) {
            taker.bodyEnded();
        }
        endIfDone();
    }

    /// The answer of a reserved path is there; it may come too late.
    void answer(ReservedReply reply) {
        if (over || client.isAnswered()) {
            return;
        }
        client.answer(reply);
        endIfDone();
        connection.flushOutsideBatch();
    }

    /// The client sends no more: fine where its request is whole, or was a pipe (HT33).
    ///
    /// @return false if the call cannot go on so
    boolean inputEnded() {
        if (!client.isUpgraded()) {
            return client.hasWholeRequest() || !takesBody();
        }
        if (!client.hasWholeRequest() && target != null && takesBody()) {
            client.requestEnded();
            target.endPipe();
        }
        return true;
    }

    public void bodyFlawed() {
        client.closeBehindAnswer();
        failReading(Fault.BAD_REQUEST);
    }

    public void clientGone() {
        abandoned = true;
        if (isReading()) {
            failReading(Fault.BAD_REQUEST);
        }
        end(Ended.Outcome.CLIENT_GONE);
    }

    public void clientWritable(boolean writable) {
        if (target != null) {
            target.clientWritable(writable);
        }
    }

    public void flushTarget() {
        if (target != null) {
            target.flush();
        }
    }

    // Time

    public void tick(long now) {
        client.stopDiscarding(now);
        endIfDone();
        if (isReading() && clock.isClientTooSlow(now)) {
            client.closeBehindAnswer();
            failReading(Fault.REQUEST_TIMEOUT);
        }
        if (over || verdict == null) {
            return;
        }
        Route route = verdict.route();
        Timeouts timeouts =
                route == null ? Timeouts.DEFAULT : route.settings().backend().timeouts();
        switch (clock.look(now, timeouts, phase())) {
            case NONE -> {}
            case GO_ON -> client.goOn();
            case CLIENT_TOO_SLOW -> {
                client.closeBehindAnswer();
                fail(Fault.REQUEST_TIMEOUT);
            }
            case TARGET_TOO_SLOW -> fail(Fault.GATEWAY_TIMEOUT);
        }
    }

    private ExchangeClock.Phase phase() {
        return new ExchangeClock.Phase(
                !client.hasWholeRequest() && takesBody(),
                client.hasWholeRequest(),
                client.isAnswered() || (target != null && target.isAnswered()),
                client.waitsToGoOn(),
                client.isUpgraded() || call.isGrpc());
    }

    // Ends

    /// Whether the call waits for its body to be decided.
    private boolean isReading() {
        return reading != null && taker == reading && !client.hasWholeRequest();
    }

    private void failReading(Fault fault) {
        if (reading != null && isReading()) {
            reading.refuse(fault);
        } else {
            fail(fault);
        }
    }

    /// Ends the call with a fault where its answer did not begin, and cuts the answer else.
    void fail(Fault fault) {
        if (target != null) {
            target.drop();
        }
        if (client.isAnswered()) {
            client.discardRest();
        } else if (client.hasBegun()) {
            end(Ended.Outcome.TARGET_GONE);
            connection.cut();
        } else {
            client.answerFault(fault);
        }
        endIfDone();
    }

    /// Ends the call for a bug of ours, which the log tells under the id that the client gets.
    ///
    /// @return false if the call had ended already
    public boolean failed(RuntimeException bug) {
        if (over) {
            return false;
        }
        client.closeBehindAnswer();
        if (verdict == null) {
            loop.turnstile().refuse(this, Fault.INTERNAL);
        }
        Failures.report(verdict == null ? "unknown" : verdict.idText(), bug);
        fail(Fault.INTERNAL);
        return true;
    }

    void endIfDone() {
        if (client.isDone()) {
            end(Ended.Outcome.COMPLETE);
        }
    }

    private void end(Ended.Outcome outcome) {
        if (over || verdict == null) {
            return;
        }
        over = true;
        if (reading != null) {
            reading.held().release();
        }
        if (target != null) {
            target.end(outcome == Ended.Outcome.COMPLETE && client.hasWholeRequest());
        }
        loop.turnstile().ended(verdict, ended(verdict, outcome));
        if (outcome == Ended.Outcome.COMPLETE) {
            connection.exchangeEnded(client.keeps());
        }
    }

    private Ended ended(Verdict settled, Ended.Outcome outcome) {
        Fault fault = settled.fault() == null ? client.fault() : null;
        return new Ended(
                settled.id(),
                client.status(),
                target == null ? null : target.described(),
                fault == null ? null : fault.code(),
                loop.micros(),
                client.requestBytes(),
                client.answerBytes(),
                outcome);
    }
}
