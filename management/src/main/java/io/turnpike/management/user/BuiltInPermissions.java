package io.turnpike.management.user;

import io.turnpike.access.Access;
import io.turnpike.access.BuiltInRole;
import io.turnpike.access.Permission;
import io.turnpike.access.ResourcePermission;
import io.turnpike.access.Verb;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Built-in roles in the words of custom ones, for those who read them. What a built-in role allows follows from the
/// permissions of routes and not from these paths.
final class BuiltInPermissions {
    /// By what the permissions begin with.
    private static final Map<String, List<String>> PATHS = Map.of(
            "ORGANIZATION", List.of("/"),
            "ENVIRONMENT", List.of("/environments", "/envgroups"),
            "PROXY", List.of("/apis"),
            "DEPLOYMENT", List.of("/deployments"),
            "PRODUCT", List.of("/apiproducts"),
            "DEVELOPER", List.of("/developers"),
            "APP", List.of("/apps", "/developers/*/apps"),
            "GROUP", List.of("/appgroups", "/companies"),
            "KEY_VALUE_MAP", List.of("/keyvaluemaps", "/environments/*/keyvaluemaps"),
            "ACCESS", List.of("/userroles", "/serviceaccounts"));

    private BuiltInPermissions() {}

    static List<ResourcePermission> of(BuiltInRole role) {
        var verbs = new TreeMap<String, Set<Verb>>();
        for (Permission permission : Permission.values()) {
            if (role.allows(new Access(permission, "any", "", List.of()))) {
                PATHS.getOrDefault(family(permission), List.of())
                        .forEach(path -> verbs.computeIfAbsent(path, _ -> EnumSet.noneOf(Verb.class))
                                .addAll(
                                        permission.isRead()
                                                ? EnumSet.of(Verb.GET)
                                                : EnumSet.of(Verb.PUT, Verb.DELETE)));
            }
        }
        return verbs.entrySet().stream()
                .map(each -> new ResourcePermission(each.getKey(), each.getValue()))
                .toList();
    }

    private static String family(Permission permission) {
        return permission.name().replaceFirst("_(READ|WRITE)$", "");
    }
}
