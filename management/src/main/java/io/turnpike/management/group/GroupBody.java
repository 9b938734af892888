package io.turnpike.management.group;

import io.turnpike.management.attribute.OurNames;
import io.turnpike.management.wire.Fields;
import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import io.turnpike.model.Group.Details;
import java.util.List;
import java.util.function.UnaryOperator;

/// A group as a client sends it; its status is ignored, as actions set it.
///
/// @param name empty where it was not sent
/// @param change of the details but for the attributes: what the client may write is replaced, and the rest kept
record GroupBody(String name, UnaryOperator<Details> change, List<Attribute> attributes) {
    private static final Details NOTHING = new Details("", "", "", "", Attributes.NONE);

    /// Source: management-api 14 and 24.1 rule 3: attributes alone leave the rest as it is, any other body replaces it.
    static GroupBody ofAppGroup(Fields body) {
        var sent = new Details(
                body.text("displayName"),
                body.text("channelId"),
                body.text("channelUri"),
                body.text("email"),
                Attributes.NONE);
        UnaryOperator<Details> change = body.holdsOnly("attributes") ? UnaryOperator.identity() : _ -> sent;
        return new GroupBody(body.text("name"), change, attributes(body));
    }

    /// Source: management-api 15; a company has no channel and no e-mail, so those of an app group stay.
    static GroupBody ofCompany(Fields body) {
        String displayName = body.text("displayName");
        return new GroupBody(
                body.text("name"),
                former -> new Details(
                        displayName, former.channelId(), former.channelUri(), former.email(), former.attributes()),
                attributes(body));
    }

    /// What a new group holds.
    Details details() {
        return replacing(NOTHING);
    }

    /// What a group holds once this body has replaced it.
    Details replacing(Details former) {
        return change.apply(former).withAttributes(former.attributes().replacedBy(attributes));
    }

    private static List<Attribute> attributes(Fields body) {
        var attributes = body.attributes("attributes");
        OurNames.GROUP.check(attributes);
        return attributes;
    }
}
