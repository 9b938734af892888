package io.turnpike.server.reserved;

import io.turnpike.decision.Ceiling;
import io.turnpike.quota.Counters;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the limits leave to an app, on the wire (extensions 9).
record LeftBody(String app, String environment, List<Held> products) {
    /// A product that the key holds.
    record Held(String product, String status, List<Left> limits) {}

    /// @param proxy whose calls are counted; absent where it is all that the product bundles
    /// @param operation absent where more than one is counted together
    /// @param window ISO 8601
    /// @param resetsAt when the window begins anew, or another call fits; absent where none ever does
    record Left(
            String name,
            String scope,
            @Nullable String proxy,
            @Nullable String operation,
            long limit,
            long used,
            long remaining,
            String window,
            @Nullable String resetsAt) {
        private static final DateTimeFormatter TIME =
                new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

        /// @param outcome of a look at the ceiling alone
        static Left of(Ceiling ceiling, Counters.Outcome outcome, long nowMillis) {
            long most = ceiling.limit().most();
            long used = outcome.used()[0];
            long fitsAt = outcome.fitsAt(0);
            return new Left(
                    ceiling.limit().name(),
                    ceiling.limit().scope().name(),
                    ceiling.proxy().isEmpty() ? null : ceiling.proxy(),
                    ceiling.operation().isEmpty() ? null : ceiling.operation(),
                    most,
                    used,
                    Math.max(0, most - used),
                    Duration.ofSeconds(ceiling.limit().seconds(nowMillis)).toString(),
                    fitsAt == Counters.NEVER ? null : TIME.format(Instant.ofEpochMilli(fitsAt)));
        }
    }
}
