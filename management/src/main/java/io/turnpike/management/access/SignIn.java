package io.turnpike.management.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.access.Assignment;
import io.turnpike.access.FailureLimit;
import io.turnpike.http.Authenticator;
import io.turnpike.http.Principal;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Vault;
import io.turnpike.storage.Storage;
import io.turnpike.storage.UserStore.User;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Tells who calls: a user by HTTP Basic, or the bearer of a token. A token is also taken as the password of any
/// name, for clients that know Basic only. Ten failures a minute close a name and an address, except to a secret
/// that was right before.
///
/// Users, roles and service accounts are read anew for each call: what was changed holds at once, on every node.
public final class SignIn implements Authenticator {
    private static final int HASHES_AT_ONCE = 2;

    /// What an unknown name is compared with, so that it costs as much time as a known one.
    private static final String NOBODY = PasswordHash.ofNobody();

    private static final String TOKEN = "token";

    private final Storage storage;
    private final Tokens tokens;
    private final FailureLimit failures;
    private final KnownSecrets known = new KnownSecrets();
    private final LongAdder refusals = new LongAdder();
    private final Semaphore hashing = new Semaphore(HASHES_AT_ONCE);

    public SignIn(Storage storage, Vault vault, AccessConfig config, Clock clock) {
        this.storage = storage;
        this.tokens = new Tokens(storage, vault, config, clock);
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
        try {
            return switch (scheme) {
                case "bearer" -> bearer(value, remoteAddress);
                case "basic" -> basic(value, remoteAddress);
                default -> throw refused("Credentials must be HTTP Basic or a bearer token");
            };
        } catch (Refused refused) {
            refusals.increment();
            throw refused;
        }
    }

    /// How often credentials were refused, in Prometheus' text format.
    public String metrics() {
        return """
                # HELP turnpike_sign_in_failures_total Calls to the management port whose credentials were refused
                # TYPE turnpike_sign_in_failures_total counter
                turnpike_sign_in_failures_total %d
                """.formatted(refusals.sum());
    }

    /// Opens a name that failures closed.
    public void unlock(String name) {
        failures.forget(ofName(name));
    }

    private Principal bearer(String token, String remoteAddress) {
        var known = ofKnownToken(token);
        if (known.isPresent()) {
            return known.get();
        }
        var labels = List.of(ofAddress(remoteAddress));
        failures.begin(labels);
        var principal = ofToken(token).orElseThrow(() -> refused("The token is not valid"));
        failures.succeeded(labels);
        return principal;
    }

    private Principal basic(String encoded, String remoteAddress) {
        String pair = decoded(encoded);
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw refused("HTTP Basic needs a name and a password");
        }
        String name = pair.substring(0, colon);
        String password = pair.substring(colon + 1);
        var user = storage.read(work -> find(work, name));
        if (user.isPresent() && known.contains(user.get().user().passwordHash(), password)) {
            return user.get().principal();
        }
        return ofKnownToken(password)
                .orElseGet(() -> judged(user, password, List.of(ofName(name), ofAddress(remoteAddress))));
    }

    private Principal judged(Optional<Found> user, String password, List<String> labels) {
        failures.begin(labels);
        var principal = ofToken(password)
                .or(() -> ofPassword(user, password))
                .orElseThrow(() -> refused("Name or password is wrong"));
        failures.succeeded(labels);
        return principal;
    }

    private Optional<Principal> ofPassword(Optional<Found> user, String password) {
        boolean matches = hashMatches(
                password, user.map(found -> found.user().passwordHash()).orElse(NOBODY));
        var right = user.filter(_ -> matches);
        right.ifPresent(found -> known.add(found.user().passwordHash(), password));
        return right.map(Found::principal);
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

    /// A token that was right before, if it still is.
    private Optional<Principal> ofKnownToken(String given) {
        return known.contains(TOKEN, given) ? tokens.principal(given) : Optional.empty();
    }

    private Optional<Principal> ofToken(String given) {
        var principal = tokens.principal(given);
        principal.ifPresent(_ -> known.add(TOKEN, given));
        return principal;
    }

    private static Optional<Found> find(Work work, String name) {
        return work.users()
                .find(name)
                .or(() -> work.users().find(folded(name)))
                .map(user -> new Found(user, work.roles().assignments(user)));
    }

    private static String ofName(String name) {
        return "name " + folded(name);
    }

    private static String ofAddress(String address) {
        return "address " + address;
    }

    /// Addresses of e-mail are stored in lower case.
    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
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

    /// A user with what he holds in organizations.
    private record Found(User user, List<Assignment> inOrganizations) {
        Principal principal() {
            var held = new ArrayList<>(inOrganizations);
            var everywhere = user.role();
            if (everywhere != null) {
                held.add(new Assignment(null, everywhere));
            }
            return new Principal(user.name(), held, false);
        }
    }
}
