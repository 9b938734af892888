package io.turnpike.management.environment;

import io.turnpike.access.Caller;
import io.turnpike.model.Environment;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// The rules of environments.
final class EnvironmentService {
    private final Storage storage;
    private final Clock clock;

    EnvironmentService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    List<String> names(String organization) {
        return storage.read(work -> {
            UUID owner = work.organizations().require(organization).id();
            return work.environments().list(owner).stream()
                    .map(Environment::name)
                    .toList();
        });
    }

    Environment get(String organization, String name) {
        return storage.read(work -> work.environments()
                .require(work.organizations().require(organization).id(), name));
    }

    Environment update(Caller caller, String organization, String name, EnvironmentBody body) {
        return storage.write(caller, work -> {
            UUID owner = work.organizations().require(organization).id();
            var former = work.environments().require(owner, name);
            if (!body.name().isEmpty() && !body.name().equals(name)) {
                throw Refused.invalid(Kind.REQUEST, "name", null, "in the URL does not match the payload");
            }
            return work.environments().update(body.replacing(former, clock.instant(), caller.name()));
        });
    }
}
