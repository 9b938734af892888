package io.turnpike.management.group;

import io.turnpike.model.Member;
import io.turnpike.model.Member.Role;
import java.util.List;
import java.util.Locale;

/// What members may do, in our words and in those of Apigee's clients, who may call a role as they like.
final class Roles {
    private Roles() {}

    /// A member whose roles a client of Apigee worded. Words that say nothing here, or none, make a developer: that is
    /// what Apigee lets every member do.
    static Member worded(String email, List<String> words) {
        var roles = words.stream().map(Roles::role).distinct().toList();
        return new Member(email, roles.isEmpty() ? List.of(Role.DEVELOPER) : roles, words);
    }

    /// A member with roles of ours; he is worded anew only where the roles are other ones than before.
    static Member named(String email, List<Role> roles, List<String> formerWords) {
        var sameRoles = worded(email, formerWords);
        var words = roles.stream().map(Roles::word).toList();
        var member = new Member(email, roles, words);
        return sameRoles.roles().equals(member.roles()) ? sameRoles : member;
    }

    static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static Role role(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "owner", "admin" -> Role.OWNER;
            case "viewer" -> Role.VIEWER;
            case "billing" -> Role.BILLING;
            default -> Role.DEVELOPER;
        };
    }
}
