package io.turnpike.management.app;

import io.turnpike.management.wire.Fields;
import java.lang.System.Logger.Level;
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
    private static final System.Logger LOG = System.getLogger(KeyRequest.class.getName());
    private static final long LONGEST_YEARS = 1_000;
    private static final long LIKELY_MILLISECONDS = 1_000_000_000;

    /// @param unit of `keyExpiresIn`
    static KeyRequest read(Fields body, ChronoUnit unit) {
        var lifetime = lifetime(body, "keyExpiresIn", unit);
        if (unit == ChronoUnit.SECONDS && lifetime != null && lifetime.toSeconds() > LIKELY_MILLISECONDS) {
            LOG.log(Level.INFO, "a keyExpiresIn that counts seconds is over thirty years; were milliseconds meant?");
        }
        return new KeyRequest(products(body), body.list("scopes"), lifetime);
    }

    /// The names of the products, which samples of companies spell in lower case (management-api 15).
    static List<String> products(Fields body) {
        return body.names(body.has("apiProducts") ? "apiProducts" : "apiproducts", "apiproduct");
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
