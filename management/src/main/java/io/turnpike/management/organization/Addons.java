package io.turnpike.management.organization;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.model.Organization;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The add-ons of an organization, and whether each is enabled; those that were never named are left out.
///
/// Monetization is the property by which Edge's clients know it, so that both dialects tell the same.
///
/// Source: management-api 3; Apigee "organizations.setAddons": the whole configuration is replaced.
record Addons(SequencedMap<String, Boolean> enabled) {
    static final String MONETIZATION = "features.isMonetizationEnabled";

    private static final String MONETIZATION_ADDON = "monetizationConfig";
    private static final List<String> KNOWN = List.of(
            "advancedApiOpsConfig",
            "analyticsConfig",
            "apiSecurityConfig",
            "connectorsPlatformConfig",
            "integrationConfig",
            MONETIZATION_ADDON);

    /// @throws io.turnpike.problem.Refused with `InvalidField`
    static Addons read(Fields config) {
        var enabled = new LinkedHashMap<String, Boolean>();
        for (String addon : KNOWN) {
            config.object(addon, Kind.ORGANIZATION)
                    .ifPresent(each -> enabled.put(addon, each.flag("enabled").orElse(false)));
        }
        return new Addons(enabled);
    }

    static Addons of(Organization organization) {
        var enabled = new LinkedHashMap<>(organization.details().addons());
        if (organization.properties().containsKey(MONETIZATION)) {
            enabled.put(MONETIZATION_ADDON, organization.is(MONETIZATION));
        }
        return new Addons(enabled);
    }

    void write(Members members) {
        if (!enabled.isEmpty()) {
            var config = new LinkedHashMap<String, Object>();
            enabled.forEach((addon, is) -> config.put(addon, Map.of("enabled", is)));
            members.value("addonsConfig", config);
        }
    }

    Organization replacing(Organization former, Provenance changed) {
        var others = new LinkedHashMap<>(enabled);
        var monetization = others.remove(MONETIZATION_ADDON);
        var properties = new LinkedHashMap<>(former.properties());
        properties.remove(MONETIZATION);
        if (monetization != null) {
            properties.put(MONETIZATION, monetization.toString());
        }
        return new Organization(
                former.id(),
                former.version(),
                former.name(),
                former.displayName(),
                properties,
                former.details().withAddons(others),
                changed);
    }
}
