package io.turnpike.metering.rollup;

import io.turnpike.model.Owner;
import io.turnpike.stats.Dimension;
import io.turnpike.stats.Measure;
import io.turnpike.stats.Series;
import io.turnpike.stats.Sums;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a call counts: with which others, and how much of what.
///
/// Source: runtime 9, A1 to A3.
public final class Accounts {
    private static final UUID NOWHERE = new UUID(0, 0);
    private static final int FIRST_ERROR = 400;
    private static final String OF_TARGET = "messaging.adaptors.http.flow.";
    private static final String OF_CALL = "protocol.http.";
    private static final Set<String> VERBS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY");

    private Accounts() {}

    /// @param end null while the call has not ended
    public static Series series(UsageRecord.Start start, @Nullable Ended end) {
        List<String> values = Arrays.stream(Dimension.values())
                .map(dimension -> value(dimension, start, end))
                .toList();
        UUID environment = start.place() == null ? NOWHERE : start.place().environment();
        return new Series(environment, values, errors(start, end));
    }

    /// Counts a call that has ended.
    public static void add(Sums sums, UsageRecord.Start start, Ended end) {
        Ended.Target target = end.target() != null && end.target().endedAt() > 0 ? end.target() : null;
        sums.addEnded(target != null);
        sums.add(Measure.TOTAL_TIME, time(start.at(), end.closedAt()));
        sums.add(Measure.REQUEST_SIZE, end.requestBytes());
        sums.add(Measure.RESPONSE_SIZE, end.responseBytes());
        if (target != null) {
            sums.add(Measure.TARGET_TIME, time(target.sentAt(), target.endedAt()));
            sums.add(Measure.REQUEST_LATENCY, time(start.at(), target.sentAt()));
            sums.add(Measure.RESPONSE_LATENCY, time(target.endedAt(), end.closedAt()));
        }
    }

    /// Callers may make up methods of their own, and no rows for them.
    static String verb(UsageRecord.Start start) {
        String method = start.request().method();
        return VERBS.contains(method) ? method : "(other)";
    }

    /// Where the clock went back in between, it took no time.
    private static long time(long from, long to) {
        return Math.max(0, to - from);
    }

    private static String value(Dimension dimension, UsageRecord.Start start, @Nullable Ended end) {
        return switch (dimension) {
            case ENVIRONMENT -> start.place() == null ? "" : start.place().environmentName();
            case PROXY -> start.place() == null ? "" : start.place().proxy();
            case PRODUCT -> start.cover() == null ? "" : start.cover().productName();
            case OPERATION -> start.cover() == null ? "" : start.cover().operation();
            case APP_ID -> start.holder() == null ? "" : start.holder().app().toString();
            case APP -> start.holder() == null ? "" : start.holder().appName();
            case DEVELOPER -> owner(start, Owner.Developer.class);
            case APP_GROUP -> owner(start, Owner.Group.class);
            case VERB -> verb(start);
            case STATUS -> end == null ? "" : status(end.status());
            case TARGET_STATUS ->
                end == null || end.target() == null ? "" : status(end.target().status());
            case TARGET_HOST ->
                end == null || end.target() == null ? "" : end.target().host();
            case REASON -> reason(start);
            case FAULT -> text(start.fault() == null && end != null ? end.fault() : start.fault());
        };
    }

    private static String owner(UsageRecord.Start start, Class<? extends Owner> kind) {
        return start.holder() != null && kind.isInstance(start.holder().owner())
                ? start.holder().owner().id().toString()
                : "";
    }

    /// The typed reason of a refusal; one that was made behind the decision is called like its error code.
    private static String reason(UsageRecord.Start start) {
        String fault = text(start.fault());
        return start.refusal() == null ? fault.substring(fault.lastIndexOf('.') + 1) : start.refusal();
    }

    private static String status(int status) {
        return status == 0 ? "" : Integer.toString(status);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Series.Errors errors(UsageRecord.Start start, @Nullable Ended end) {
        if (end == null) {
            return new Series.Errors(start.fault() != null, start.fault() != null, false);
        }
        String late = text(end.fault());
        boolean policy = start.fault() != null || late.startsWith(OF_CALL);
        boolean target = late.startsWith(OF_TARGET)
                || end.outcome() == Ended.Outcome.TARGET_GONE
                || (end.target() != null && end.target().status() >= FIRST_ERROR);
        return new Series.Errors(policy || target || end.status() >= FIRST_ERROR, policy, target);
    }
}
