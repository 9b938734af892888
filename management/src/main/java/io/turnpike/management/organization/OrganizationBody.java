package io.turnpike.management.organization;

import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.attribute.PropertyList;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.View;
import io.turnpike.model.Organization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

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
record OrganizationBody(String name, Optional<String> displayName, Optional<SequencedMap<String, String>> properties) {
    private static final String PAGES_ON_EDGE = "features.isCpsEnabled";
    private static final String IS_X = "features.hybrid.enabled";

    static OrganizationBody read(Fields body) {
        var properties = PropertyList.read(body, OurNames.ORGANIZATION);
        properties.ifPresent(list -> {
            list.remove(PAGES_ON_EDGE);
            list.remove(IS_X);
        });
        return new OrganizationBody(body.text("name"), body.optionalText("displayName"), properties);
    }

    static Map<String, Object> write(Organization organization, List<String> environments, View view) {
        var properties = new LinkedHashMap<>(organization.properties());
        properties.put(view.isX() ? IS_X : PAGES_ON_EDGE, "true");
        var members = view.members()
                .text("name", organization.name())
                .text("displayName", organization.displayName())
                .list("environments", environments)
                .provenance(organization.provenance());
        PropertyList.write(members, properties, true);
        if (view.isX()) {
            members.text("projectId", organization.name())
                    .text("runtimeType", "HYBRID")
                    .text("subscriptionType", "PAID")
                    .text("state", "ACTIVE");
        } else {
            members.text("type", "paid");
        }
        return members.toMap();
    }
}
