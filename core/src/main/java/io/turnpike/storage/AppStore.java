package io.turnpike.storage;

import io.turnpike.model.App;
import io.turnpike.model.Owner;
import io.turnpike.model.Status;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Apps at rest.
public interface AppStore {
    /// Of one owner, by name.
    List<App> list(Owner owner, Page page);

    /// The first names of each owner's apps, by owner; one without apps is left out.
    ///
    /// @param atMost names of one owner
    Map<Owner, List<String>> names(Collection<Owner> owners, int atMost);

    /// Ids of those that meet all conditions, of the whole organization in their order; a page that starts with what is
    /// no id is empty.
    List<UUID> ids(UUID organization, Collection<Condition> conditions, Page page);

    /// How many `ids` shows on all its pages together.
    long count(UUID organization, Collection<Condition> conditions);

    /// Those of `ids` that exist, in no order.
    List<App> byIds(Collection<UUID> ids);

    Optional<App> find(Owner owner, String name);

    Optional<App> findById(UUID organization, UUID id);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists`
    App insert(App app);

    /// Replaces what is stored if its version is `app.version()`, and raises that by one.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound`, `ChangedMeanwhile`, or `AlreadyExists` where it
    ///     moves to an owner who has an app of that name
    App update(App app);

    /// Deletes an app with its credentials.
    void delete(App app);

    /// What narrows a list of apps.
    sealed interface Condition {
        /// The app itself has the status.
        record InStatus(Status status) implements Condition {}

        /// A key of it has the status.
        record WithKeyInStatus(Status status) implements Condition {}

        /// A key of it holds the product.
        record Holding(UUID product) implements Condition {}

        record OwnedBy(Owner owner) implements Condition {}

        /// A group owns it; otherwise a developer does.
        record OwnedByGroup(boolean wanted) implements Condition {}

        record Named(String name) implements Condition {}

        /// @param ids some hundred at most; none lets no app through
        record Among(Set<UUID> ids) implements Condition {}
    }
}
