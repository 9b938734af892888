package io.turnpike.decision;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How much a call counts towards its limits (runtime N3).
///
/// @param header field in which clients say it, in lower case; null where they cannot
/// @param otherwise for calls that do not say it, at least 0
public record Weight(@Nullable String header, long otherwise) {
    /// What `of` answers where a client sent no weight but something else.
    public static final long INVALID = -1;

    static final Weight ONE = new Weight(null, 1);
    private static final long MAX = Integer.MAX_VALUE;

    public Weight {
        header = header == null ? null : header.toLowerCase(Locale.ROOT);
    }

    /// What the client said; empty if nothing.
    public String sent(Call call) {
        String sent = header == null ? null : call.field(header);
        return sent == null ? "" : sent;
    }

    /// A client's weight counts 1 at least (ruling 26).
    public long of(Call call) {
        if (header == null) {
            return otherwise;
        }
        String sent = call.field(header);
        if (sent == null) {
            return otherwise;
        }
        long weight = call.hasDifferingLines(header) ? INVALID : read(sent);
        return weight == 0 ? 1 : weight;
    }

    private static long read(String text) {
        long value = text.isEmpty() ? INVALID : 0;
        for (int i = 0; i < text.length() && value >= 0; i++) {
            int digit = text.charAt(i) - '0';
            value = digit < 0 || digit > 9 ? INVALID : value * 10 + digit;
            value = value > MAX ? INVALID : value;
        }
        return value;
    }
}
