package io.turnpike.decision;

import io.turnpike.model.Grant;
import io.turnpike.model.Owner;
import io.turnpike.model.ProductBuilder;
import io.turnpike.model.Status;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// Keys by their text, for tests that are not about digests.
public final class KeyRing implements KeyLookup {
    public static final UUID APP = UUID.fromString("00000000-0000-4000-8000-0000000000a1");

    private final Map<String, IndexedKey> keys = new HashMap<>();

    /// A good key that never expires, with approved grants of the named products.
    public KeyRing good(String text, String... products) {
        return key(text, approved(products));
    }

    public KeyRing key(String text, Grant... grants) {
        return key(text, State.GOOD, grants);
    }

    public KeyRing key(String text, State state, Grant... grants) {
        keys.put(
                text,
                new IndexedKey(
                        UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)),
                        state.key,
                        state.expiresAt,
                        new IndexedKey.AppState(APP, "shop", state.app),
                        new IndexedOwner(state.owner, state.ownerActive),
                        List.of(grants)));
        return this;
    }

    public static Grant grant(String product, Status status) {
        return new Grant(ProductBuilder.idOf(product), status);
    }

    @Override
    public IndexedKey find(UUID organization, String key) {
        return organization.equals(ProductBuilder.ORGANIZATION) ? keys.get(key) : null;
    }

    private static Grant[] approved(String... products) {
        return Stream.of(products).map(name -> grant(name, Status.APPROVED)).toArray(Grant[]::new);
    }

    /// What a key's four levels are in.
    ///
    /// @param expiresAt milliseconds since the epoch; `Long.MAX_VALUE` means never
    public record State(Status key, long expiresAt, Status app, Owner owner, boolean ownerActive) {
        public static final State GOOD = new State(Status.APPROVED, Long.MAX_VALUE, Status.APPROVED, true);

        /// Of a developer's app.
        public State(Status key, long expiresAt, Status app, boolean developerActive) {
            this(key, expiresAt, app, new Owner.Developer(new UUID(0, 1)), developerActive);
        }
    }
}
