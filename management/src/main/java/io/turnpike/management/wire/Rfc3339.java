package io.turnpike.management.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Times in bodies of our own resources: RFC 3339 in UTC with milliseconds.
///
/// Source: extensions.md section 9.
public final class Rfc3339 {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Rfc3339() {}

    public static String text(Instant time) {
        return MILLIS.format(time);
    }

    /// A member of a body, in any offset; empty where it is absent.
    ///
    /// @throws io.turnpike.problem.Refused with `InvalidField`
    public static Optional<Instant> read(Fields body, String name) {
        return body.optionalText(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
            } catch (DateTimeException _) {
                throw body.invalid(name, "must be a time such as 2030-01-31T08:00:00Z");
            }
        });
    }
}
