package io.turnpike.management.proxy;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.View;
import io.turnpike.model.CallValue;
import io.turnpike.model.ProxyLimits;
import io.turnpike.model.Quota;
import io.turnpike.model.SpikeArrest;
import io.turnpike.problem.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Those members of a proxy's settings that bound what it lets through.
final class LimitsBody {
    private static final int MAX_CONCURRENT = 1_000_000;

    private LimitsBody() {}

    static ProxyLimits read(Fields body) {
        return new ProxyLimits(
                body.flag("enforceQuota").orElse(true),
                body.object("quota", Kind.API_PROXY).map(LimitsBody::quota),
                body.object("spikeArrest", Kind.API_PROXY).map(LimitsBody::spikeArrest),
                Measures.size(body, "maxBody"),
                Measures.count(body, "maxConcurrent", MAX_CONCURRENT));
    }

    static void write(ProxyLimits limits, View view, Members members) {
        members.value("enforceQuota", limits.enforceQuota());
        limits.quota().ifPresent(quota -> members.value("quota", quota(quota, view)));
        limits.spikeArrest().ifPresent(arrest -> members.value("spikeArrest", spikeArrest(arrest, view)));
        limits.maxBody().ifPresent(bytes -> members.text("maxBody", Measures.text(bytes)));
        limits.maxConcurrent().ifPresent(calls -> members.value("maxConcurrent", calls));
    }

    private static Quota quota(Fields quota) {
        quota.onlyKnown(Set.of("limit", "interval", "timeUnit"));
        var limit = quota.number("limit");
        var unit = quota.choice("timeUnit", Quota.Unit.class);
        if (limit.isEmpty() || unit.isEmpty()) {
            throw quota.invalid(limit.isEmpty() ? "limit" : "timeUnit", "must be given");
        }
        if (limit.getAsLong() < 0) {
            throw quota.invalid("limit", "must not be negative");
        }
        int interval = Measures.count(quota, "interval", Integer.MAX_VALUE).orElse(1);
        return new Quota(limit.getAsLong(), interval, unit.get());
    }

    private static Map<String, Object> quota(Quota quota, View view) {
        return view.members()
                .text("limit", Long.toString(quota.limit()))
                .text("interval", Integer.toString(quota.interval()))
                .text("timeUnit", quota.unit().name().toLowerCase(Locale.ROOT))
                .toMap();
    }

    private static SpikeArrest spikeArrest(Fields arrest) {
        arrest.onlyKnown(Set.of("rate", "by"));
        Optional<CallValue> by = arrest.optionalText("by").map(CallValue::of);
        return SpikeArrest.of(arrest.text("rate"), by);
    }

    private static Map<String, Object> spikeArrest(SpikeArrest arrest, View view) {
        return view.members()
                .text("rate", arrest.rate())
                .text("by", arrest.by().map(CallValue::text).orElse(""))
                .toMap();
    }
}
