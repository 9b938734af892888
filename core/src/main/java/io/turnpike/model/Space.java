package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.List;
import java.util.regex.Pattern;

/// A part of an organization to which products and proxies may belong.
///
/// Source: management-api 19.
///
/// @param displayName empty where there is none
/// @param bindings of its policy, which is kept for its readers; roles alone decide who may do what
public record Space(String displayName, List<Binding> bindings) implements Named.Content {
    private static final int MAX_DISPLAY_NAME = 255;

    public Space {
        bindings = List.copyOf(bindings);
        if (displayName.length() > MAX_DISPLAY_NAME) {
            throw Refused.invalid(
                    Kind.SPACE, "displayName", null, "must have at most " + MAX_DISPLAY_NAME + " characters");
        }
    }

    @Override
    public Kind kind() {
        return Kind.SPACE;
    }

    /// A role with those who hold it.
    ///
    /// @param members such as `user:ada@example.com`
    public record Binding(String role, List<String> members) {
        private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9_./-]{1,255}");
        private static final Pattern MEMBER =
                Pattern.compile("allUsers|allAuthenticatedUsers|(user|serviceAccount|group|domain):[^\\s:]{1,255}");

        public Binding {
            members = List.copyOf(members);
            if (!ROLE.matcher(role).matches()) {
                throw Refused.invalid(Kind.SPACE, "policy.bindings.role", null, "must name a role");
            }
            if (!members.stream().allMatch(member -> MEMBER.matcher(member).matches())) {
                throw Refused.invalid(
                        Kind.SPACE,
                        "policy.bindings.members",
                        null,
                        "must be such as user:ada@example.com, serviceAccount:…, group:… or domain:…");
            }
        }
    }
}
