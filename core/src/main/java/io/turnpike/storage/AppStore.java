package io.turnpike.storage;

import io.turnpike.model.App;
import io.turnpike.model.Owner;
import io.turnpike.model.Status;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Apps at rest.
public interface AppStore {
    /// Of one owner, by name.
    List<App> list(Owner owner, Page page);

    /// The first names of each owner's apps, by owner; one without apps is left out.
    ///
    /// @param atMost names of one owner
    Map<Owner, List<String>> names(Collection<Owner> owners, int atMost);

    /// Of the whole organization, by id; a page that starts with what is no id is empty.
    List<App> listAll(UUID organization, Filter filter, Page page);

    /// How many `listAll` shows on all its pages together.
    long count(UUID organization, Filter filter);

    Optional<App> find(Owner owner, String name);

    /// Those of a name, whoever owns them, in no order.
    List<App> findByName(UUID organization, String name);

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

    /// What narrows a list of apps; each null asks for nothing.
    ///
    /// @param status of the app
    /// @param keyStatus of any of its keys
    /// @param product id of a product that any of its keys holds
    /// @param ofGroups whether groups own them; otherwise developers do
    record Filter(
            @Nullable Status status,
            @Nullable Status keyStatus,
            @Nullable UUID product,
            @Nullable Boolean ofGroups) {
        public static final Filter NONE = new Filter(null, null, null, null);
    }
}
