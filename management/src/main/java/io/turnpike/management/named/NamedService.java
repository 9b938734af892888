package io.turnpike.management.named;

import io.turnpike.access.Caller;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.Environment;
import io.turnpike.model.Named;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rules of one sort of things that have a name in an environment. A thing is named by a segment of a path, see
/// `Segments`.
final class NamedService<T extends Named.Content> {
    private final Sort<T> sort;
    private final Storage storage;
    private final Clock clock;

    NamedService(Sort<T> sort, Storage storage, Clock clock) {
        this.sort = sort;
        this.storage = storage;
        this.clock = clock;
    }

    List<String> names(Place place) {
        return storage.read(work -> sort.in(work).list(place.in(work).id()).stream()
                .map(Named::name)
                .toList());
    }

    Named<T> get(Place place, String segment) {
        return storage.read(work -> require(work, place.in(work), segment));
    }

    /// @throws Refused with `AlreadyExists`
    Named<T> create(Caller caller, Place place, String name, Fields body) {
        return storage.write(caller, work -> {
            var environment = place.in(work);
            var made = new Named<>(
                    UUID.randomUUID(),
                    environment.organization(),
                    environment.id(),
                    1,
                    name,
                    sort.read(body, Optional.empty()),
                    Provenance.made(clock.instant(), caller.name()));
            sort.check(work, environment, name, made.content());
            if (sort.in(work).find(environment.id(), name).isPresent()) {
                throw new Refused(new Problem.AlreadyExists(sort.kind(), name, "environment " + environment.name()));
            }
            return sort.in(work).insert(made);
        });
    }

    /// Replaces the whole content.
    ///
    /// @throws Refused with `ChangedMeanwhile` if the thing is not as `expected` says
    Named<T> update(Caller caller, Place place, String segment, Fields body, EntityTag expected) {
        return storage.write(caller, work -> {
            var environment = place.in(work);
            var former = require(work, environment, segment);
            body.requireName(former.name());
            expected.require(sort.kind(), former.name(), former.version());
            T content = sort.read(body, Optional.of(former.content()));
            sort.check(work, environment, former.name(), content);
            return sort.in(work).update(former.changed(content, clock.instant(), caller.name()));
        });
    }

    Named<T> delete(Caller caller, Place place, String segment, EntityTag expected) {
        return storage.write(caller, work -> {
            var environment = place.in(work);
            var gone = require(work, environment, segment);
            expected.require(sort.kind(), gone.name(), gone.version());
            sort.checkDeletion(work, environment, gone.name());
            sort.in(work).delete(gone);
            return gone;
        });
    }

    private Named<T> require(Work work, Environment environment, String segment) {
        return Segments.find(segment, name -> sort.in(work).find(environment.id(), name))
                .orElseThrow(() -> new Refused(new Problem.NotFound(sort.kind(), segment)));
    }

    /// Names of an organization and of an environment in it.
    record Place(String organization, String environment) {
        Environment in(Work work) {
            return work.environments()
                    .require(work.organizations().require(organization).id(), environment);
        }
    }
}
