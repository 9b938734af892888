package io.turnpike.management.bulk;

import io.turnpike.management.developer.DeveloperBody;
import io.turnpike.management.wire.Fields;
import io.turnpike.model.Developer;
import io.turnpike.problem.Kind;
import java.util.Optional;

/// The developer that a line names: `"developer"` holds an e-mail, an id, or a whole developer, who is made where the
/// organization has none with that e-mail; `"developerEmail"` and `"developerId"` are what lists of apps call them.
///
/// @param emailOrId may be empty where the line names none
record ImportedOwner(String emailOrId, Optional<Developer.Profile> profile) {
    static ImportedOwner read(Fields body) {
        if (body.holdsObjects("developer")) {
            var profile = body.object("developer", Kind.DEVELOPER)
                    .map(developer -> DeveloperBody.read(developer, true).profile());
            return new ImportedOwner(profile.map(Developer.Profile::email).orElse(""), profile);
        }
        String name = body.optionalText("developer")
                .or(() -> body.optionalText("developerEmail"))
                .orElseGet(() -> body.text("developerId"));
        return new ImportedOwner(name, Optional.empty());
    }
}
