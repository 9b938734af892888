package io.turnpike.management.stats;

import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.storage.Work;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Whose calls an answer is about.
///
/// @param of `environments` or `hosts`, as answers call the list in which it stands
/// @param unit `env` or `host`, as brief answers call it
/// @param name the environment's or the host's
/// @param environments ids
/// @param notices what the answer says of it
record Place(String of, String unit, String name, List<UUID> environments, List<String> notices) {
    /// @throws io.turnpike.problem.Refused with `NotFound`
    static Place ofEnvironment(Work work, UUID organization, String name) {
        Environment found = work.environments().require(organization, name);
        return new Place("environments", "env", found.name(), List.of(found.id()), List.of());
    }

    /// What the environments count that answer under a host name: calls are not kept by the name under which they
    /// came.
    ///
    /// @throws io.turnpike.problem.Refused with `InvalidField` where no group of the organization has it
    static Place ofHost(Work work, UUID organization, String host) {
        String name = host.toLowerCase(Locale.ROOT);
        EnvironmentGroup group = work.environmentGroups().list(organization).stream()
                .filter(each -> each.hostnames().contains(name))
                .findFirst()
                .orElseThrow(() -> Refusals.of(
                        "envgroupHostname", "must be a host name of one of the organization's environment groups"));
        String counted = "Counted are all calls of the environments of group " + group.name()
                + ", under whatever host name they came";
        return new Place("hosts", "host", name, List.copyOf(group.environments()), List.of(counted));
    }
}
