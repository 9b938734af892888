package io.turnpike.storage;

import io.turnpike.model.Developer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/// Developers at rest.
public interface DeveloperStore {
    /// By folded e-mail.
    List<Developer> list(UUID organization, Page page);

    /// Those who have an app of that name, by folded e-mail.
    List<Developer> listByApp(UUID organization, String app);

    /// Those who have an app with a key that holds the product, by folded e-mail.
    List<Developer> listByProduct(UUID product, Page page);

    /// By e-mail in any case, or by id.
    Optional<Developer> find(UUID organization, String emailOrId);

    /// Those of `ids` that exist, in no order.
    List<Developer> byIds(Collection<UUID> ids);

    /// The folded e-mail of every developer of the installation by his id, in no order, without holding all in memory.
    void forEachEmail(BiConsumer<UUID, String> consumer);

    /// @throws io.turnpike.problem.Refused with `NotFound`
    Developer requireById(UUID id);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists`
    Developer insert(Developer developer);

    /// Replaces what is stored if its version is `developer.version()`, and raises that by one.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound`, `ChangedMeanwhile`, or `AlreadyExists` for the e-mail
    Developer update(Developer developer);

    /// Deletes a developer with his apps and their credentials.
    void delete(Developer developer);
}
