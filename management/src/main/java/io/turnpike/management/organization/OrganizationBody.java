package io.turnpike.management.organization;

import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.attribute.PropertyList;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.View;
import io.turnpike.model.Organization;
import io.turnpike.model.Organization.BillingType;
import io.turnpike.model.Organization.Details;
import io.turnpike.model.Organization.RuntimeType;
import io.turnpike.model.Organization.SubscriptionType;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/// An organization on the wire.
///
/// Two properties are not stored but follow from the dialect: Apigee's portal pages through lists only where it
/// reads one of them, and takes the dialect for X where it reads the other.
///
/// Source: management-api 1.7 (CPS flag) and 3.
///
/// @param name empty where it was not sent
/// @param displayName empty optional where it was not sent
/// @param properties the list that replaces the stored one; empty optional where nothing was said about it
/// @param environments names of those that are made with it; only Edge's clients send any
/// @param details without add-ons
/// @param addons empty optional where nothing was said about them
record OrganizationBody(
        String name,
        Optional<String> displayName,
        Optional<SequencedMap<String, String>> properties,
        List<String> environments,
        Details details,
        Optional<Addons> addons) {
    private static final String PAGES_ON_EDGE = "features.isCpsEnabled";
    private static final String IS_X = "features.hybrid.enabled";

    static OrganizationBody read(Fields body) {
        var properties = PropertyList.read(body, OurNames.ORGANIZATION);
        properties.ifPresent(list -> {
            list.remove(PAGES_ON_EDGE);
            list.remove(IS_X);
        });
        return new OrganizationBody(
                body.text("name"),
                body.optionalText("displayName"),
                properties,
                body.list("environments"),
                new Details(
                        body.optionalText("description").orElse(null),
                        body.choice("runtimeType", RuntimeType.class).orElse(null),
                        body.choice("billingType", BillingType.class).orElse(null),
                        body.choice("type", SubscriptionType.class).orElse(null),
                        body.optionalText("analyticsRegion").orElse(null),
                        new LinkedHashMap<>()),
                body.object("addonsConfig", Kind.ORGANIZATION).map(Addons::read));
    }

    static Map<String, Object> write(Organization organization, List<String> environments, View view) {
        var properties = new LinkedHashMap<>(organization.properties());
        properties.put(view.isX() ? IS_X : PAGES_ON_EDGE, "true");
        var details = organization.details();
        boolean isTrial = details.subscriptionType() == SubscriptionType.TRIAL;
        var subscription = isTrial ? SubscriptionType.TRIAL : SubscriptionType.PAID;
        var members = view.members()
                .text("name", organization.name())
                .text("displayName", organization.displayName())
                .text("description", details.description())
                .list("environments", environments)
                .provenance(organization.provenance());
        PropertyList.write(members, properties, true);
        if (view.isX()) {
            var runtime = details.runtimeType() == null ? RuntimeType.HYBRID : details.runtimeType();
            members.text("projectId", organization.name())
                    .text("runtimeType", runtime.name())
                    .text(
                            "billingType",
                            details.billingType() == null
                                    ? null
                                    : details.billingType().name())
                    .text("subscriptionType", subscription.name())
                    .text("analyticsRegion", details.analyticsRegion())
                    .text("state", "ACTIVE");
            Addons.of(organization).write(members);
        } else {
            members.text("type", subscription.name().toLowerCase(Locale.ROOT));
        }
        return members.toMap();
    }

    OrganizationBody named(String other) {
        return new OrganizationBody(other, displayName, properties, environments, details, addons);
    }

    Organization made(Provenance made) {
        var plain = new Organization(
                UUID.randomUUID(),
                1,
                name,
                displayName.orElse(""),
                properties.orElseGet(LinkedHashMap::new),
                details,
                made);
        return addons.map(each -> each.replacing(plain, made)).orElse(plain);
    }

    /// What can change: names, description and properties. The rest stands from the start, but for add-ons, which
    /// have a call of their own.
    Organization changing(Organization former, Provenance changed) {
        var description = details.description() == null ? former.details().description() : details.description();
        return new Organization(
                former.id(),
                former.version(),
                former.name(),
                displayName.orElse(former.displayName()),
                properties.orElse(former.properties()),
                former.details().withDescription(description),
                changed);
    }
}
