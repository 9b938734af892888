package io.turnpike.management.group;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.http.Json;
import io.turnpike.management.wire.Fields;
import io.turnpike.model.Attribute;
import io.turnpike.model.Attributes;
import io.turnpike.model.Group;
import io.turnpike.model.Group.Details;
import io.turnpike.model.Member;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Keeps the members of a group in step with the attribute in which portals of Apigee X hold them:
/// `[{"developer":"ann@example.org","roles":["admin"]}]`.
///
/// The attribute is stored as it was sent, so that clients find what they wrote. It survives clients that do not name
/// it, as ours do; an empty value, or deleting it, leaves the group without members.
///
/// Source: management-api 14; product-life 5.
final class MemberDetails {
    static final String NAME = "__apigee_reserved__developer_details";

    private MemberDetails() {}

    /// The group with these details, and with the members that their attribute names.
    ///
    /// @throws Refused with `InvalidField` where the attribute cannot be read
    static Group follow(Group group, Details details) {
        var attributes = details.attributes();
        String former = group.details().attributes().value(NAME).orElse("");
        String given = attributes.value(NAME).orElse("");
        var changed = group.withDetails(given.isEmpty() ? details.withAttributes(attributes.without(NAME)) : details);
        return given.equals(former) ? changed : changed.withMembers(read(given, group));
    }

    /// The attributes, with the one of the former ones that holds the members where they lack it.
    static Attributes surviving(Attributes attributes, Attributes former) {
        boolean isNamed = attributes.value(NAME).isPresent();
        return former.value(NAME)
                .filter(_ -> !isNamed)
                .map(value -> attributes.with(new Attribute(NAME, value)))
                .orElse(attributes);
    }

    /// The group with these members, and with the attribute that names them.
    static Group withMembers(Group group, List<Member> members) {
        var attributes = group.details().attributes().with(new Attribute(NAME, write(members)));
        return group.withMembers(members).withDetails(group.details().withAttributes(attributes));
    }

    private static String write(List<Member> members) {
        var list = members.stream()
                .map(member -> new Written(member.email(), member.words()))
                .toList();
        return new String(Json.write(list), UTF_8);
    }

    /// Members whose roles are worded as before keep the roles that were set here.
    private static List<Member> read(String text, Group group) {
        var members = new ArrayList<Member>();
        for (JsonNode each : text.isEmpty() ? List.<JsonNode>of() : list(text)) {
            var member = Fields.of(each, Kind.ATTRIBUTE);
            String email = member.text("developer");
            var words = member.list("roles");
            members.add(group.member(email)
                    .filter(former -> former.words().equals(words))
                    .map(former -> former.withEmail(email))
                    .orElseGet(() -> Roles.worded(email, words)));
        }
        return members;
    }

    private static Iterable<JsonNode> list(String text) {
        JsonNode list;
        try {
            list = Json.read(text.getBytes(UTF_8));
        } catch (Refused _) {
            throw unreadable();
        }
        if (!list.isArray() || list.valueStream().anyMatch(each -> !each.isObject())) {
            throw unreadable();
        }
        return list;
    }

    private static Refused unreadable() {
        return Refused.invalid(Kind.ATTRIBUTE, NAME, null, "must be a JSON list of objects with developer and roles");
    }

    private record Written(String developer, List<String> roles) {}
}
