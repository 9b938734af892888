package io.turnpike.oauth.jwt;

import io.turnpike.model.Issuer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The keys of other issuers, by where they are published. Safe for use by many threads.
public final class KeySources implements AutoCloseable {
    private static final int MAX = 1_000;

    private final InstantSource clock;
    private @Nullable HttpClient client;
    private final Map<String, KeySource> sources = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KeySource> eldest) {
            return size() > MAX;
        }
    };

    public KeySources(InstantSource clock) {
        this.clock = clock;
    }

    synchronized KeySource of(Issuer issuer) {
        return sources.computeIfAbsent(issuer.jwksUrl(), url -> new KeySource(url, client(), clock));
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }

    /// Made for the first issuer, since it reads all certificates that the JDK trusts.
    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();
        }
        return client;
    }
}
