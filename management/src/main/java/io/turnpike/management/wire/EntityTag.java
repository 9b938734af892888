package io.turnpike.management.wire;

import io.turnpike.http.Call;
import io.turnpike.http.Reply;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.Arrays;

/// Versions of entities as entity tags: `ETag` on answers, `If-Match` on changes.
///
/// Source: ruling 10: only a call with `If-Match` is ever refused because of a change meanwhile.
public final class EntityTag {
    private final String expected;

    private EntityTag(String expected) {
        this.expected = expected;
    }

    /// What the call expects to change.
    public static EntityTag expectedBy(Call call) {
        return new EntityTag(call.header("If-Match").orElse("*"));
    }

    public static Reply on(Reply reply, long version) {
        return reply.with("ETag", tag(version));
    }

    /// @throws Refused with `ChangedMeanwhile`
    public void require(Kind kind, String name, long version) {
        boolean matches = Arrays.stream(expected.split(","))
                .map(String::strip)
                .anyMatch(each -> each.equals("*") || each.equals(tag(version)));
        if (!matches) {
            throw new Refused(new Problem.ChangedMeanwhile(kind, name, version));
        }
    }

    private static String tag(long version) {
        return "\"" + version + "\"";
    }
}
