package io.turnpike.access;

import io.turnpike.problem.Kind;
import io.turnpike.problem.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/// A role that an organization made for itself: for each call the most specific permission that covers its path
/// decides.
///
/// It never changes the organization's properties nor who may do what, and it sees key value maps only where a
/// permission names them: a broad one does not open what may be secret.
public record CustomRole(String label, List<ResourcePermission> permissions) implements Role {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,98}[A-Za-z0-9._-])?");

    public CustomRole {
        if (!NAME.matcher(label).matches() || BuiltInRole.named(label).isPresent()) {
            throw Refused.invalid(
                    Kind.ROLE,
                    "name",
                    null,
                    "must have 1 to 100 letters, digits, blanks and . _ -, and not be that of a built-in role");
        }
        permissions = List.copyOf(permissions);
    }

    @Override
    public boolean allows(Access access) {
        return switch (access.permission()) {
            case ORGANIZATION_WRITE, ACCESS_WRITE, INSTALLATION_READ, INSTALLATION_WRITE -> false;
            default -> allows(access, String::equals) && allows(access, ResourcePermission::mayBeSame);
        };
    }

    /// The permission of exactly this path.
    public Optional<ResourcePermission> permission(String path) {
        return permissions.stream().filter(each -> each.path().equals(path)).findFirst();
    }

    /// This role with the permission in place of that on the same path.
    public CustomRole with(ResourcePermission changed) {
        var list = new ArrayList<>(without(changed.path()).permissions);
        list.add(changed);
        return new CustomRole(label, list);
    }

    /// This role without the permission of exactly this path.
    public CustomRole without(String path) {
        return new CustomRole(
                label,
                permissions.stream().filter(each -> !each.path().equals(path)).toList());
    }

    private boolean allows(Access access, BiPredicate<String, String> same) {
        return permissions.stream()
                .filter(each -> each.covers(access.path(), same))
                .max(ResourcePermission.BY_SPECIFICITY)
                .filter(each -> each.verbs().contains(Verb.of(access.method())))
                .filter(each -> !isKeyValueMap(access.permission()) || each.names("keyvaluemaps"))
                .isPresent();
    }

    private static boolean isKeyValueMap(Permission permission) {
        return permission == Permission.KEY_VALUE_MAP_READ || permission == Permission.KEY_VALUE_MAP_WRITE;
    }
}
