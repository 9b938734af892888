package io.turnpike.management.app;

import io.turnpike.management.wire.Fields;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a client wants of a credential that is still to be generated.
///
/// @param products names
/// @param scopes empty means all that the products have
/// @param lifetime null means for ever
record KeyRequest(
        List<String> products,
        List<String> scopes,
        @Nullable Duration lifetime) {
    private static final long LONGEST_YEARS = 1_000;

    /// Source: management-api 11.2: `keyExpiresIn` counts milliseconds.
    static KeyRequest read(Fields body) {
        return new KeyRequest(
                body.names("apiProducts", "apiproduct"),
                body.list("scopes"),
                lifetime(body, "keyExpiresIn", ChronoUnit.MILLIS));
    }

    /// @return null for -1, which means for ever, and where the member is absent
    static @Nullable Duration lifetime(Fields body, String member, ChronoUnit unit) {
        OptionalLong given = body.number(member);
        if (given.isEmpty() || given.getAsLong() == -1) {
            return null;
        }
        long longest = Duration.ofDays(365 * LONGEST_YEARS).dividedBy(unit.getDuration());
        if (given.getAsLong() < 1 || given.getAsLong() > longest) {
            throw body.invalid(member, "must be -1 for never, or from 1 to " + longest);
        }
        return Duration.of(given.getAsLong(), unit);
    }
}
