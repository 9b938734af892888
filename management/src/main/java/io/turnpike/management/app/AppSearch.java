package io.turnpike.management.app;

import io.turnpike.model.App;
import io.turnpike.model.Developer;
import io.turnpike.model.Group;
import io.turnpike.model.Organization;
import io.turnpike.model.Owner;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.KeyDigest;
import io.turnpike.secret.Vault;
import io.turnpike.storage.AppStore.Condition;
import io.turnpike.storage.Page;
import io.turnpike.storage.Work;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The apps of an organization that a query wants, in one unit of work.
final class AppSearch {
    private static final Condition NONE = new Condition.Among(Set.of());

    private final Work work;
    private final Organization owner;
    private final List<Condition> conditions;

    AppSearch(Work work, Organization owner, AppQuery query, Vault vault) {
        this.work = work;
        this.owner = owner;
        this.conditions = Stream.of(
                        query.ids().map(AppSearch::among),
                        query.key().map(key -> withKey(vault.digest(owner.id(), key))),
                        query.developer().map(this::ofDeveloper),
                        query.group().map(this::ofGroup),
                        query.product().map(this::holding),
                        query.name().map(Condition.Named::new),
                        query.status().map(Condition.InStatus::new),
                        query.keyStatus().map(Condition.WithKeyInStatus::new),
                        query.ofGroups().map(Condition.OwnedByGroup::new))
                .<Condition>flatMap(Optional::stream)
                .toList();
    }

    /// In their order.
    List<UUID> page(Page page) {
        return work.apps().ids(owner.id(), conditions, page);
    }

    /// How many there are on all pages together.
    long count() {
        return work.apps().count(owner.id(), conditions);
    }

    /// @throws Refused with `NotFound`
    static App require(Work work, Organization owner, String id) {
        return parsed(id)
                .flatMap(parsed -> work.apps().findById(owner.id(), parsed))
                .orElseThrow(() -> new Refused(new Problem.NotFound(Kind.APP, id)));
    }

    private static Condition among(List<String> ids) {
        return new Condition.Among(
                ids.stream().flatMap(id -> parsed(id).stream()).collect(Collectors.toUnmodifiableSet()));
    }

    private Condition withKey(KeyDigest digest) {
        return work.credentials()
                .find(owner.id(), digest)
                .<Condition>map(credential -> new Condition.Among(Set.of(credential.app())))
                .orElse(NONE);
    }

    private Condition ofDeveloper(String email) {
        return work.developers()
                .find(owner.id(), email)
                .map(Developer::owner)
                .map(AppSearch::ownedBy)
                .orElse(NONE);
    }

    private Condition ofGroup(String name) {
        return work.groups()
                .find(owner.id(), name)
                .map(Group::owner)
                .map(AppSearch::ownedBy)
                .orElse(NONE);
    }

    private Condition holding(String name) {
        return work.products()
                .find(owner.id(), name)
                .<Condition>map(product -> new Condition.Holding(product.id()))
                .orElse(NONE);
    }

    private static Condition ownedBy(Owner owner) {
        return new Condition.OwnedBy(owner);
    }

    private static Optional<UUID> parsed(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
