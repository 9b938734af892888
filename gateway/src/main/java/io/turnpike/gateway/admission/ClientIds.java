package io.turnpike.gateway.admission;

import io.turnpike.decision.IndexedToken;
import io.turnpike.secret.SealedText;
import io.turnpike.secret.Vault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The consumer keys of clients that tokens were issued to. Those of tokens seen lately are not opened again; a slot
/// holds one, and the latest pushes the others out. Used by one thread.
final class ClientIds {
    private static final Logger LOG = LoggerFactory.getLogger(ClientIds.class);

    private final Vault vault;
    private final @Nullable Entry[] entries;
    private boolean warned;

    /// @param slots a power of two
    ClientIds(Vault vault, int slots) {
        this.vault = vault;
        this.entries = new @Nullable Entry[slots];
    }

    /// @return empty where the client is gone, or its key does not open under the master key
    String of(IndexedToken token) {
        SealedText sealed = token.client();
        if (sealed == null) {
            return "";
        }
        int hash = sealed.hashCode();
        int slot = (hash ^ hash >>> 16) & (entries.length - 1);
        Entry known = entries[slot];
        if (known == null || !known.sealed.equals(sealed)) {
            known = new Entry(sealed, open(sealed));
            entries[slot] = known;
        }
        return known.id;
    }

    private String open(SealedText sealed) {
        try {
            return vault.open(sealed);
        } catch (IllegalStateException e) {
            if (!warned) {
                warned = true;
                LOG.warn("targets are not told of some clients, whose ids do not open: {}", e.getMessage());
            }
            return "";
        }
    }

    private record Entry(SealedText sealed, String id) {
        @Override
        public String toString() {
            return "Entry[" + sealed + "]";
        }
    }
}
