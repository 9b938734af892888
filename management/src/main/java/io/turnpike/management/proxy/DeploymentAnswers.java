package io.turnpike.management.proxy;

import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Deployments as Apigee shows them: X flat, Edge nested by environment and proxy.
///
/// Source: management-api 6.
final class DeploymentAnswers {
    private final View view;

    DeploymentAnswers(View view) {
        this.view = view;
    }

    /// @param state what Edge says of it: `deployed` or `undeployed`
    Map<String, Object> one(Answering answering, String state) {
        return view.isX() ? google(answering).toMap() : single(answering, state).toMap();
    }

    /// The state of one revision in one environment, which clients poll.
    Map<String, Object> status(Answering answering) {
        return view.isX()
                ? google(answering).text("state", "READY").toMap()
                : single(answering, "deployed").toMap();
    }

    Map<String, Object> list(List<Answering> found, Places places) {
        return view.isX()
                ? Map.of(
                        "deployments",
                        found.stream().map(each -> google(each).toMap()).toList())
                : nested(found, places);
    }

    private Members google(Answering answering) {
        return view.members()
                .text("environment", answering.environment())
                .text("apiProxy", answering.proxy())
                .text("revision", answering.revision())
                .instant("deployStartTime", answering.deployed().deployment().deployedAt())
                .list(
                        "routeConflicts",
                        answering.conflicts().stream().map(this::conflict).toList());
    }

    private Map<String, Object> conflict(RouteConflict conflict) {
        var holder = view.members()
                .text("apiProxy", conflict.proxy())
                .text("revision", Integer.toString(conflict.revision()))
                .text("environment", conflict.environment())
                .text("basepath", conflict.basePath());
        return view.members()
                .text("environmentGroup", conflict.group())
                .value("conflictingDeployment", holder.toMap())
                .text(
                        "description",
                        "%s answers under %s in %s"
                                .formatted(conflict.proxy(), conflict.basePath(), conflict.environment()))
                .toMap();
    }

    private Members single(Answering answering, String state) {
        return state(answering, answering.revision(), state)
                .text("aPIProxy", answering.proxy())
                .text("environment", answering.environment())
                .text("organization", answering.organization())
                .text("revision", answering.revision());
    }

    private Members state(Answering answering, String name, String state) {
        var configuration = view.members()
                .text("basePath", answering.deployed().settings().basePaths().getFirst())
                .value("steps", List.of());
        return view.members()
                .text("name", name)
                .value("configuration", configuration.toMap())
                .value("server", List.of())
                .text("state", state);
    }

    private Map<String, Object> nested(List<Answering> found, Places places) {
        var members = view.members().text("organization", places.organization());
        if (!places.revision().isEmpty()) {
            return members.text("aPIProxy", places.proxy())
                    .text("name", places.revision())
                    .value("environment", states(found, Answering::environment))
                    .toMap();
        }
        if (!places.proxy().isEmpty() && !places.environment().isEmpty()) {
            return members.text("name", places.proxy())
                    .text("environment", places.environment())
                    .value("revision", states(found, Answering::revision))
                    .toMap();
        }
        if (!places.proxy().isEmpty()) {
            return members.text("name", places.proxy())
                    .value("environment", grouped(found, Answering::environment, this::revisions))
                    .toMap();
        }
        if (!places.environment().isEmpty()) {
            return members.text("name", places.environment())
                    .value("aPIProxy", grouped(found, Answering::proxy, this::revisions))
                    .toMap();
        }
        return members.text("name", places.organization())
                .value("environment", grouped(found, Answering::environment, this::proxies))
                .toMap();
    }

    private Map<String, Object> proxies(List<Answering> found) {
        return Map.of("aPIProxy", grouped(found, Answering::proxy, this::revisions));
    }

    private Map<String, Object> revisions(List<Answering> found) {
        return Map.of("revision", states(found, Answering::revision));
    }

    private List<Map<String, Object>> states(List<Answering> found, Function<Answering, String> name) {
        return found.stream()
                .map(each -> state(each, name.apply(each), "deployed").toMap())
                .toList();
    }

    private List<Map<String, Object>> grouped(
            List<Answering> found,
            Function<Answering, String> name,
            Function<List<Answering>, Map<String, Object>> inside) {
        var groups = found.stream().collect(Collectors.groupingBy(name, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> {
                    var members = view.members().text("name", group.getKey());
                    inside.apply(group.getValue()).forEach(members::value);
                    return members.toMap();
                })
                .toList();
    }
}
