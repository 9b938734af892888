package io.turnpike.management.app;

import io.turnpike.http.Call;
import io.turnpike.model.Status;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Locale;

/// Reads by which word a client approves or revokes something.
///
/// Source: management-api 1.4; section 20, row 12: clients say `approve` and `approved`.
final class Verdict {
    private Verdict() {}

    /// @throws Refused with `InvalidField` for another or no `action`
    static Status of(Call call) {
        return of("action", call.query("action").orElse(""));
    }

    /// @param member where the word was sent
    static Status of(String member, String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "approve", "approved" -> Status.APPROVED;
            case "revoke", "revoked" -> Status.REVOKED;
            default -> throw Refused.invalid(Kind.REQUEST, member, null, "must be approve or revoke");
        };
    }
}
