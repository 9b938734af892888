package io.turnpike.management.change;

import io.turnpike.enforcement.Receipt;
import io.turnpike.http.Call;
import io.turnpike.http.Filter;
import io.turnpike.http.Handler;
import io.turnpike.http.Reply;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gives writes their revision, and holds their answer back until this node enforces it; with `?wait=enforced` or
/// `Prefer: wait=10` until all live nodes do, ten seconds at most.
///
/// Source: extensions.md sections 4 and 5.
public final class Receipts implements Filter {
    private static final int LONGEST_SECONDS = 10;
    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*([0-9]{1,4})", Pattern.CASE_INSENSITIVE);

    private final Enforced enforced;

    public Receipts(Enforced enforced) {
        this.enforced = enforced;
    }

    @Override
    public Reply apply(Call call, Handler next) {
        Reply reply = next.handle(call);
        var revision = call.revision();
        return revision.isPresent() ? received(call, reply, revision.getAsLong()) : reply;
    }

    private Reply received(Call call, Reply reply, long revision) {
        Reply numbered = reply.with("Turnpike-Revision", Long.toString(revision));
        Receipt receipt = enforced.awaitLocal(revision);
        Duration wait = wait(call);
        if (!wait.isZero()) {
            receipt = enforced.awaitAll(revision, wait);
        }
        return receipt.isComplete() ? numbered : numbered.with("Turnpike-Enforced", receipt.text());
    }

    private static Duration wait(Call call) {
        if (call.query("wait").filter("enforced"::equals).isPresent()) {
            return Duration.ofSeconds(LONGEST_SECONDS);
        }
        Matcher preferred = WAIT.matcher(call.header("Prefer").orElse(""));
        return preferred.find()
                ? Duration.ofSeconds(Math.min(LONGEST_SECONDS, Integer.parseInt(preferred.group(1))))
                : Duration.ZERO;
    }
}
