package io.turnpike.management.space;

import io.turnpike.access.Access;
import io.turnpike.access.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A permission as Google names it, `apigee.apiproducts.get`, and what it is here.
record IamPermission(Collection collection, String verb) {
    private static final Set<String> READING = Set.of("get", "list", "getIamPolicy");

    private static final Map<String, String> METHODS =
            Map.of("get", "GET", "list", "GET", "getIamPolicy", "GET", "update", "PUT", "delete", "DELETE");

    private static final Map<String, Collection> COLLECTIONS = Map.of(
            "apiproducts", new Collection("apiproducts", Permission.PRODUCT_READ, Permission.PRODUCT_WRITE),
            "proxies", new Collection("apis", Permission.PROXY_READ, Permission.PROXY_WRITE),
            "proxyrevisions", new Collection("apis", Permission.PROXY_READ, Permission.PROXY_WRITE),
            "deployments", new Collection("deployments", Permission.DEPLOYMENT_READ, Permission.DEPLOYMENT_WRITE),
            "spaces", new Collection("spaces", Permission.ORGANIZATION_READ, Permission.ORGANIZATION_WRITE));

    /// Empty for what is not here.
    static Optional<IamPermission> of(String name) {
        String[] parts = name.split("\\.", -1);
        boolean isOurs = parts.length == 3 && parts[0].equals("apigee") && COLLECTIONS.containsKey(parts[1]);
        return isOurs
                ? Optional.ofNullable(COLLECTIONS.get(parts[1])).map(known -> new IamPermission(known, parts[2]))
                : Optional.empty();
    }

    /// What a call that uses this would ask for.
    Access in(String organization) {
        return new Access(
                READING.contains(verb) ? collection.reading() : collection.writing(),
                organization,
                METHODS.getOrDefault(verb, "POST"),
                List.of(collection.path()));
    }

    private record Collection(String path, Permission reading, Permission writing) {}
}
