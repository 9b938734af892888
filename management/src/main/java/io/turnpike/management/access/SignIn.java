package io.turnpike.management.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.access.Role;
import io.turnpike.http.Authenticator;
import io.turnpike.http.Principal;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import io.turnpike.storage.UserStore.User;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Tells who calls: a user by HTTP Basic, or the bearer of a token. A token is also taken as the password of any
/// name, for clients that know Basic only. Ten failures a minute close a name and an address, except to a password
/// that was verified before.
public final class SignIn implements Authenticator {
    private static final int HASHES_AT_ONCE = 2;

    /// What an unknown name is compared with, so that it costs as much time as a known one.
    private static final String NOBODY = PasswordHash.ofNobody();

    private final Storage storage;
    private final AccessConfig config;
    private final FailureLimit failures;
    private final KnownPasswords known = new KnownPasswords();
    private final Semaphore hashing = new Semaphore(HASHES_AT_ONCE);

    public SignIn(Storage storage, AccessConfig config, Clock clock) {
        this.storage = storage;
        this.config = config;
        this.failures = new FailureLimit(clock);
    }

    @Override
    public Principal authenticate(@Nullable String authorization, String remoteAddress) {
        String header = authorization == null ? "" : authorization.strip();
        int blank = header.indexOf(' ');
        String scheme = (blank < 0 ? header : header.substring(0, blank)).toLowerCase(Locale.ROOT);
        String value = blank < 0 ? "" : header.substring(blank + 1).strip();
        if (value.isEmpty()) {
            throw refused("Credentials are needed: HTTP Basic or a bearer token");
        }
        return switch (scheme) {
            case "bearer" -> bearer(value, remoteAddress);
            case "basic" -> basic(value, remoteAddress);
            default -> throw refused("Credentials must be HTTP Basic or a bearer token");
        };
    }

    private Principal bearer(String token, String remoteAddress) {
        return ofToken(token).orElseGet(() -> {
            failures.begin(List.of("address " + remoteAddress));
            throw refused("The token is not valid");
        });
    }

    private Principal basic(String encoded, String remoteAddress) {
        String pair = decoded(encoded);
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw refused("HTTP Basic needs a name and a password");
        }
        String name = pair.substring(0, colon);
        String password = pair.substring(colon + 1);
        return ofToken(password).orElseGet(() -> ofPassword(name, password, remoteAddress));
    }

    private Principal ofPassword(String name, String password, String remoteAddress) {
        Optional<User> user = storage.read(work -> work.users().find(name));
        if (user.isEmpty() || !known.contains(user.get(), password)) {
            verify(name, user, password, remoteAddress);
        }
        User found = user.orElseThrow();
        return new Principal(found.name(), found.role());
    }

    private void verify(String name, Optional<User> user, String password, String remoteAddress) {
        var labels = List.of("name " + name, "address " + remoteAddress);
        failures.begin(labels);
        boolean matches = hashMatches(password, user.map(User::passwordHash).orElse(NOBODY));
        if (user.isEmpty() || !matches) {
            throw refused("Name or password is wrong");
        }
        failures.succeeded(labels);
        known.add(user.get(), password);
    }

    /// Few at once: each needs memory, and anyone may ask.
    private boolean hashMatches(String password, String hash) {
        hashing.acquireUninterruptibly();
        try {
            return PasswordHash.matches(password, hash);
        } finally {
            hashing.release();
        }
    }

    private Optional<Principal> ofToken(String given) {
        if (isToken(config.adminToken(), given)) {
            return Optional.of(new Principal("admin-token", Role.ADMINISTRATOR));
        }
        if (isToken(config.readerToken(), given)) {
            return Optional.of(new Principal("reader-token", Role.READ_ONLY));
        }
        return Optional.empty();
    }

    private static boolean isToken(@Nullable String token, String given) {
        return token != null && Vault.sameSecret(token, given);
    }

    private static String decoded(String encoded) {
        try {
            return new String(Base64.getDecoder().decode(encoded), UTF_8);
        } catch (IllegalArgumentException _) {
            throw refused("HTTP Basic needs a name and a password in Base64");
        }
    }

    private static Refused refused(String rule) {
        return new Refused(new Problem.Unauthenticated(rule));
    }
}
