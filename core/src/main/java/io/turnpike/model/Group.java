package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Several developers who own apps together: what Apigee X calls an AppGroup, Edge a company, and our portal a team.
///
/// @param name fixed; unique in the organization without regard to case, and never `0`
/// @param active the keys of an inactive group are refused
/// @param members in the order in which they came; each e-mail once, without regard to case
public record Group(
        UUID id,
        UUID organization,
        long version,
        String name,
        boolean active,
        Details details,
        List<Member> members,
        Provenance provenance) {
    public Group {
        Names.GROUP.check(name);
        if (name.equals("0")) {
            throw Refused.invalid(Kind.APP_GROUP, "name", name, "must not be 0");
        }
        members = List.copyOf(members);
        if (members.stream().map(Member::foldedEmail).distinct().count() < members.size()) {
            throw Refused.invalid(Kind.APP_GROUP, "members", null, "must name each e-mail once");
        }
    }

    public Owner owner() {
        return new Owner.Group(id);
    }

    /// @param email in any case
    public Optional<Member> member(String email) {
        return members.stream().filter(member -> member.is(email)).findFirst();
    }

    public Group withActive(boolean changed) {
        return new Group(id, organization, version, name, changed, details, members, provenance);
    }

    public Group withDetails(Details changed) {
        return new Group(id, organization, version, name, active, changed, members, provenance);
    }

    public Group withMembers(List<Member> changed) {
        return new Group(id, organization, version, name, active, details, changed, provenance);
    }

    public Group changed(Instant at, String by) {
        return new Group(id, organization, version, name, active, details, members, provenance.changed(at, by));
    }

    /// What an update replaces as a whole.
    ///
    /// @param channelId of the channel through which the group came; any text
    public record Details(
            String displayName, String channelId, String channelUri, String email, Attributes attributes) {
        public Details withAttributes(Attributes changed) {
            return new Details(displayName, channelId, channelUri, email, changed);
        }
    }
}
