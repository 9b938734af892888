package io.turnpike.management.monetization;

import io.turnpike.http.Call;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Work;

/// Those who pay, as paths name them. What they pay is served alike, but for what stands here.
///
/// Source: management-api 10.3 and 14.
enum PayerKind {
    DEVELOPER("developers", "developer"),
    APP_GROUP("appgroups", "appGroup");

    private final String collection;
    private final String one;

    PayerKind(String collection, String one) {
        this.collection = collection;
        this.one = one;
    }

    /// Template of the path of one payer.
    String template() {
        return "/v1/organizations/{org}/%s/{%s}".formatted(collection, one);
    }

    /// The payer that a call's path names.
    PayerPath path(Call call) {
        return new PayerPath(this, call.path("org"), call.path(one));
    }

    /// @param segment of a path, see `Segments`
    /// @throws Refused with `NotFound`
    Payer require(Work work, Organization organization, String segment) {
        return switch (this) {
            case DEVELOPER ->
                Segments.find(segment, reading -> work.developers().find(organization.id(), reading))
                        .map(developer -> new Payer(organization, developer.owner()))
                        .orElseThrow(
                                () -> new Refused(new Problem.NotFound(Kind.DEVELOPER, segment, organization.name())));
            case APP_GROUP ->
                Segments.find(segment, reading -> work.groups().find(organization.id(), reading))
                        .map(group -> new Payer(organization, group.owner()))
                        .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.APP_GROUP, segment)));
        };
    }
}
