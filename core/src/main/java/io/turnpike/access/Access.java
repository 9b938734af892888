package io.turnpike.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one call asks for.
///
/// @param permission what its route declares
/// @param organization the one that its path names, or null where it names none
/// @param method of HTTP
/// @param path segments of the path below the organization, decoded; none for the organization itself. The path
///     of a route that stands beside the organizations keeps its own start: `audits`, `apiproducts`
public record Access(Permission permission, @Nullable String organization, String method, List<String> path) {
    public Access {
        path = List.copyOf(path);
    }

    /// The same call on a route that declares another permission.
    public Access with(Permission other) {
        return new Access(other, organization, method, path);
    }

    /// Paths may hold keys.
    @Override
    public String toString() {
        return "Access[" + permission + "]";
    }
}
