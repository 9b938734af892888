package io.turnpike.gateway.admission;

import io.turnpike.decision.Admission;
import io.turnpike.decision.Call;
import io.turnpike.decision.FoundToken;
import io.turnpike.decision.HostedEnvironment;
import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.IndexedToken;
import io.turnpike.decision.KeyLookup;
import io.turnpike.decision.TokenVerifier;
import io.turnpike.decision.Trust;
import io.turnpike.gateway.fault.Failures;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.secret.Vault;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// What the credentials of one loop's calls lead to. Each loop has its own.
public final class Credentials implements KeyLookup {
    private final ClientIds clientIds;
    private final KeyCache keys;
    private final TokenCache tokens;
    private final TokenVerifier verifier;
    private final Executor loop;

    /// @param seed random
    public Credentials(Vault vault, Enforced enforced, TokenVerifier verifier, Executor loop, long seed) {
        this(vault, enforced, verifier, loop, KeyCache.SLOTS, seed);
    }

    private Credentials(Vault vault, Enforced enforced, TokenVerifier verifier, Executor loop, int slots, long seed) {
        this.clientIds = new ClientIds(vault, slots);
        this.keys = new KeyCache(vault, enforced.keys(), slots, seed);
        this.tokens = new TokenCache(vault, enforced, slots, seed);
        this.verifier = verifier;
        this.loop = loop;
    }

    /// Those of one call, which need no room to remember others.
    static Credentials ofOneCall(Vault vault, Enforced enforced, TokenVerifier verifier) {
        return new Credentials(vault, enforced, verifier, Runnable::run, 1, 0);
    }

    @Override
    public @Nullable IndexedKey find(UUID organization, String key) {
        return keys.find(organization, key);
    }

    @Override
    public FoundToken findToken(HostedEnvironment place, String token, long now) {
        return tokens.find(place, token, now);
    }

    /// The consumer key of the client that a token was issued to; empty where that is gone or does not open.
    String clientId(IndexedToken token) {
        return clientIds.of(token);
    }

    /// Has the token of a call verified off the loop.
    ///
    /// @param place where the call goes
    /// @param then is told on the loop
    void verify(HostedEnvironment place, Call call, Verified then) {
        String token = Admission.bearer(call);
        if (token == null) {
            throw new IllegalStateException("only a token is verified");
        }
        long now = call.now();
        Trust trust = place.environment().trust();
        try {
            var _ = verifier.verify(place, token)
                    .whenComplete((verification, fault) -> loop.execute(() -> {
                        if (verification == null) {
                            then.failed(fault(fault));
                        } else {
                            then.found(knowing(tokens.found(place, token, trust, verification, now)));
                        }
                    }));
        } catch (RejectedExecutionException _) {
            then.failed(Fault.UNAVAILABLE);
        }
    }

    /// These, where the token at hand is found already.
    private KeyLookup knowing(FoundToken found) {
        return new KeyLookup() {
            @Override
            public @Nullable IndexedKey find(UUID organization, String key) {
                return keys.find(organization, key);
            }

            @Override
            public FoundToken findToken(HostedEnvironment place, String token, long now) {
                return found;
            }
        };
    }

    private static Fault fault(@Nullable Throwable fault) {
        Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
        if (cause instanceof RejectedExecutionException) {
            return Fault.UNAVAILABLE;
        }
        Failures.report(new IllegalStateException("a token was not verified", cause));
        return Fault.INTERNAL;
    }

    /// What becomes of a call whose token was verified.
    interface Verified {
        /// @param lookup knows what the token leads to
        void found(KeyLookup lookup);

        void failed(Fault fault);
    }
}
