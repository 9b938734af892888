package io.turnpike.management.keyvalue;

import io.turnpike.model.KeyValue;
import io.turnpike.model.KeyValueEntry;
import io.turnpike.secret.Vault;
import java.util.UUID;

/// Seals values for their place: one that was moved to another name or another map in the database does not open.
record Seals(Vault vault) {
    KeyValueEntry seal(UUID map, KeyValue plain) {
        return new KeyValueEntry(map, plain.name(), 1, vault.seal(plain.value(), place(map, plain.name())));
    }

    /// @throws IllegalStateException where the value was sealed for another place, or was changed
    String open(KeyValueEntry entry) {
        return vault.open(entry.value(), place(entry.map(), entry.name()));
    }

    private static String place(UUID map, String name) {
        return "key value entry %s %s".formatted(map, name);
    }
}
