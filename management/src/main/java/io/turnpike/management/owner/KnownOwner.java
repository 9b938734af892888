package io.turnpike.management.owner;

import io.turnpike.management.wire.Segments;
import io.turnpike.model.App;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Work;

/// An owner and the organization, as one unit of work found them.
///
/// @param name a developer's e-mail, a group's name
public record KnownOwner(Organization organization, Owner owner, String name) {
    /// @throws Refused with `NotFound`
    public static KnownOwner require(Work work, OwnerPath path) {
        var organization = work.organizations().require(path.organization());
        return path.owners().require(work, organization, path.owner());
    }

    /// @throws Refused with `NotFound`
    public App app(Work work, String segment) {
        return Segments.find(segment, reading -> work.apps().find(owner, reading))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.APP, segment, name)));
    }
}
