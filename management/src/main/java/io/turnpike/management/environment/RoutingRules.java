package io.turnpike.management.environment;

import io.turnpike.decision.BasePathOrder;
import io.turnpike.management.wire.View;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Organization;
import io.turnpike.storage.ProxyStore.Deployed;
import io.turnpike.storage.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// Where calls go under the host names of the groups of one organization, as the gateway tries it.
///
/// Source: management-api 5.1, steps 3 and 4; Apigee "IngressConfig".
final class RoutingRules {
    private final String organization;
    private final Map<UUID, String> environments;
    private final List<Deployed> oldestFirst;

    RoutingRules(Work work, Organization organization) {
        this.organization = "organizations/" + organization.name();
        this.environments = work.environments().list(organization.id()).stream()
                .collect(Collectors.toMap(Environment::id, Environment::name));
        this.oldestFirst = work.proxies().deployed(organization.id());
    }

    /// A group's rules on the wire.
    ///
    /// @param full whether each rule tells which revision receives its calls, and where else they could go
    Map<String, Object> write(EnvironmentGroup group, boolean full, View view) {
        return view.members()
                .text("name", organization + "/envgroups/" + group.name())
                .value("hostnames", group.hostnames())
                .list(
                        "routingRules",
                        byBasePath(group).entrySet().stream()
                                .map(rule -> rule(rule.getKey(), rule.getValue(), full, view))
                                .toList())
                .toMap();
    }

    /// Of several deployments the one that is there the longest receives the calls (PX2).
    private Map<String, List<Deployed>> byBasePath(EnvironmentGroup group) {
        var claims = new TreeMap<String, List<Deployed>>(new BasePathOrder());
        oldestFirst.stream()
                .filter(each -> group.holds(each.deployment().environment()))
                .forEach(each -> each.settings()
                        .basePaths()
                        .forEach(path -> claims.computeIfAbsent(path, _ -> new ArrayList<>())
                                .add(each)));
        return claims;
    }

    private Map<String, Object> rule(String basePath, List<Deployed> claims, boolean full, View view) {
        var holder = claims.getFirst();
        var rule = view.members().text("basepath", basePath).text("environment", environment(holder));
        if (full) {
            rule.text(
                            "receiver",
                            "%s/apis/%s/revisions/%d"
                                    .formatted(
                                            organization,
                                            holder.proxy(),
                                            holder.deployment().revision()))
                    .list(
                            "otherTargets",
                            claims.stream().skip(1).map(this::environment).toList());
        }
        return rule.toMap();
    }

    private String environment(Deployed deployed) {
        String name = environments.getOrDefault(deployed.deployment().environment(), "");
        return organization + "/environments/" + name;
    }
}
