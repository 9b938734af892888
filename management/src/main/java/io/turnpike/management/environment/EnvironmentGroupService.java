package io.turnpike.management.environment;

import io.turnpike.access.Caller;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Segments;
import io.turnpike.management.wire.UpdateMask;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/// The rules of environment groups. What is attached to them is `AttachmentService`'s.
final class EnvironmentGroupService {
    private final Storage storage;
    private final Clock clock;

    EnvironmentGroupService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// By name.
    List<EnvironmentGroup> list(String organization) {
        return storage.read(work -> work.environmentGroups().list(owner(work, organization)));
    }

    EnvironmentGroup get(Place place) {
        return storage.read(work -> require(work, place));
    }

    /// @param ending what the unit of work ends with
    <R> R create(Caller caller, String organization, GroupBody body, BiFunction<Work, EnvironmentGroup, R> ending) {
        return storage.write(caller, work -> {
            var made = body.made(owner(work, organization), Provenance.made(clock.instant(), caller.name()));
            return ending.apply(work, work.environmentGroups().insert(made));
        });
    }

    /// @param ending what the unit of work ends with
    <R> R patch(
            Caller caller,
            Place place,
            EntityTag expected,
            GroupBody body,
            UpdateMask mask,
            BiFunction<Work, EnvironmentGroup, R> ending) {
        return storage.write(caller, work -> {
            var former = require(work, place);
            expected.require(Kind.ENVIRONMENT_GROUP, former.name(), former.version());
            Segments.requireSame(body.name(), former.name());
            var patched = body.patching(former, mask, clock.instant(), caller.name());
            return ending.apply(work, work.environmentGroups().update(patched));
        });
    }

    /// Deletes a group with its attachments: its host names lead nowhere then.
    ///
    /// @param ending what the unit of work ends with
    <R> R delete(Caller caller, Place place, EntityTag expected, BiFunction<Work, EnvironmentGroup, R> ending) {
        return storage.write(caller, work -> {
            var group = require(work, place);
            expected.require(Kind.ENVIRONMENT_GROUP, group.name(), group.version());
            work.environmentGroups().delete(group);
            return ending.apply(work, group);
        });
    }

    static EnvironmentGroup require(Work work, Place place) {
        return work.environmentGroups().require(owner(work, place.organization()), place.name());
    }

    private static UUID owner(Work work, String organization) {
        return work.organizations().require(organization).id();
    }
}
