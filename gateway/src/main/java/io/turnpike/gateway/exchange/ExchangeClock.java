package io.turnpike.gateway.exchange;

import io.turnpike.model.Timeouts;

/// When which side of an exchange last gave a sign of life, and what is too long (HT25, HT32). Times are milliseconds
/// since the epoch. Used again for the next exchange after `begin`.
public final class ExchangeClock {
    private static final long LEAST_PACE = 1024;

    private final Loop loop;
    private long began;
    private long sent;
    private long requestEnded;
    private long client;
    private long target;
    /// Since when a piece of the body is waited for.
    private long silentSince;
    private long paceBegan;
    private long paceBytes;

    public ExchangeClock(Loop loop) {
        this.loop = loop;
    }

    /// @param at when the call came
    void begin(long at) {
        began = at;
        sent = 0;
        requestEnded = 0;
        client = at;
        target = 0;
        silentSince = at;
        paceBegan = at;
        paceBytes = 0;
    }

    void sent(long at) {
        sent = at;
    }

    void requestEnded(long at) {
        requestEnded = at;
    }

    void heardClient(int bytes) {
        client = loop.now();
        silentSince = client;
        paceBytes += bytes;
    }

    void heardTarget() {
        target = loop.now();
    }

    Alarm look(long now, Timeouts timeouts, Phase phase) {
        if (phase.isUpgraded) {
            return isIdle(now, timeouts) ? Alarm.TARGET_TOO_SLOW : Alarm.NONE;
        }
        long total = timeouts.total().isPresent() ? timeouts.total().get().toMillis() : Long.MAX_VALUE;
        if (now - began >= total) {
            return Alarm.TARGET_TOO_SLOW;
        }
        if (sent == 0) {
            return Alarm.NONE;
        }
        Patience patience = loop.config().patience();
        if (phase.waitsToGoOn
                && !phase.isAnswered
                && now - sent >= patience.ownContinue().toMillis()) {
            rest(now);
            return Alarm.GO_ON;
        }
        if (isClientTooSlow(now, patience, phase)) {
            return Alarm.CLIENT_TOO_SLOW;
        }
        boolean isFirstByteLate = phase.isSent
                && !phase.isAnswered
                && now - Math.max(sent, requestEnded) >= timeouts.firstByte().toMillis();
        return isFirstByteLate || isIdle(now, timeouts) ? Alarm.TARGET_TOO_SLOW : Alarm.NONE;
    }

    private boolean isIdle(long now, Timeouts timeouts) {
        return now - Math.max(sent, Math.max(client, target)) >= timeouts.idle().toMillis();
    }

    /// Whether a client that is to send its body before anything else happens makes no progress.
    boolean isClientTooSlow(long now) {
        return isClientTooSlow(now, loop.config().patience(), new Phase(true, false, false, false, false));
    }

    private boolean isClientTooSlow(long now, Patience patience, Phase phase) {
        if (!phase.awaitsBody || phase.waitsToGoOn) {
            rest(now);
            return false;
        }
        if (now - silentSince >= patience.bodySilence().toMillis()) {
            return true;
        }
        if (now - paceBegan < patience.bodyPace().toMillis()) {
            return false;
        }
        boolean isSlow = paceBytes < LEAST_PACE && !phase.isAnswered;
        paceBegan = now;
        paceBytes = 0;
        return isSlow;
    }

    /// Nothing is expected of the client.
    private void rest(long now) {
        paceBegan = now;
        paceBytes = 0;
        silentSince = now;
    }

    enum Alarm {
        NONE,
        GO_ON,
        CLIENT_TOO_SLOW,
        TARGET_TOO_SLOW
    }

    /// @param awaitsBody whether more of the request's body could be read now
    /// @param isSent whether the target has the whole request
    /// @param isAnswered whether the answer began
    /// @param waitsToGoOn whether the client waits to be told to send its body
    /// @param isUpgraded whether both sides send as they like: then nothing but `timeouts.idle` counts
    record Phase(boolean awaitsBody, boolean isSent, boolean isAnswered, boolean waitsToGoOn, boolean isUpgraded) {}
}
