package io.turnpike.gateway.admission;

import io.turnpike.decision.EnforcedEnvironment;
import io.turnpike.decision.Limit;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.quota.Counters;
import java.util.List;

/// What a call's limits leave to its caller, as fields of the answer (runtime 4.6, ruling 1).
///
/// @param limits those that the call reached, at least one
/// @param outcome for each limit what was taken, or asked for
/// @param nowMillis when the limits were charged
/// @param shown which of the two forms the environment sends
public record RateFields(
        List<Limit> limits, Counters.Outcome outcome, long nowMillis, EnforcedEnvironment.RateFields shown) {
    /// Whether any field is written, so that those of a target give way.
    public boolean replacesTargets() {
        return shown.ietf() || shown.legacy();
    }

    public void writeTo(HeadWriter out) {
        if (shown.ietf()) {
            writeIetf(out);
        }
        if (shown.legacy()) {
            writeLegacy(out);
        }
    }

    /// The limit that refused the call.
    Limit violated() {
        return limits.get(outcome.violated());
    }

    /// Seconds after which the limit that refused the call has room for it; 0 if it never has.
    long retryAfter() {
        return everFits(outcome.violated()) ? reset(outcome.violated()) : 0;
    }

    private void writeIetf(HeadWriter out) {
        out.write("RateLimit-Policy: ");
        for (int i = 0; i < limits.size(); i++) {
            out.write(i == 0 ? "\"" : ", \"")
                    .write(limits.get(i).name())
                    .write("\";q=")
                    .write(limits.get(i).calls());
            out.write(";w=").write(limits.get(i).seconds(nowMillis));
        }
        out.endLine().write("RateLimit: ");
        for (int i = 0; i < limits.size(); i++) {
            out.write(i == 0 ? "\"" : ", \"")
                    .write(limits.get(i).name())
                    .write("\";r=")
                    .write(remaining(i));
            if (everFits(i)) {
                out.write(";t=").write(reset(i));
            }
        }
        out.endLine();
    }

    private void writeLegacy(HeadWriter out) {
        int tightest = tightest();
        out.field("X-RateLimit-Limit", limits.get(tightest).most());
        out.field("X-RateLimit-Remaining", remaining(tightest));
        if (everFits(tightest)) {
            out.field("X-RateLimit-Reset", reset(tightest));
        }
    }

    /// The limit of which the smallest part is left.
    private int tightest() {
        int tightest = 0;
        for (int i = 1; i < limits.size(); i++) {
            if (part(i) < part(tightest)) {
                tightest = i;
            }
        }
        return tightest;
    }

    private double part(int i) {
        long limit = limits.get(i).most();
        return limit == 0 ? 0 : (double) remaining(i) / limit;
    }

    private long remaining(int i) {
        return Math.max(0, limits.get(i).most() - outcome.used()[i]);
    }

    /// Whether waiting helps at all.
    private boolean everFits(int i) {
        return outcome.fitsAt(i) != Counters.NEVER;
    }

    /// Seconds until as much fits again, or the window ends, rounded up.
    private long reset(int i) {
        return Math.max(0, Math.ceilDiv(outcome.fitsAt(i) - nowMillis, 1000L));
    }
}
