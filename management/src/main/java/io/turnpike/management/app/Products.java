package io.turnpike.management.app;

import io.turnpike.model.Grant;
import io.turnpike.model.Organization;
import io.turnpike.model.Product;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.storage.Work;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The products that credentials name, each read once in a unit of work.
final class Products {
    private final Work work;
    private final Map<UUID, Product> known = new HashMap<>();

    Products(Work work) {
        this.work = work;
    }

    /// A new grant of each product.
    ///
    /// @throws Refused with `InvalidField` for a product that does not exist
    List<Grant> granted(Organization organization, Collection<String> names) {
        return names.stream()
                .distinct()
                .map(name -> require(organization, name))
                .map(Product::newGrant)
                .toList();
    }

    /// @throws Refused with `InvalidScopes` unless the granted products have all of `scopes` among theirs
    void requireScopes(Collection<String> scopes, List<Grant> grants) {
        var allowed = grants.stream()
                .flatMap(grant -> product(grant).terms().scopes().stream())
                .distinct()
                .toList();
        if (!allowed.containsAll(scopes)) {
            throw new Refused(new Problem.InvalidScopes(allowed));
        }
    }

    private Product require(Organization organization, String name) {
        var product = work.products()
                .find(organization.id(), name)
                .orElseThrow(() -> Refused.invalid(
                        Kind.GRANT,
                        "apiProducts",
                        name,
                        "does not exist for  tenant [%s] and id [null]".formatted(organization.name())));
        known.put(product.id(), product);
        return product;
    }

    private Product product(Grant grant) {
        return known.computeIfAbsent(grant.product(), work.products()::requireById);
    }
}
