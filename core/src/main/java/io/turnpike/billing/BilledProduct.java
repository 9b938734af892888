package io.turnpike.billing;

import io.turnpike.model.Product;
import java.util.UUID;

/// The product that something is paid for. It keeps its name where the product itself is gone.
public record BilledProduct(UUID id, String name) {
    public static BilledProduct of(Product product) {
        return new BilledProduct(product.id(), product.name());
    }
}
