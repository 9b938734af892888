package io.turnpike.oauth.jwt;

import io.turnpike.model.SigningKey;
import io.turnpike.model.SigningKey.Algorithm;
import io.turnpike.oauth.endpoint.Place;
import io.turnpike.oauth.endpoint.TokenSettings;
import io.turnpike.oauth.endpoint.Writing;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The key that signs an environment's tokens: the newest one, made when there is none or it is old. Keys that no
/// token lives of any more are deleted on the way.
public final class Signers {
    private static final int MAX_OPEN = 1_000;

    private final Storage storage;
    private final Writing writing;
    private final Vault vault;
    private final Clock clock;
    private final Map<String, Signer> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Signer> eldest) {
            return size() > MAX_OPEN;
        }
    };

    public Signers(Storage storage, Writing writing, Vault vault, Clock clock) {
        this.storage = storage;
        this.writing = writing;
        this.vault = vault;
        this.clock = clock;
    }

    /// Not to be called inside a unit of work.
    public Signer of(Place place, TokenSettings settings) {
        var environment = place.environment().id();
        List<SigningKey> keys = storage.read(work -> work.signingKeys().list(environment));
        boolean wantsNew = keys.isEmpty() || keys.getFirst().isOld(clock.instant());
        if (wantsNew || !outlived(keys, settings).isEmpty()) {
            keys = renewed(place, settings, keys, wantsNew);
        }
        return open(keys.getFirst());
    }

    private List<SigningKey> renewed(Place place, TokenSettings settings, List<SigningKey> seen, boolean wantsNew) {
        var environment = place.environment().id();
        Algorithm algorithm =
                seen.isEmpty() ? Algorithm.RS256 : seen.getFirst().shown().algorithm();
        // made outside the unit of work: it takes long
        SigningKey made = SigningKey.made(vault, place.organization().id(), environment, algorithm, clock.instant());
        return writing.write(place, work -> {
            var keys = work.signingKeys().list(environment);
            if (wantsNew && keys.equals(seen)) {
                work.signingKeys().insert(made);
            }
            outlived(work.signingKeys().list(environment), settings).forEach(work.signingKeys()::delete);
            return work.signingKeys().list(environment);
        });
    }

    private List<SigningKey> outlived(List<SigningKey> keys, TokenSettings settings) {
        return SigningKey.outlived(keys, settings.lifetime(), clock.instant());
    }

    private synchronized Signer open(SigningKey key) {
        return open.computeIfAbsent(key.shown().id(), _ -> new Signer(key, vault));
    }
}
