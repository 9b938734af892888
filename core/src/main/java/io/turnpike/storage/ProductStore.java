package io.turnpike.storage;

import io.turnpike.model.Product;
import io.turnpike.model.UnusableProduct;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Products at rest.
public interface ProductStore {
    /// By name.
    List<Product> list(UUID organization, Filter filter, Page page);

    /// Names in their order.
    List<String> names(UUID organization, Page page);

    /// The names of those of `ids` that exist, by id.
    Map<UUID, String> names(Collection<UUID> ids);

    /// Version of every product of the organization by its id.
    Map<UUID, Long> versions(UUID organization);

    /// Those of `ids` that exist, in no order.
    ///
    /// @param unreadable takes each of them that this version cannot read
    List<Product> byIds(Collection<UUID> ids, Consumer<UnusableProduct> unreadable);

    Optional<Product> find(UUID organization, String name);

    /// @throws io.turnpike.problem.Refused with `NotFound`
    Product require(UUID organization, String name);

    /// @throws io.turnpike.problem.Refused with `NotFound`
    Product requireById(UUID id);

    /// @throws io.turnpike.problem.Refused with `AlreadyExists`
    Product insert(Product product);

    /// Replaces what is stored if its version is `product.version()`, and raises that by one.
    ///
    /// @throws io.turnpike.problem.Refused with `NotFound` or `ChangedMeanwhile`
    Product update(Product product);

    /// Deletes a product and the grants of it; the keys stay.
    void delete(Product product);

    /// Whether a product of the organization has that name in any case.
    boolean isNamed(UUID organization, String name);

    /// Name of a product that belongs to the space.
    Optional<String> findBySpace(UUID organization, String space);

    /// Whether a credential of any app holds the product.
    boolean isGranted(UUID product);

    /// Which products are wanted; what is null is open.
    ///
    /// @param attribute name of an attribute that they have
    /// @param value that the attribute has
    record Filter(
            @Nullable String attribute,
            @Nullable String value,
            @Nullable String space) {
        public static final Filter ALL = new Filter(null, null, null);

        public boolean admits(Product product) {
            Product.Terms terms = product.terms();
            return (attribute == null || hasAttribute(terms.attributes().value(attribute), value))
                    && (space == null || space.equals(terms.space()));
        }

        private static boolean hasAttribute(Optional<String> held, @Nullable String value) {
            return held.isPresent() && (value == null || value.equals(held.get()));
        }
    }
}
