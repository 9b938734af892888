package io.turnpike.management.organization;

import io.turnpike.access.Caller;
import io.turnpike.model.Environment;
import io.turnpike.model.Organization;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The rules of organizations.
final class OrganizationService {
    /// Cannot be changed, and must be sent again with every list.
    private static final Set<String> RESERVED = Set.of("features.isMonetizationEnabled");

    private final Storage storage;
    private final Clock clock;

    OrganizationService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    List<String> names() {
        return storage.read(work ->
                work.organizations().list().stream().map(Organization::name).toList());
    }

    Found get(String name) {
        return storage.read(work -> found(work, work.organizations().require(name)));
    }

    /// Replaces what the body names.
    Found update(Caller caller, String name, OrganizationBody body) {
        return storage.write(caller, work -> {
            var former = work.organizations().require(name);
            if (!body.name().isEmpty() && !body.name().equals(name)) {
                throw Refused.invalid(Kind.REQUEST, "name", null, "in the URL does not match the payload");
            }
            var properties = body.properties().orElse(former.properties());
            checkReserved(former.properties(), properties);
            var changed = new Organization(
                    former.id(),
                    former.version(),
                    former.name(),
                    body.displayName().orElse(former.displayName()),
                    properties,
                    former.provenance().changed(clock.instant(), caller.name()));
            return found(work, work.organizations().update(changed));
        });
    }

    private static void checkReserved(Map<String, String> former, Map<String, String> properties) {
        for (String name : RESERVED) {
            if (!Objects.equals(former.get(name), properties.get(name))) {
                throw Refused.invalid(Kind.PROPERTY, name, null, "is reserved: it must be sent as it is");
            }
        }
    }

    private static Found found(Work work, Organization organization) {
        var environments = work.environments().list(organization.id()).stream()
                .map(Environment::name)
                .toList();
        return new Found(organization, environments);
    }

    /// @param environments names
    record Found(Organization organization, List<String> environments) {}
}
