package io.turnpike.http;

import io.turnpike.access.Access;
import io.turnpike.access.Assignment;
import io.turnpike.access.Permission;
import java.util.List;

/// Who calls.
///
/// @param readsOnly whether nothing may be written, whatever the roles allow
public record Principal(String name, List<Assignment> assignments, boolean readsOnly) {
    public Principal {
        assignments = List.copyOf(assignments);
    }

    public boolean may(Access access) {
        if (access.permission() == Permission.SIGNED_IN) {
            return true;
        }
        boolean isInReach = !readsOnly || access.permission().isRead();
        return isInReach && assignments.stream().anyMatch(each -> each.allows(access));
    }

    /// Whether the organization is this one's to see: whether it holds a role there, whichever.
    public boolean knows(String organization) {
        return assignments.stream().anyMatch(each -> each.reaches(organization));
    }
}
