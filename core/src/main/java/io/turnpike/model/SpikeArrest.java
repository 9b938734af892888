package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A pace that calls must keep: at 100 a second, one call each 10 ms.
///
/// Source: runtime 5.1, 5.2.
///
/// @param calls in one `per`, from 1 to 1,000,000
/// @param by what of a call tells callers apart, each with a pace of its own; empty: all share one
public record SpikeArrest(int calls, Per per, Optional<CallValue> by) {
    private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,6})p([sm])");
    private static final int MAX = 1_000_000;

    public SpikeArrest {
        if (calls < 1 || calls > MAX) {
            throw invalid(calls);
        }
    }

    /// @param rate such as `100ps` or `30pm`
    public static SpikeArrest of(String rate, Optional<CallValue> by) {
        Matcher matcher = RATE.matcher(rate);
        if (!matcher.matches()) {
            throw invalid(rate);
        }
        Per per = matcher.group(2).equals("s") ? Per.SECOND : Per.MINUTE;
        return new SpikeArrest(Integer.parseInt(matcher.group(1)), per, by);
    }

    /// As Apigee spells it: `100ps`.
    public String rate() {
        return calls + (per == Per.SECOND ? "ps" : "pm");
    }

    private static Refused invalid(Object given) {
        return Refused.invalid(
                Kind.API_PROXY, "spikeArrest.rate", given, "must be a rate such as 100ps or 30pm, up to " + MAX);
    }

    public enum Per {
        SECOND,
        MINUTE
    }
}
