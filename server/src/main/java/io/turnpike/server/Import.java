package io.turnpike.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.http.Json;
import io.turnpike.server.settings.WrongSetting;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/// The word `import`: sends apps, one on each line, to the running node that the settings name, and prints its report.
final class Import {
    private final NodeConfig config;

    Import(NodeConfig config) {
        this.config = config;
    }

    /// @param file name of a file, or `-` for the standard input
    /// @return whether every line was taken
    /// @throws IOException if the file cannot be read, or nothing answers
    boolean run(String file) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri())
                .header("Authorization", authorization())
                .header("Content-Type", "application/x-ndjson")
                .POST(lines(file))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            System.out.println(new String(answer.body(), UTF_8));
            return answer.statusCode() == 200 && refused(Json.read(answer.body())) == 0;
        }
    }

    private URI uri() {
        NodeConfig.Listener management = config.management();
        return URI.create("http://%s:%d/v1/organizations/%s/apps:import"
                .formatted(management.address(), management.port(), config.organization()));
    }

    private String authorization() {
        NodeConfig.Administrator administrator = config.administrator();
        return administrator
                .token()
                .map(token -> "Bearer " + token)
                .or(() -> administrator.password().map(password -> basic(administrator.user(), password)))
                .orElseThrow(
                        () -> new WrongSetting(
                                "import signs in with admin.token, or admin.user and admin.password: set one, best as a variable"));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    private static BodyPublisher lines(String file) throws FileNotFoundException {
        return file.equals("-") ? BodyPublishers.ofInputStream(() -> System.in) : BodyPublishers.ofFile(Path.of(file));
    }

    private static long refused(JsonNode report) {
        return report.at("/counts/refused").asLong();
    }
}
