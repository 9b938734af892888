package io.turnpike.management.bulk;

import io.turnpike.management.developer.DeveloperBody;
import io.turnpike.management.wire.Fields;
import io.turnpike.model.Developer;
import io.turnpike.problem.Kind;
import java.util.Optional;

/// Whose app a line holds.
sealed interface ImportedOwner {
    /// `"developer"` holds an e-mail, an id, or a whole developer, who is made where the organization has none with
    /// that e-mail; `"developerEmail"` and `"developerId"` are what lists of apps call them.
    ///
    /// @param emailOrId may be empty where the line names none
    record OfDeveloper(String emailOrId, Optional<Developer.Profile> profile) implements ImportedOwner {}

    /// `"appGroup"` and `"companyName"` are what lists of apps call it.
    ///
    /// @param name of one that is there
    record OfGroup(String name) implements ImportedOwner {}

    /// @throws io.turnpike.problem.Refused with `InvalidField` where the line names two owners
    static ImportedOwner read(Fields body) {
        String group = body.optionalText("appGroup").orElseGet(() -> body.text("companyName"));
        if (group.isEmpty()) {
            return developer(body);
        }
        if (body.has("developer") || body.has("developerEmail") || body.has("developerId")) {
            throw body.invalid("developer", "must not stand beside an app group");
        }
        return new OfGroup(group);
    }

    private static OfDeveloper developer(Fields body) {
        if (body.holdsObjects("developer")) {
            var profile = body.object("developer", Kind.DEVELOPER)
                    .map(developer -> DeveloperBody.read(developer, true).profile());
            return new OfDeveloper(profile.map(Developer.Profile::email).orElse(""), profile);
        }
        String name = body.optionalText("developer")
                .or(() -> body.optionalText("developerEmail"))
                .orElseGet(() -> body.text("developerId"));
        return new OfDeveloper(name, Optional.empty());
    }
}
