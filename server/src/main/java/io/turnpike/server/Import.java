package io.turnpike.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.http.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/// The word `import`: sends apps, one on each line, to the running node that the settings name, and prints its report.
final class Import {
    private final RunningNode node;

    Import(NodeConfig config) {
        this.node = new RunningNode(config, "import");
    }

    /// @param file name of a file, or `-` for the standard input
    /// @return whether every line was taken
    /// @throws IOException if the file cannot be read, or nothing answers
    boolean run(String file) throws IOException, InterruptedException {
        var answer = node.post("/apps:import", "application/x-ndjson", lines(file));
        System.out.println(new String(answer.body(), UTF_8));
        return answer.statusCode() == 200 && refused(Json.read(answer.body())) == 0;
    }

    private static BodyPublisher lines(String file) throws FileNotFoundException {
        return file.equals("-") ? BodyPublishers.ofInputStream(() -> System.in) : BodyPublishers.ofFile(Path.of(file));
    }

    private static long refused(JsonNode report) {
        return report.at("/counts/refused").asLong();
    }
}
