package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who makes apps.
///
/// @param active an inactive developer's keys are refused
public record Developer(
        UUID id, UUID organization, long version, Profile profile, boolean active, Provenance provenance) {
    public String email() {
        return profile.email();
    }

    public Owner owner() {
        return new Owner.Developer(id);
    }

    public Developer withProfile(Profile changed) {
        return new Developer(id, organization, version, changed, active, provenance);
    }

    public Developer withActive(boolean changed) {
        return new Developer(id, organization, version, profile, changed, provenance);
    }

    public Developer changed(Instant at, String by) {
        return new Developer(id, organization, version, profile, active, provenance.changed(at, by));
    }

    /// What an update replaces as a whole.
    ///
    /// @param email unique in the organization without regard to case; kept as given
    /// @param userName unused by us; Apigee wants one
    public record Profile(
            String email,
            String firstName,
            String lastName,
            String userName,
            @Nullable String appFamily,
            @Nullable String accessType,
            Attributes attributes) {
        private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}/]{1,128}@[^@\\s\\p{Cntrl}/]{1,126}");

        public Profile {
            if (!isEmail(email)) {
                throw Refused.invalid(Kind.DEVELOPER, "email", email, "must be an e-mail address");
            }
            if (firstName.isBlank()) {
                throw Refused.invalid(Kind.DEVELOPER, "firstName", firstName, "must not be empty");
            }
            if (lastName.isBlank()) {
                throw Refused.invalid(Kind.DEVELOPER, "lastName", lastName, "must not be empty");
            }
        }

        static boolean isEmail(String text) {
            return EMAIL.matcher(text).matches();
        }

        public Profile withAttributes(Attributes changed) {
            return new Profile(email, firstName, lastName, userName, appFamily, accessType, changed);
        }

        /// The form by which developers are looked up and told apart.
        public String foldedEmail() {
            return email.toLowerCase(Locale.ROOT);
        }
    }
}
