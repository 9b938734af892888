package io.turnpike.management.group;

import io.turnpike.model.Developer;
import io.turnpike.model.Group;
import io.turnpike.model.Member;
import io.turnpike.storage.Work;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What becomes of a developer's memberships when he changes, in the unit of work that changes him.
public final class Memberships {
    private final Work work;
    private final Instant at;
    private final String by;

    public Memberships(Work work, Instant at, String by) {
        this.work = work;
        this.at = at;
        this.by = by;
    }

    /// He leaves all of his groups.
    public void end(Developer developer) {
        for (Group group : groups(developer)) {
            store(group, others(group, developer.email()).toList());
        }
    }

    /// He stays a member under another e-mail, also where that was a member's already.
    public void move(Developer developer, String email) {
        if (developer.email().equals(email)) {
            return;
        }
        for (Group group : groups(developer)) {
            var moved = group.member(developer.email()).stream().map(member -> member.withEmail(email));
            var others = others(group, developer.email()).filter(member -> !member.is(email));
            store(group, Stream.concat(others, moved).toList());
        }
    }

    private List<Group> groups(Developer developer) {
        return work.groups().listByMember(developer.organization(), developer.email());
    }

    private static Stream<Member> others(Group group, String email) {
        return group.members().stream().filter(member -> !member.is(email));
    }

    private void store(Group group, List<Member> members) {
        work.groups().update(MemberDetails.withMembers(group, members).changed(at, by));
    }
}
