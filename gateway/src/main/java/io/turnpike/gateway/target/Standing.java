package io.turnpike.gateway.target;

import io.turnpike.model.HealthCheck;
import java.util.Optional;

/// What one loop thinks of a target, from how calls fared there and from what it answers when it is asked.
final class Standing {
    /// A target that calls found broken is left alone for so long.
    private static final long REST_MILLIS = 10_000;

    private final int healthyAfter;
    private final int unhealthyAfter;
    private int failedCalls;
    private long restsUntil;
    private int goodAnswers;
    private int badAnswers;
    private boolean unwell;

    /// @param check empty: only calls tell
    Standing(Optional<HealthCheck> check) {
        this.healthyAfter = check.map(HealthCheck::healthyAfter).orElse(HealthCheck.DEFAULT_HEALTHY_AFTER);
        this.unhealthyAfter = check.map(HealthCheck::unhealthyAfter).orElse(HealthCheck.DEFAULT_UNHEALTHY_AFTER);
    }

    /// Whether it said itself that it is not well: then no call goes there.
    boolean isUnwell() {
        return unwell;
    }

    /// Whether calls had better go elsewhere, if there is an elsewhere.
    boolean rests(long now) {
        return unwell || now < restsUntil;
    }

    void callAnswered() {
        failedCalls = 0;
    }

    void callFailed(long now) {
        if (++failedCalls >= unhealthyAfter) {
            restsUntil = now + REST_MILLIS;
        }
    }

    void asked(boolean isWell) {
        goodAnswers = isWell ? goodAnswers + 1 : 0;
        badAnswers = isWell ? 0 : badAnswers + 1;
        if (unwell ? goodAnswers >= healthyAfter : badAnswers >= unhealthyAfter) {
            unwell = !unwell;
        }
    }
}
