package io.turnpike.management.app;

import io.turnpike.model.Credential;
import io.turnpike.model.Status;
import java.util.List;

/// A credential with the names of its products.
///
/// @param products in the order of the credential's grants
record FullCredential(Credential credential, List<Held> products) {
    /// @param product name
    record Held(String product, Status status) {}
}
