package io.turnpike.management.group;

import io.turnpike.http.Call;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.Group;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Work;

/// Names a group by two segments of a path, see `Segments`.
///
/// @param kind what the path calls a group
record GroupPath(Kind kind, String organization, String group) {
    static GroupPath of(Kind kind, Call call) {
        return new GroupPath(kind, call.path("org"), call.path("group"));
    }

    /// @throws Refused with `NotFound`
    Group require(Work work) {
        var owner = work.organizations().require(organization);
        return Segments.find(group, reading -> work.groups().find(owner.id(), reading))
                .orElseThrow(() -> new Refused(new Problem.NotFound(kind, group)));
    }
}
