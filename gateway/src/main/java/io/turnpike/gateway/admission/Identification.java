package io.turnpike.gateway.admission;

import io.turnpike.decision.Admission;
import io.turnpike.decision.Call;
import io.turnpike.decision.HostedEnvironment;
import io.turnpike.decision.Identity;
import io.turnpike.decision.KeyLookup;
import io.turnpike.decision.Refusal;
import io.turnpike.decision.TokenVerifier;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.secret.Vault;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;

/// Finds out who calls a reserved path. Safe for use by many threads, which wait while a token is verified.
public final class Identification {
    private final Credentials credentials;

    public Identification(Vault vault, Enforced enforced, TokenVerifier verifier) {
        this.credentials = new Credentials(vault, enforced, verifier, this::run, new SecureRandom().nextLong());
    }

    public Identity identify(HostedEnvironment place, Call call) {
        var verified = new CompletableFuture<Identity>();
        run(() -> {
            Identity identity = Admission.identify(place, credentials, call);
            if (identity.refusal() == Refusal.UNVERIFIED_TOKEN) {
                credentials.verify(place, call, new Told(place, call, verified));
            } else {
                verified.complete(identity);
            }
        });
        return verified.join();
    }

    /// What credentials remember is for one thread at a time.
    private synchronized void run(Runnable task) {
        task.run();
    }

    private record Told(HostedEnvironment place, Call call, CompletableFuture<Identity> told)
            implements Credentials.Verified {
        @Override
        public void found(KeyLookup lookup) {
            told.complete(Admission.identify(place, lookup, call));
        }

        @Override
        public void failed(Fault fault) {
            told.complete(new Identity(Refusal.UNVERIFIED_TOKEN, null));
        }
    }
}
