package io.turnpike.management.environment;

import io.turnpike.access.Caller;
import io.turnpike.management.proxy.BasePaths;
import io.turnpike.model.Attachment;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// Which environments are in which groups.
final class AttachmentService {
    private final Storage storage;
    private final Clock clock;

    AttachmentService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// In the order of attachment.
    List<Attached> list(Place place) {
        return storage.read(work -> {
            var group = EnvironmentGroupService.require(work, place);
            var names = names(work, group);
            return group.attachments().stream()
                    .map(each -> attached(names, group, each))
                    .toList();
        });
    }

    Attached get(Place place, String id) {
        return storage.read(work -> {
            var group = EnvironmentGroupService.require(work, place);
            return attached(names(work, group), group, require(group, id));
        });
    }

    /// Lets what is deployed in an environment answer under the host names of a group.
    ///
    /// @param ending what the unit of work ends with
    /// @throws Refused with `AlreadyExists` for an environment that is attached, or `BasePathTaken` (PX2)
    <R> R attach(Caller caller, Place place, String name, BiFunction<Work, Attached, R> ending) {
        return storage.write(caller, work -> {
            var group = EnvironmentGroupService.require(work, place);
            var environment = work.environments().list(group.organization()).stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> Refused.invalid(Kind.ATTACHMENT, "environment", name, "must name an environment"));
            if (group.holds(environment.id())) {
                throw new Refused(new Problem.AlreadyExists(Kind.ATTACHMENT, name));
            }
            new BasePaths(work, group.organization()).join(group, environment.id());
            var attachment = new Attachment(UUID.randomUUID(), environment.id(), clock.instant());
            work.environmentGroups().update(group.with(attachment, caller.name()));
            return ending.apply(work, new Attached(attachment, group.name(), name));
        });
    }

    /// @param ending what the unit of work ends with
    <R> R detach(Caller caller, Place place, String id, BiFunction<Work, Attached, R> ending) {
        return storage.write(caller, work -> {
            var group = EnvironmentGroupService.require(work, place);
            var attachment = require(group, id);
            var attached = attached(names(work, group), group, attachment);
            work.environmentGroups().update(group.without(attachment, clock.instant(), caller.name()));
            return ending.apply(work, attached);
        });
    }

    private static Attachment require(EnvironmentGroup group, String id) {
        return group.attachments().stream()
                .filter(each -> each.id().toString().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.ATTACHMENT, id)));
    }

    private static Map<UUID, String> names(Work work, EnvironmentGroup group) {
        return work.environments().list(group.organization()).stream()
                .collect(Collectors.toMap(Environment::id, Environment::name));
    }

    private static Attached attached(Map<UUID, String> names, EnvironmentGroup group, Attachment attachment) {
        return new Attached(attachment, group.name(), names.getOrDefault(attachment.environment(), ""));
    }
}
