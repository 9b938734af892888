package io.turnpike.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.server.settings.WrongSetting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;

/// The management port of the node that the settings name, for words of the command line.
final class RunningNode {
    private final NodeConfig config;
    private final String word;

    /// @param word that asks
    RunningNode(NodeConfig config, String word) {
        this.config = config;
        this.word = word;
    }

    /// @param path below the organization
    /// @throws IOException if nothing answers, or `body` cannot be read
    HttpResponse<byte[]> post(String path, String contentType, BodyPublisher body)
            throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", contentType).POST(body));
    }

    /// @param path below the organization
    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    private HttpRequest.Builder request(String path) {
        NodeConfig.Listener management = config.management();
        String address = management.address();
        String host = address.contains(":") ? "[" + address + "]" : address;
        return HttpRequest.newBuilder(URI.create("http://%s:%d/v1/organizations/%s%s"
                        .formatted(host, management.port(), config.organization(), path)))
                .header("Authorization", authorization());
    }

    private String authorization() {
        NodeConfig.Administrator administrator = config.administrator();
        return administrator
                .token()
                .map(token -> "Bearer " + token)
                .or(() -> administrator.password().map(password -> basic(administrator.user(), password)))
                .orElseThrow(() -> new WrongSetting(word
                        + " signs in with admin.token, or admin.user and admin.password: set one, best as a variable"));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }
}
