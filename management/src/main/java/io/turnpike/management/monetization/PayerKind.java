package io.turnpike.management.monetization;

import io.turnpike.http.Call;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Work;

/// Those who pay, and where what they pay lies. Beyond that their resources are alike.
///
/// Source: management-api 10.3 and 14.
enum PayerKind {
    DEVELOPER("/v1/organizations/{org}/developers/{payer}", "developerSubscriptions") {
        @Override
        ListPage page(Call call) {
            return ListPage.byKey(call);
        }

        @Override
        Payer find(Work work, Organization organization, String segment) {
            var developer = Segments.find(segment, name -> work.developers().find(organization.id(), name))
                    .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.DEVELOPER, segment, organization.name())));
            return new Payer(organization, developer.owner());
        }
    };

    private final String template;
    private final String subscriptions;

    PayerKind(String template, String subscriptions) {
        this.template = template;
        this.subscriptions = subscriptions;
    }

    /// Path of one payer; the parameter is `payer`.
    String template() {
        return template;
    }

    /// The member that holds a list of subscriptions.
    String subscriptions() {
        return subscriptions;
    }

    /// @param segment names the payer, see `Segments`
    /// @throws Refused with `NotFound`
    final Payer require(Work work, String organization, String segment) {
        return find(work, work.organizations().require(organization), segment);
    }

    /// How much of a list of subscriptions is wanted.
    abstract ListPage page(Call call);

    abstract Payer find(Work work, Organization organization, String segment);
}
