package io.turnpike.decision;

import io.turnpike.model.Attributes;
import io.turnpike.model.Quota;
import io.turnpike.quota.Span;
import io.turnpike.quota.Windows;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/// How the windows of a product's quotas lie: attributes `turnpike.quota.type`, `.startTime`, `.month` (runtime W1).
///
/// @param text empty for the usual grid; names all that makes it another one
record QuotaWindows(Type type, long anchor, boolean hasShortMonths, String text) {
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    static QuotaWindows of(Attributes attributes) {
        Type type = Type.of(attributes.value("turnpike.quota.type").orElse(""));
        String start = type == Type.CALENDAR
                ? attributes.value("turnpike.quota.startTime").orElse("")
                : "";
        boolean hasShortMonths = type != Type.DEFAULT
                && attributes
                        .value("turnpike.quota.month")
                        .filter("28d"::equals)
                        .isPresent();
        String text = type == Type.DEFAULT ? "" : "|" + type + start + (hasShortMonths ? "28d" : "");
        return new QuotaWindows(type, anchor(start), hasShortMonths, text);
    }

    Windows windows(Quota quota) {
        Span span = hasShortMonths
                ? Span.ofShortMonths(quota.unit(), quota.interval())
                : Span.of(quota.unit(), quota.interval());
        return switch (type) {
            case DEFAULT -> Windows.Grid.of(quota.unit(), quota.interval());
            case CALENDAR -> new Windows.Grid(span, anchor);
            case FLEXI -> new Windows.Flexi(span);
            case ROLLINGWINDOW -> new Windows.Rolling(span);
        };
    }

    /// In UTC; without one the grid starts with 1970.
    private static long anchor(String start) {
        try {
            return start.isEmpty()
                    ? 0
                    : LocalDateTime.parse(start, START)
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli();
        } catch (DateTimeParseException _) {
            return 0;
        }
    }

    enum Type {
        DEFAULT,
        CALENDAR,
        FLEXI,
        ROLLINGWINDOW;

        private static Type of(String text) {
            for (Type type : values()) {
                if (type.name().equalsIgnoreCase(text)) {
                    return type;
                }
            }
            return DEFAULT;
        }
    }
}
