package io.turnpike.oauth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys of one issuer, fetched when they are asked for and no more often than every ten minutes. A token with a
/// key that is unknown brings on one fetch more in that time; a fetch that fails keeps the keys of before (J5). Safe
/// for use by many threads.
final class KeySource {
    private static final Logger LOG = LoggerFactory.getLogger(KeySource.class);
    private static final Duration KEPT = Duration.ofMinutes(10);
    /// After a fetch that failed, the next one comes sooner.
    private static final Duration RETRY = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 512 * 1024;
    private static final JWKSet NONE = new JWKSet();

    private final URI url;
    private final HttpClient client;
    private final InstantSource clock;
    private JWKSet keys = NONE;
    private Instant nextFetch = Instant.MIN;
    private boolean mayRefresh;
    private @Nullable CompletableFuture<JWKSet> underWay;

    KeySource(String url, HttpClient client, InstantSource clock) {
        this.url = URI.create(url);
        this.client = client;
        this.clock = clock;
    }

    /// The keys as far as they are known: nobody waits for a fetch who can do without. Without any keys it is waited
    /// for; it never fails.
    synchronized CompletableFuture<JWKSet> keys() {
        boolean isDue = !clock.instant().isBefore(nextFetch);
        if (isDue && underWay == null) {
            mayRefresh = true;
            fetch();
        }
        return keys.isEmpty() && underWay != null ? underWay : CompletableFuture.completedFuture(keys);
    }

    /// The keys after another fetch, if there was none out of turn since the last one in turn.
    synchronized CompletableFuture<JWKSet> refreshed() {
        if (underWay == null && mayRefresh) {
            mayRefresh = false;
            fetch();
        }
        return underWay == null ? CompletableFuture.completedFuture(keys) : underWay;
    }

    private void fetch() {
        var request = HttpRequest.newBuilder(url)
                .timeout(LONGEST)
                .header("Accept", "application/json")
                .build();
        var fetch = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), MAX_BYTES))
                .thenApply(KeySource::read)
                .handle(this::fetched);
        if (!fetch.isDone()) {
            underWay = fetch;
        }
    }

    private synchronized JWKSet fetched(@Nullable JWKSet read, @Nullable Throwable fault) {
        underWay = null;
        if (read == null) {
            LOG.warn("the keys of an issuer cannot be had from {}: {}", url, fault == null ? "" : fault.getMessage());
            nextFetch = clock.instant().plus(RETRY);
        } else {
            keys = read;
            nextFetch = clock.instant().plus(KEPT);
        }
        return keys;
    }

    private static JWKSet read(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new UncheckedIOException(new IOException("status " + response.statusCode()));
        }
        try {
            return JWKSet.parse(response.body()).toPublicJWKSet();
        } catch (ParseException e) {
            throw new UncheckedIOException(new IOException("no key set", e));
        }
    }
}
