package io.turnpike.storage;

import io.turnpike.model.Group;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Groups with their members at rest.
public interface GroupStore {
    /// By name.
    List<Group> list(UUID organization, Filter filter, Page page);

    /// How many `list` shows on all its pages together.
    long count(UUID organization, Filter filter);

    /// Those that a person belongs to, by name.
    ///
    /// @param email in any case
    List<Group> listByMember(UUID organization, String email);

    /// The names of the groups that some people belong to, by folded e-mail; who belongs to none is left out.
    Map<String, List<String>> namesByMember(UUID organization, Collection<String> foldedEmails);

    /// Those that have an app with a key that holds the product, by name.
    List<Group> listByProduct(UUID product, Page page);

    /// @param name exactly
    Optional<Group> find(UUID organization, String name);

    /// Those of `ids` that exist, in no order.
    List<Group> byIds(Collection<UUID> ids);

    /// Whether a group has that name in any case.
    boolean isTaken(UUID organization, String name);

    /// @throws io.turnpike.problem.Refused with `NotFound`
    Group requireById(UUID id);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists` if the name is there in any case
    Group insert(Group group);

    /// Replaces what is stored if its version is `group.version()`, and raises that by one.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound` or `ChangedMeanwhile`
    Group update(Group group);

    /// Deletes a group with its apps and their credentials.
    void delete(Group group);

    /// What narrows a list of groups; each null asks for nothing.
    record Filter(
            @Nullable Boolean active,
            @Nullable String channelId,
            @Nullable String channelUri) {
        public static final Filter NONE = new Filter(null, null, null);
    }
}
