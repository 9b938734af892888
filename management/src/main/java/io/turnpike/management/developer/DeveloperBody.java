package io.turnpike.management.developer;

import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.View;
import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import io.turnpike.model.Developer;
import io.turnpike.model.Developer.Profile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A developer on the wire.
///
/// Source: management-api 10.2 and 20 #28.
///
/// @param attributes as sent, before those of ours that survive are added
public record DeveloperBody(List<Attribute> attributes, Profile profile) {
    /// @param foldsEmail whether the e-mail is put into lower case, as X does
    public static DeveloperBody read(Fields body, boolean foldsEmail) {
        var attributes = body.attributes("attributes");
        OurNames.DEVELOPER.check(attributes);
        String email = body.text("email");
        String stored = foldsEmail ? email.toLowerCase(Locale.ROOT) : email;
        String userName = body.text("userName");
        var profile = new Profile(
                stored,
                body.text("firstName"),
                body.text("lastName"),
                userName.isEmpty() ? stored : userName,
                optional(body, "appFamily"),
                optional(body, "accessType"),
                Attributes.NONE.replacedBy(attributes));
        return new DeveloperBody(attributes, profile);
    }

    /// What is stored once this body has replaced `former`: attributes of ours survive.
    Profile replacing(Profile former) {
        return profile.withAttributes(former.attributes().replacedBy(attributes));
    }

    /// @param withCompanies whether X shows the groups too, as Edge always does
    static Map<String, Object> write(KnownDeveloper known, String organization, View view, boolean withCompanies) {
        Developer developer = known.developer();
        Profile profile = developer.profile();
        var members = view.members()
                .text("email", profile.email())
                .text("firstName", profile.firstName())
                .text("lastName", profile.lastName())
                .text("userName", profile.userName())
                .attributes("attributes", profile.attributes())
                .list("apps", known.apps())
                .text("developerId", developer.id().toString())
                .text("organizationName", organization)
                .text("status", developer.active() ? "active" : "inactive")
                .text("appFamily", profile.appFamily())
                .text("accessType", profile.accessType())
                .provenance(developer.provenance());
        if (!view.isX() || withCompanies) {
            members.list("companies", known.groups());
        }
        return members.toMap();
    }

    private static @Nullable String optional(Fields body, String name) {
        Optional<String> text = body.optionalText(name);
        return text.filter(value -> !value.isEmpty()).orElse(null);
    }
}
