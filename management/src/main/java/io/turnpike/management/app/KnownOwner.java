package io.turnpike.management.app;

import io.turnpike.management.wire.Segments;
import io.turnpike.model.App;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Work;

/// An owner of apps and the organization, as one unit of work found them.
///
/// @param name a developer's e-mail, a group's name
record KnownOwner(Organization organization, Owner owner, String name) {
    /// @param segment e-mail or id
    /// @throws Refused with `NotFound`
    static KnownOwner require(Work work, String organization, String segment) {
        var found = work.organizations().require(organization);
        var developer = Segments.find(segment, name -> work.developers().find(found.id(), name))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.DEVELOPER, segment, found.name())));
        return new KnownOwner(found, developer.owner(), developer.email());
    }

    /// @throws Refused with `NotFound`
    App app(Work work, String segment) {
        return Segments.find(segment, each -> work.apps().find(owner, each))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.APP, segment, name)));
    }
}
