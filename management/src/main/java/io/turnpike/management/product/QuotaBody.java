package io.turnpike.management.product;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.View;
import io.turnpike.model.Quota;
import io.turnpike.problem.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Quotas on the wire: three members whose numbers are strings in both dialects.
///
/// @param limit name of the member that holds the limit, and so on
record QuotaBody(String limit, String interval, String unit) {
    static final QuotaBody OF_PRODUCT = new QuotaBody("quota", "quotaInterval", "quotaTimeUnit");
    static final QuotaBody OF_LLM = new QuotaBody("llmQuota", "llmQuotaInterval", "llmQuotaTimeUnit");

    private static final QuotaBody OF_OPERATION = new QuotaBody("limit", "interval", "timeUnit");

    /// The quota of an operation configuration: `{}` counts as absent, and without a unit it counts by the hour.
    ///
    /// Source: management-api 9.3.
    static @Nullable Quota ofOperation(Fields config, String member) {
        Optional<Fields> quota = config.object(member, Kind.QUOTA);
        return quota.isEmpty() ? null : OF_OPERATION.read(quota.get(), Optional.of(Quota.Unit.HOUR));
    }

    static Map<String, Object> ofOperation(Quota quota, View view) {
        return OF_OPERATION.write(quota, view.members()).toMap();
    }

    /// All three members or none.
    @Nullable
    Quota read(Fields body) {
        return read(body, Optional.empty());
    }

    Members write(@Nullable Quota quota, Members members) {
        return quota == null
                ? members
                : members.text(limit, Long.toString(quota.limit()))
                        .text(interval, Integer.toString(quota.interval()))
                        .text(unit, quota.unit().name().toLowerCase(Locale.ROOT));
    }

    private @Nullable Quota read(Fields body, Optional<Quota.Unit> standard) {
        OptionalLong count = body.number(limit);
        OptionalLong length = body.number(interval);
        Optional<Quota.Unit> named = body.choice(unit, Quota.Unit.class);
        if (count.isEmpty() && length.isEmpty() && named.isEmpty()) {
            return null;
        }
        Quota.Unit counted = named.or(() -> standard).orElse(null);
        if (count.isEmpty() || length.isEmpty() || counted == null) {
            throw body.invalid(limit, "must be given together with %s and %s".formatted(interval, unit));
        }
        if (length.getAsLong() < 1 || length.getAsLong() > Integer.MAX_VALUE) {
            throw body.invalid(interval, "must be from 1 to " + Integer.MAX_VALUE);
        }
        if (count.getAsLong() < 0) {
            throw body.invalid(limit, "must not be negative");
        }
        return new Quota(count.getAsLong(), (int) length.getAsLong(), counted);
    }
}
