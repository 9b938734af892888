package io.turnpike.management.environment;

import io.turnpike.access.Caller;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Segments;
import io.turnpike.management.wire.UpdateMask;
import io.turnpike.model.Environment;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.ProxyStore.Deployed;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// The rules of environments.
final class EnvironmentService {
    private final Storage storage;
    private final Clock clock;

    EnvironmentService(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    List<String> names(String organization) {
        return storage.read(work -> work.environments().list(owner(work, organization)).stream()
                .map(Environment::name)
                .toList());
    }

    Environment get(String organization, String name) {
        return storage.read(work -> work.environments().require(owner(work, organization), name));
    }

    /// @param ending what the unit of work ends with
    <R> R create(Caller caller, String organization, EnvironmentBody body, BiFunction<Work, Environment, R> ending) {
        return storage.write(caller, work -> {
            var made = body.made(owner(work, organization), Provenance.made(clock.instant(), caller.name()));
            return ending.apply(work, work.environments().insert(made));
        });
    }

    Environment replace(Caller caller, Place place, EntityTag expected, EnvironmentBody body) {
        return storage.write(
                caller,
                work -> change(
                        work, place, expected, body, former -> body.replacing(former, clock.instant(), caller.name())));
    }

    /// @param ending what the unit of work ends with
    <R> R patch(
            Caller caller,
            Place place,
            EntityTag expected,
            EnvironmentBody body,
            UpdateMask mask,
            BiFunction<Work, Environment, R> ending) {
        return storage.write(
                caller,
                work -> ending.apply(
                        work,
                        change(
                                work,
                                place,
                                expected,
                                body,
                                former -> body.patching(former, mask, clock.instant(), caller.name()))));
    }

    /// Deletes an environment, which leaves its groups.
    ///
    /// @param ending what the unit of work ends with
    /// @throws Refused with `StillReferenced` while a proxy is deployed there
    <R> R delete(Caller caller, Place place, EntityTag expected, BiFunction<Work, Environment, R> ending) {
        return storage.write(caller, work -> {
            var environment = require(work, place, expected);
            work.proxies().deployed(environment.organization()).stream()
                    .filter(each -> each.deployment().environment().equals(environment.id()))
                    .findFirst()
                    .ifPresent(each -> refuse(environment, each));
            work.environments().delete(environment);
            return ending.apply(work, environment);
        });
    }

    private static Environment change(
            Work work, Place place, EntityTag expected, EnvironmentBody body, UnaryOperator<Environment> change) {
        var former = require(work, place, expected);
        Segments.requireSame(body.name(), former.name());
        return work.environments().update(change.apply(former));
    }

    private static Environment require(Work work, Place place, EntityTag expected) {
        var found = work.environments().require(owner(work, place.organization()), place.name());
        expected.require(Kind.ENVIRONMENT, found.name(), found.version());
        return found;
    }

    private static void refuse(Environment environment, Deployed deployed) {
        throw new Refused(new Problem.StillReferenced(
                Kind.ENVIRONMENT,
                environment.name(),
                "deployment of revision %d of %s"
                        .formatted(deployed.deployment().revision(), deployed.proxy())));
    }

    private static UUID owner(Work work, String organization) {
        return work.organizations().require(organization).id();
    }
}
