package io.turnpike.management.user;

import io.turnpike.access.ResourcePermission;
import io.turnpike.access.Verb;
import io.turnpike.management.wire.Fields;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A permission of a role on the wire.
///
/// @param organization left out where nothing but what was sent is answered
record PermissionBody(@Nullable String organization, String path, List<String> permissions) {
    static ResourcePermission read(Fields body) {
        var verbs = EnumSet.noneOf(Verb.class);
        for (String each : body.list("permissions")) {
            verbs.add(verb(each).orElseThrow(() -> body.invalid("permissions", "must be of get, put, delete")));
        }
        return new ResourcePermission(body.text("path"), verbs);
    }

    static PermissionBody write(ResourcePermission permission, @Nullable String organization) {
        var verbs = permission.verbs().stream().map(Verb::label).sorted().toList();
        return new PermissionBody(organization, permission.path(), verbs);
    }

    /// @throws Refused with `InvalidField`
    static Verb requireVerb(String text) {
        return verb(text)
                .orElseThrow(() -> Refused.invalid(Kind.REQUEST, "permission", null, "must be get, put or delete"));
    }

    private static Optional<Verb> verb(String text) {
        return Arrays.stream(Verb.values())
                .filter(each -> each.label().equalsIgnoreCase(text))
                .findFirst();
    }
}
