package io.turnpike.management.organization;

import io.turnpike.access.Caller;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Segments;
import io.turnpike.model.Environment;
import io.turnpike.model.Organization;
import io.turnpike.model.Provenance;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.GroupStore;
import io.turnpike.storage.Page;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/// The rules of organizations.
final class OrganizationService {
    /// Cannot be changed by a list of properties, and must be sent again with every list.
    private static final Set<String> RESERVED = Set.of(Addons.MONETIZATION);

    private static final Page ANY = new Page(null, 1);

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

    /// Makes an organization with the environments that the body names.
    ///
    /// @param ending what the unit of work ends with
    <R> R create(Caller caller, OrganizationBody body, BiFunction<Work, Found, R> ending) {
        return storage.write(caller, work -> {
            var made = Provenance.made(clock.instant(), caller.name());
            var organization = work.organizations().insert(body.made(made));
            body.environments().stream()
                    .map(name -> environment(organization, name, made))
                    .forEach(work.environments()::insert);
            return ending.apply(work, found(work, organization));
        });
    }

    /// Replaces what the body names.
    Found update(Caller caller, String name, EntityTag expected, OrganizationBody body) {
        return storage.write(caller, work -> {
            var former = work.organizations().require(name);
            expected.require(Kind.ORGANIZATION, name, former.version());
            Segments.requireSame(body.name(), name);
            var changed = body.changing(former, former.provenance().changed(clock.instant(), caller.name()));
            checkReserved(former.properties(), changed.properties());
            return found(work, work.organizations().update(changed));
        });
    }

    /// @param ending what the unit of work ends with
    <R> R setAddons(Caller caller, String name, EntityTag expected, Addons addons, BiFunction<Work, Found, R> ending) {
        return storage.write(caller, work -> {
            var former = work.organizations().require(name);
            expected.require(Kind.ORGANIZATION, name, former.version());
            var changed = addons.replacing(former, former.provenance().changed(clock.instant(), caller.name()));
            return ending.apply(work, found(work, work.organizations().update(changed)));
        });
    }

    /// Deletes an organization with its environments, groups, products and settings.
    ///
    /// @param ending what the unit of work ends with
    /// @throws Refused with `StillReferenced` while it has developers, groups of them or proxies: what others
    ///     depend on is taken away one by one
    <R> R delete(Caller caller, String name, EntityTag expected, BiFunction<Work, Found, R> ending) {
        return storage.write(caller, work -> {
            var organization = work.organizations().require(name);
            expected.require(Kind.ORGANIZATION, name, organization.version());
            UUID id = organization.id();
            work.developers().list(id, ANY).forEach(each -> refuse(name, "developer " + each.email()));
            work.groups().list(id, GroupStore.Filter.NONE, ANY).forEach(each -> refuse(name, "group " + each.name()));
            work.proxies().names(id, ANY).forEach(each -> refuse(name, "proxy " + each));
            var found = found(work, organization);
            work.organizations().delete(organization);
            return ending.apply(work, found);
        });
    }

    private static void refuse(String name, String holding) {
        throw new Refused(new Problem.StillReferenced(Kind.ORGANIZATION, name, holding));
    }

    private static Environment environment(Organization organization, String name, Provenance made) {
        return new Environment(
                UUID.randomUUID(),
                organization.id(),
                1,
                name,
                "",
                "",
                new LinkedHashMap<>(),
                Environment.Details.NONE,
                made);
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
