package io.turnpike.model;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Host names and the environments whose deployments answer under them.
///
/// @param hostnames in lower case, without ports; `*` is the catch-all, `*.example.com` stands for any first label;
///     each belongs to one group of the whole installation
/// @param environments ids, in the order of attachment
public record EnvironmentGroup(
        UUID id,
        UUID organization,
        long version,
        String name,
        List<String> hostnames,
        List<UUID> environments,
        Provenance provenance) {
    public EnvironmentGroup {
        Names.ENVIRONMENT_GROUP.check(name);
        hostnames = hostnames.stream()
                .map(hostname -> hostname.toLowerCase(Locale.ROOT))
                .toList();
        environments = List.copyOf(environments);
    }
}
