package io.turnpike.metering.rollup;

import io.turnpike.stats.Series;
import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All of a call that `Accounts.series` looks at: calls that are alike are of one series.
record Alike(
        UsageRecord.@Nullable Place place,
        UsageRecord.@Nullable Holder holder,
        UsageRecord.@Nullable Cover cover,
        String verb,
        @Nullable String refusal,
        @Nullable String fault,
        @Nullable Close close) {
    private static final UUID ANY = new UUID(0, 0);
    private static final CallId ANY_CALL = new CallId(0, 0);

    static Alike of(UsageRecord.Start start, @Nullable Ended end) {
        return new Alike(
                start.place(),
                start.holder() == null ? null : anyKey(start.holder()),
                start.cover(),
                Accounts.verb(start),
                start.refusal(),
                start.fault(),
                end == null ? null : Close.of(end));
    }

    Series series() {
        var request = new Decided.Request(verb, "", "", "", null, "", "", null);
        var start = new UsageRecord.Start(0, 0, place, holder, null, cover, refusal, fault, request);
        return Accounts.series(start, close == null ? null : close.end());
    }

    /// The same, sharing with others what has few values.
    Alike sharing(Shared shared) {
        return new Alike(
                place == null ? null : shared.one(place),
                holder == null ? null : sharing(holder, shared),
                cover == null ? null : shared.one(cover),
                verb,
                refusal == null ? null : shared.one(refusal),
                fault == null ? null : shared.one(fault),
                close == null ? null : shared.one(close));
    }

    private static UsageRecord.Holder sharing(UsageRecord.Holder holder, Shared shared) {
        return new UsageRecord.Holder(ANY, holder.app(), holder.appName(), shared.one(holder.owner()), "");
    }

    private static UsageRecord.Holder anyKey(UsageRecord.Holder holder) {
        return new UsageRecord.Holder(ANY, holder.app(), holder.appName(), holder.owner(), "");
    }

    /// @param host of the target; null where the call did not go out
    /// @param targetStatus 0 if none came
    private record Close(
            int status,
            Ended.Outcome outcome,
            @Nullable String fault,
            @Nullable String host,
            int targetStatus) {
        static Close of(Ended end) {
            Ended.Target target = end.target();
            return new Close(
                    end.status(),
                    end.outcome(),
                    end.fault(),
                    target == null ? null : target.host(),
                    target == null ? 0 : target.status());
        }

        Ended end() {
            Ended.Target target = host == null ? null : new Ended.Target(host, targetStatus, 0, 0, 0);
            return new Ended(ANY_CALL, status, target, fault, 0, 0, 0, outcome);
        }
    }
}
