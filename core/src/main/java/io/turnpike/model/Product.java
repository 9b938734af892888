package io.turnpike.model;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An API product: what an app that holds it may call, and how much.
///
/// @param id stays when everything else changes; counters hang on it
/// @param version raised by one with each change
/// @param name fixed, unique in its organization
public record Product(UUID id, UUID organization, long version, String name, Terms terms, Provenance provenance) {
    public Product {
        Names.PRODUCT.check(name);
    }

    /// A grant as a new key gets it: approved, or waiting for a decision where the product asks for one.
    ///
    /// Source: management-api 9.7; the key itself is approved either way.
    public Grant newGrant() {
        return new Grant(
                id,
                switch (terms.approval()) {
                    case AUTO -> Status.APPROVED;
                    case MANUAL -> Status.PENDING;
                });
    }

    public Product changed(Terms changed, Instant at, String by) {
        return new Product(id, organization, version, name, changed, provenance.changed(at, by));
    }

    /// What a product manager writes; the whole of it is replaced by an update.
    ///
    /// @param attributes among them `access`, and ours
    /// @param environments names; empty means all
    /// @param proxies names; empty means all, unless there are groups
    /// @param apiResources patterns below the base path; empty means all, unless there are groups
    /// @param quota for each app; null means none
    /// @param counterScope null where it was not sent
    /// @param groups at most one of each type; with a group only the groups decide
    /// @param llmQuota tokens for each app; stored, not enforced
    /// @param space null at the level of the organization
    public record Terms(
            String displayName,
            String description,
            Approval approval,
            Attributes attributes,
            List<String> environments,
            List<String> proxies,
            List<String> apiResources,
            List<String> scopes,
            @Nullable Quota quota,
            @Nullable CounterScope counterScope,
            List<OperationGroup> groups,
            @Nullable Quota llmQuota,
            @Nullable String space) {
        private static final int MAX_OPERATIONS = 50;
        private static final int MAX_ATTRIBUTES = 18;

        public Terms {
            environments = List.copyOf(environments);
            proxies = List.copyOf(proxies);
            apiResources = apiResources.stream().map(Resources::checked).toList();
            scopes =
                    scopes.stream().filter(scope -> !scope.isEmpty()).distinct().toList();
            groups = List.copyOf(groups);
            if (displayName.isBlank() || displayName.length() > 255) {
                throw Refused.invalid(Kind.API_PRODUCT, "displayName", displayName, "must have 1 to 255 characters");
            }
            checkGroups(groups, apiResources, proxies);
            checkCounts(groups, attributes);
        }

        public Terms withAttributes(Attributes changed) {
            return new Terms(
                    displayName,
                    description,
                    approval,
                    changed,
                    environments,
                    proxies,
                    apiResources,
                    scopes,
                    quota,
                    counterScope,
                    groups,
                    llmQuota,
                    space);
        }

        public Terms withSpace(@Nullable String changed) {
            return new Terms(
                    displayName,
                    description,
                    approval,
                    attributes,
                    environments,
                    proxies,
                    apiResources,
                    scopes,
                    quota,
                    counterScope,
                    groups,
                    llmQuota,
                    changed);
        }

        public Terms withGroups(List<OperationGroup> changed) {
            return new Terms(
                    displayName,
                    description,
                    approval,
                    attributes,
                    environments,
                    proxies,
                    apiResources,
                    scopes,
                    quota,
                    counterScope,
                    changed,
                    llmQuota,
                    space);
        }

        public Optional<OperationGroup> group(OperationGroup.Type type) {
            return groups.stream().filter(group -> group.type() == type).findFirst();
        }

        private static void checkGroups(List<OperationGroup> groups, List<String> resources, List<String> proxies) {
            Set<OperationGroup.Type> types = new HashSet<>();
            for (OperationGroup group : groups) {
                if (!types.add(group.type())) {
                    throw Refused.invalid(Kind.OPERATION, "operationGroup", group.type(), "must be given once");
                }
            }
            if (!groups.isEmpty() && !resources.isEmpty()) {
                throw Refused.invalid(
                        Kind.OPERATION, "apiResources", resources, "must be empty beside an operation group");
            }
            if (types.contains(OperationGroup.Type.PAYLOAD) && !proxies.isEmpty()) {
                throw Refused.invalid(Kind.OPERATION, "proxies", proxies, "must be empty beside a payload group");
            }
        }

        private static void checkCounts(List<OperationGroup> groups, Attributes attributes) {
            int operations =
                    groups.stream().mapToInt(group -> group.configs().size()).sum();
            if (operations > MAX_OPERATIONS) {
                throw Refused.invalid(
                        Kind.OPERATION, "operationConfigs", operations, "must be at most " + MAX_OPERATIONS);
            }
            long all = groups.stream()
                            .flatMap(group -> group.configs().stream())
                            .flatMap(config -> config.attributes().stream())
                            .filter(attribute -> !attribute.isOurs())
                            .count()
                    + attributes.list().stream()
                            .filter(attribute -> !attribute.isOurs())
                            .count();
            if (all > MAX_ATTRIBUTES) {
                throw Refused.invalid(
                        Kind.ATTRIBUTE,
                        "attributes",
                        all,
                        "must be at most " + MAX_ATTRIBUTES + ", those of operations included");
            }
        }
    }
}
