package io.turnpike.management.space;

import io.turnpike.http.Call;
import io.turnpike.management.wire.Fields;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Work;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the services of members of spaces share.
public final class Spaces {
    private Spaces() {}

    /// Where a call of `:move` moves to: the member `space` of the body, or the parameter; null is the level of the
    /// organization.
    ///
    /// Source: management-api 9.1; apigeecli sends no body.
    public static @Nullable String destination(Call call, Kind kind) {
        String sent = call.hasBody() ? Fields.of(call, kind).text("space") : "";
        return sent.isEmpty() ? call.query("space").orElse(null) : sent;
    }

    /// @param space null is the level of the organization
    /// @throws Refused with `InvalidField` where there is no such space
    public static void requireExisting(Work work, UUID organization, Kind kind, @Nullable String space) {
        if (space != null && work.spaces().find(organization, space).isEmpty()) {
            throw Refused.invalid(kind, "space", null, "must exist in the organization");
        }
    }
}
