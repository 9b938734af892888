package io.turnpike.management.space;

import io.turnpike.access.Caller;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.model.Named;
import io.turnpike.model.Provenance;
import io.turnpike.model.Space;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The rules of spaces.
final class SpaceService {
    private final Storage storage;
    private final Clock clock;

    SpaceService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// In order of their names.
    List<Named<Space>> list(String organization) {
        return storage.read(work ->
                work.spaces().list(work.organizations().require(organization).id()));
    }

    Named<Space> get(String organization, String name) {
        return storage.read(work -> require(work, organization, name));
    }

    /// @throws Refused with `AlreadyExists`
    Named<Space> create(Caller caller, String organization, String name, Space space) {
        return storage.write(caller, work -> {
            UUID owner = work.organizations().require(organization).id();
            var provenance = Provenance.made(clock.instant(), caller.name());
            return work.spaces().insert(new Named<>(UUID.randomUUID(), owner, owner, 1, name, space, provenance));
        });
    }

    /// @throws Refused with `ChangedMeanwhile` if the space is not as `expected` says
    Named<Space> change(
            Caller caller, String organization, String name, EntityTag expected, Function<Named<Space>, Space> change) {
        return storage.write(caller, work -> {
            var former = require(work, organization, name);
            expected.require(Kind.SPACE, name, former.version());
            return work.spaces().update(former.changed(change.apply(former), clock.instant(), caller.name()));
        });
    }

    /// @throws Refused with `WrongState` while a product or a proxy belongs to it
    void delete(Caller caller, String organization, String name, EntityTag expected) {
        storage.write(caller, work -> {
            var gone = require(work, organization, name);
            expected.require(Kind.SPACE, name, gone.version());
            member(work, gone).ifPresent(member -> {
                throw new Refused(
                        new Problem.WrongState(Kind.SPACE, name, "holds %s, and cannot be deleted".formatted(member)));
            });
            work.spaces().delete(gone);
            return gone;
        });
    }

    private static Named<Space> require(Work work, String organization, String name) {
        return work.spaces()
                .find(work.organizations().require(organization).id(), name)
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.SPACE, name)));
    }

    /// Something that belongs to the space, in words.
    private static Optional<String> member(Work work, Named<Space> space) {
        UUID organization = space.organization();
        return work.products()
                .findBySpace(organization, space.name())
                .map(product -> "ApiProduct " + product)
                .or(() -> work.proxies().findBySpace(organization, space.name()).map(proxy -> "APIProxy " + proxy));
    }
}
