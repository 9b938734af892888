package io.turnpike.decision;

import io.turnpike.model.Grant;
import io.turnpike.model.Owner;
import io.turnpike.model.ProductBuilder;
import io.turnpike.model.Status;
import io.turnpike.secret.KeyDigest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// Keys by their text, for tests that are not about digests.
public final class KeyRing implements KeyLookup {
    public static final UUID APP = UUID.fromString("00000000-0000-4000-8000-0000000000a1");

    private static final KeyDigest DIGEST = new KeyDigest(1, 1);

    private final Map<String, IndexedKey> keys = new HashMap<>();
    private final Map<String, FoundToken> tokens = new HashMap<>();

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
                        idOf(text),
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

    /// A token of the key of that text.
    public KeyRing token(
            String text, String key, IndexedToken.Use use, long notBefore, long expiresAt, String... scopes) {
        return token(
                text, key, key, new IndexedToken(0, 0, 0, 0, notBefore, expiresAt, List.of(scopes), use, DIGEST, null));
    }

    /// A good token that was made for one key, and leads to another.
    public KeyRing token(String text, String made, String found) {
        return token(
                text,
                made,
                found,
                new IndexedToken(0, 0, 0, 0, 0, Long.MAX_VALUE, List.of(), IndexedToken.Use.OWN, DIGEST, null));
    }

    private KeyRing token(String text, String made, String found, IndexedToken token) {
        UUID credential = idOf(made);
        tokens.put(
                text,
                new FoundToken(
                        null,
                        new IndexedToken(
                                token.keyHigh(),
                                token.keyLow(),
                                credential.getMostSignificantBits(),
                                credential.getLeastSignificantBits(),
                                token.notBefore(),
                                token.expiresAt(),
                                token.scopes(),
                                token.use(),
                                token.digest(),
                                token.client()),
                        keys.get(found)));
        return this;
    }

    /// A good token of the key.
    public KeyRing good(String text, String key, List<String> scopes) {
        return token(text, key, IndexedToken.Use.OWN, Long.MIN_VALUE, Long.MAX_VALUE, scopes.toArray(String[]::new));
    }

    @Override
    public FoundToken findToken(HostedEnvironment place, String token, long now) {
        return tokens.getOrDefault(token, FoundToken.UNKNOWN);
    }

    @Override
    public IndexedKey find(UUID organization, String key) {
        return organization.equals(ProductBuilder.ORGANIZATION) ? keys.get(key) : null;
    }

    private static UUID idOf(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
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
