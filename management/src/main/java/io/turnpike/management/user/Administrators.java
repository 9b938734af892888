package io.turnpike.management.user;

import io.turnpike.access.BuiltInRole;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.UserStore.User;
import io.turnpike.storage.Work;

/// There is always somebody who may do everything.
final class Administrators {
    private Administrators() {}

    /// @throws Refused with `WrongState` where this user is the only administrator of the installation
    static void requireAnotherThan(User user, Work work) {
        boolean isLast = user.role() == BuiltInRole.ADMINISTRATOR
                && work.users().list().stream()
                        .filter(each -> !each.id().equals(user.id()))
                        .noneMatch(each -> each.role() == BuiltInRole.ADMINISTRATOR);
        if (isLast) {
            throw new Refused(
                    new Problem.WrongState(Kind.USER, user.name(), "is the last administrator of the installation"));
        }
    }
}
