package io.turnpike.management.proxy;

import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.ProxySettings;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.ProxyStore.Deployed;
import io.turnpike.storage.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Who holds which base path in the environment groups of one organization.
///
/// Source: extensions.md PX2.
public final class BasePaths {
    private final List<EnvironmentGroup> groups;
    private final List<Deployed> deployed;
    private final Map<UUID, String> environments;

    public BasePaths(Work work, UUID organization) {
        this.groups = work.environmentGroups().list(organization);
        this.deployed = work.proxies().deployed(organization);
        this.environments = work.environments().list(organization).stream()
                .collect(Collectors.toMap(each -> each.id(), each -> each.name()));
    }

    /// Conflicts of a proxy with itself, if it is deployed to `environment`.
    ///
    /// @throws Refused with `BasePathTaken` where another proxy holds one of its base paths
    List<RouteConflict> claim(UUID proxy, UUID environment, ProxySettings settings) {
        var conflicts = new ArrayList<RouteConflict>();
        for (EnvironmentGroup group : groups) {
            if (group.holds(environment)) {
                conflicts.addAll(claim(group, proxy, environment, settings));
            }
        }
        return conflicts;
    }

    /// Lets a group gain an environment with everything that is deployed there.
    ///
    /// @throws Refused with `BasePathTaken` where another proxy of the group holds a base path of one of them
    public void join(EnvironmentGroup group, UUID environment) {
        for (Deployed joining : deployed) {
            if (joining.deployment().environment().equals(environment)) {
                claim(group, joining.deployment().proxy(), environment, joining.settings());
            }
        }
    }

    private List<RouteConflict> claim(EnvironmentGroup group, UUID proxy, UUID environment, ProxySettings settings) {
        var conflicts = new ArrayList<RouteConflict>();
        for (Deployed other : deployed) {
            UUID place = other.deployment().environment();
            boolean isSame = other.deployment().proxy().equals(proxy);
            if (!group.holds(place) || (isSame && place.equals(environment))) {
                continue;
            }
            for (String basePath : other.settings().basePaths()) {
                if (settings.basePaths().contains(basePath)) {
                    conflicts.add(conflict(group, other, basePath, isSame));
                }
            }
        }
        return conflicts;
    }

    private RouteConflict conflict(EnvironmentGroup group, Deployed holder, String basePath, boolean isSame) {
        if (!isSame) {
            throw new Refused(new Problem.BasePathTaken(basePath, holder.proxy(), group.name()));
        }
        String environment = environments.getOrDefault(holder.deployment().environment(), "");
        return new RouteConflict(
                group.name(), environment, holder.proxy(), holder.deployment().revision(), basePath);
    }
}
