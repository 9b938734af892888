package io.turnpike.server;

import io.turnpike.access.BuiltInRole;
import io.turnpike.management.access.PasswordHash;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Organization;
import io.turnpike.model.Provenance;
import io.turnpike.storage.Storage;
import io.turnpike.storage.UserStore.User;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/// Gives an empty database its organization with the environments `test` and `prod`, their
/// groups, and an administrator.
final class FirstStart {
    private final Storage storage;
    private final Clock clock;

    FirstStart(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /// Does what is missing; all of it or nothing.
    ///
    /// @return the administrator's password if one was made up now
    Optional<String> run(String organization, NodeConfig.Administrator administrator) {
        boolean isFresh = storage.read(work -> work.organizations().list().isEmpty());
        Optional<User> known = storage.read(work -> work.users().find(administrator.user()));
        if (!isFresh && known.isPresent()) {
            administrator.password().ifPresent(password -> keepInStep(known.get(), password));
            return Optional.empty();
        }
        if (!isFresh && administrator.password().isEmpty() && hasAdministrator()) {
            return Optional.empty(); // somebody deleted this one
        }
        String password = administrator.password().orElseGet(RandomText::password);
        User user =
                new User(UUID.randomUUID(), administrator.user(), PasswordHash.of(password), BuiltInRole.ADMINISTRATOR);
        return storage.write(new Installation("CREATE"), work -> {
            if (work.organizations().list().isEmpty()) {
                create(work, organization);
            }
            if (work.users().find(user.name()).isPresent()) {
                return Optional.empty();
            }
            work.users().insert(user);
            return administrator.password().isPresent() ? Optional.empty() : Optional.of(password);
        });
    }

    /// A password that the operator set holds from this start on, also where another one was stored.
    private void keepInStep(User user, String password) {
        if (!PasswordHash.matches(password, user.passwordHash())) {
            String hash = PasswordHash.of(password);
            storage.write(new Installation("UPDATE"), work -> {
                work.users().find(user.name()).ifPresent(now -> work.users().update(now.withPassword(hash)));
                return user;
            });
        }
    }

    private boolean hasAdministrator() {
        return storage.read(
                work -> work.users().list().stream().anyMatch(user -> user.role() == BuiltInRole.ADMINISTRATOR));
    }

    private void create(Work work, String name) {
        Provenance made = Provenance.made(clock.instant().truncatedTo(ChronoUnit.MILLIS), Installation.NAME);
        Organization organization = work.organizations()
                .insert(new Organization(
                        UUID.randomUUID(), 1, name, name, new LinkedHashMap<>(), Organization.Details.NONE, made));
        Environment test = insert(work, organization, "test", "sandbox", made);
        Environment prod = insert(work, organization, "prod", "production", made);
        UUID id = organization.id();
        List.of(
                        EnvironmentGroup.made(id, "default", List.of("*"), List.of(test.id(), prod.id()), made),
                        EnvironmentGroup.made(id, "test", List.of("test.localhost"), List.of(test.id()), made),
                        EnvironmentGroup.made(id, "prod", List.of("prod.localhost"), List.of(prod.id()), made))
                .forEach(work.environmentGroups()::insert);
    }

    private static Environment insert(Work work, Organization organization, String name, String kind, Provenance made) {
        SequencedMap<String, String> properties = new LinkedHashMap<>();
        properties.put("turnpike.kind", kind);
        return work.environments()
                .insert(new Environment(
                        UUID.randomUUID(),
                        organization.id(),
                        1,
                        name,
                        "",
                        "",
                        properties,
                        Environment.Details.NONE,
                        made));
    }
}
