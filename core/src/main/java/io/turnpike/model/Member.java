package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.List;
import java.util.Locale;

/// Who belongs to a group, and what he may do there.
///
/// @param email as given; the developer of that e-mail, whether he exists yet or not
/// @param roles at least one, each once
/// @param words the roles in the words of an Apigee client, kept as sent; empty where none sent any
public record Member(String email, List<Role> roles, List<String> words) {
    public Member {
        if (!Developer.Profile.isEmail(email)) {
            throw Refused.invalid(Kind.APP_GROUP, "email", null, "must be an e-mail address");
        }
        roles = roles.stream().distinct().sorted().toList();
        if (roles.isEmpty()) {
            throw Refused.invalid(Kind.APP_GROUP, "roles", null, "must hold at least one role");
        }
        words = List.copyOf(words);
    }

    public boolean is(String other) {
        return foldedEmail().equals(other.toLowerCase(Locale.ROOT));
    }

    /// The form by which members are looked up and told apart.
    public String foldedEmail() {
        return email.toLowerCase(Locale.ROOT);
    }

    public Member withEmail(String changed) {
        return new Member(changed, roles, words);
    }

    /// What a member may do in his group.
    ///
    /// Source: product-life TE2.
    public enum Role {
        /// All that a developer may, and changes the members.
        OWNER,
        /// Makes apps and rotates their keys.
        DEVELOPER,
        /// Sees apps, but no secret.
        VIEWER,
        /// Sees apps, but no secret, and what they cost.
        BILLING
    }
}
