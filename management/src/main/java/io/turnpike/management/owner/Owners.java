package io.turnpike.management.owner;

import io.turnpike.http.Call;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Work;
import java.time.temporal.ChronoUnit;

/// The kinds of owners that have apps and pay, as paths name them. What is theirs is served alike, but for what stands
/// here.
///
/// Source: management-api 11, 14, 15; ruling 15: an app group and a company are one thing under two names.
public enum Owners {
    DEVELOPERS("developers", "developer"),
    APP_GROUPS("appgroups", "appGroup"),
    COMPANIES("companies", "company");

    private final String collection;
    private final String one;

    Owners(String collection, String one) {
        this.collection = collection;
        this.one = one;
    }

    /// What one of them is called in templates of paths, and in bodies of ours.
    public String one() {
        return one;
    }

    /// Template of the path of one owner.
    public String template() {
        return "/v1/organizations/{org}/%s/{%s}".formatted(collection, one);
    }

    /// Template of the path of one owner's apps.
    public String apps() {
        return template() + "/apps";
    }

    /// Template of the path of one app.
    public String app() {
        return apps() + "/{app}";
    }

    /// The unit of `keyExpiresIn`.
    ///
    /// Source: management-api 20, row 1.
    public ChronoUnit lifetimeUnit() {
        return this == APP_GROUPS ? ChronoUnit.SECONDS : ChronoUnit.MILLIS;
    }

    /// What a group that owns an app is called in the app.
    public String groupMember() {
        return this == COMPANIES ? "companyName" : "appGroup";
    }

    /// The owner that a call's path names.
    public OwnerPath path(Call call) {
        return new OwnerPath(this, call.path("org"), call.path(one));
    }

    /// @param segment of a path
    /// @throws Refused with `NotFound`
    public KnownOwner require(Work work, Organization organization, String segment) {
        return switch (this) {
            case DEVELOPERS -> developer(work, organization, segment);
            case APP_GROUPS -> group(work, organization, segment, Kind.APP_GROUP);
            case COMPANIES -> group(work, organization, segment, Kind.COMPANY);
        };
    }

    private static KnownOwner developer(Work work, Organization organization, String segment) {
        return Segments.find(segment, reading -> work.developers().find(organization.id(), reading))
                .map(developer -> new KnownOwner(organization, developer.owner(), developer.email()))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.DEVELOPER, segment, organization.name())));
    }

    private static KnownOwner group(Work work, Organization organization, String segment, Kind kind) {
        return Segments.find(segment, reading -> work.groups().find(organization.id(), reading))
                .map(group -> new KnownOwner(organization, group.owner(), group.name()))
                .orElseThrow(() -> new Refused(new Problem.NotFound(kind, segment)));
    }
}
