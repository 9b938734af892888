package io.turnpike.decision;

import io.turnpike.model.Attributes;
import io.turnpike.model.Quota;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Numbers that attributes hold. They are checked when they are written; one that makes no sense says nothing.
record Numbers(Attributes attributes) {
    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

    @Nullable
    String text(String name) {
        return attributes.value(name).orElse(null);
    }

    OptionalLong integer(String name) {
        Optional<String> value =
                attributes.value(name).filter(text -> INTEGER.matcher(text).matches());
        return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value.get()));
    }

    Optional<BigDecimal> decimal(String name) {
        return attributes
                .value(name)
                .filter(text -> DECIMAL.matcher(text).matches())
                .map(BigDecimal::new);
    }

    /// What Apigee's own attributes say where a product's fields say nothing; null unless it is whole. Without a
    /// unit it counts by the hour.
    @Nullable
    Quota developerQuota() {
        OptionalLong limit = integer("developer.quota.limit");
        OptionalLong interval = integer("developer.quota.interval");
        String unit = attributes.value("developer.quota.timeunit").orElse("hour");
        if (limit.isEmpty() || interval.isEmpty() || interval.getAsLong() < 1) {
            return null;
        }
        for (Quota.Unit each : Quota.Unit.values()) {
            if (each.name().equalsIgnoreCase(unit) && interval.getAsLong() <= Integer.MAX_VALUE) {
                return new Quota(limit.getAsLong(), (int) interval.getAsLong(), each);
            }
        }
        return null;
    }
}
