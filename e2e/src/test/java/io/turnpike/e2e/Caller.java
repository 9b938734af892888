package io.turnpike.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/// Someone who calls APIs through the gateway.
final class Caller {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI gateway;

    Caller(URI gateway) {
        this.gateway = gateway;
    }

    Answer get(String path, String key) throws IOException, InterruptedException {
        return new Answer(HTTP.send(request(path, key), BodyHandlers.ofString()));
    }

    /// Calls without waiting for the answer.
    CompletableFuture<Answer> begin(String path, String key) {
        return HTTP.sendAsync(request(path, key), BodyHandlers.ofString()).thenApply(Answer::new);
    }

    private HttpRequest request(String path, String key) {
        return HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(Turnpike.PATIENCE)
                .header("x-api-key", key)
                .build();
    }
}
