package io.turnpike.model;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Scopes of products, credentials and tokens: texts without blanks that are compared exactly (T9).
public final class Scopes {
    private Scopes() {}

    /// Those of a list with blanks between, each once.
    public static List<String> split(String list) {
        return list.isBlank()
                ? List.of()
                : List.of(list.strip().split(" +")).stream().distinct().toList();
    }

    /// What tokens of a credential may have at most: what its approved products offer, as far as the credential's own
    /// list goes where it has one (T1).
    ///
    /// @param products that the credential holds; others do not count
    public static List<String> grantable(Credential credential, Collection<Product> products) {
        Set<String> own = Set.copyOf(credential.scopes());
        return approved(credential, products).stream()
                .flatMap(product -> product.terms().scopes().stream())
                .filter(scope -> own.isEmpty() || own.contains(scope))
                .distinct()
                .toList();
    }

    /// The products that a credential may use, in the order in which it holds them.
    public static List<Product> approved(Credential credential, Collection<Product> products) {
        var byId = products.stream().collect(Collectors.toMap(Product::id, product -> product));
        return credential.grants().stream()
                .filter(grant -> grant.status() == Status.APPROVED && byId.containsKey(grant.product()))
                .map(grant -> byId.get(grant.product()))
                .toList();
    }

    /// What is granted of what was asked for: all where nothing was (T2, T3).
    ///
    /// @return empty if nothing of it can be granted (T4), or nothing can at all
    public static List<String> granted(List<String> asked, List<String> grantable) {
        return asked.isEmpty()
                ? grantable
                : asked.stream().filter(grantable::contains).toList();
    }
}
