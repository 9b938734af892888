package io.turnpike.management.stats;

import io.turnpike.model.Developer;
import io.turnpike.model.Group;
import io.turnpike.model.Organization;
import io.turnpike.storage.Work;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// Developers and groups are kept by their ids; here they get the names that they have now.
record KnownNames(Work work, Organization organization) {
    private static final String NOT_SET = "(not set)";
    private static final String OF_ORGANIZATION = "@@@";

    /// What no dimension holds.
    private static final String NOBODY = "-";

    /// Whether a value names something that is kept by its id.
    static boolean isReference(AskedDimension dimension) {
        return switch (dimension) {
            case DEVELOPER, DEVELOPER_EMAIL, APP_GROUP_NAME -> true;
            default -> false;
        };
    }

    /// A value as a caller writes it, as it is kept.
    String kept(AskedDimension dimension, String value) {
        if (value.equals(NOT_SET)) {
            return "";
        }
        return switch (dimension) {
            case DEVELOPER ->
                value.substring(value.indexOf(OF_ORGANIZATION) < 0 ? 0 : value.indexOf(OF_ORGANIZATION) + 3);
            case DEVELOPER_EMAIL ->
                work.developers()
                        .find(organization.id(), value)
                        .map(developer -> developer.id().toString())
                        .orElse(NOBODY);
            case APP_GROUP_NAME ->
                work.groups()
                        .find(organization.id(), value)
                        .map(group -> group.id().toString())
                        .orElse(NOBODY);
            default -> value;
        };
    }

    /// What answers show in place of the kept values of a dimension; of one who is gone only the id is known.
    Map<String, String> shown(AskedDimension dimension, Collection<String> kept) {
        Map<String, String> shown = new HashMap<>();
        switch (dimension) {
            case DEVELOPER -> kept.forEach(id -> shown.put(id, organization.name() + OF_ORGANIZATION + id));
            case DEVELOPER_EMAIL -> {
                kept.forEach(id -> shown.put(id, NOT_SET));
                for (Developer developer : work.developers().byIds(ids(kept))) {
                    shown.put(developer.id().toString(), developer.email());
                }
            }
            case APP_GROUP_NAME -> {
                for (Group group : work.groups().byIds(ids(kept))) {
                    shown.put(group.id().toString(), group.name());
                }
            }
            default -> {}
        }
        shown.put("", NOT_SET);
        return shown;
    }

    private static List<UUID> ids(Collection<String> kept) {
        return kept.stream()
                .filter(id -> !id.isEmpty())
                .distinct()
                .flatMap(id -> Stream.of(UUID.fromString(id)))
                .toList();
    }
}
