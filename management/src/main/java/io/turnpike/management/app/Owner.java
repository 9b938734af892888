package io.turnpike.management.app;

import io.turnpike.management.wire.Segments;
import io.turnpike.model.App;
import io.turnpike.model.Developer;
import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Work;

/// A developer and his organization, as one unit of work found them.
record Owner(Organization organization, Developer developer) {
    /// @param segment e-mail or id
    /// @throws Refused with `NotFound`
    static Owner require(Work work, String organization, String segment) {
        var owner = work.organizations().require(organization);
        var developer = Segments.find(segment, name -> work.developers().find(owner.id(), name))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.DEVELOPER, segment, owner.name())));
        return new Owner(owner, developer);
    }

    /// @throws Refused with `NotFound`
    App app(Work work, String segment) {
        return Segments.find(segment, name -> work.apps().find(developer.id(), name))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.APP, segment, developer.email())));
    }
}
