package io.turnpike.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.http.Json;
import io.turnpike.server.settings.Sources;
import io.turnpike.server.settings.WrongSetting;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The word `explain`: asks the running node what would become of a call, and prints the steps.
///
/// A call without `--env` is looked for in every environment.
final class Explain {
    private static final List<String> MEMBERS = List.of("key", "token", "host", "body", "time");

    private final RunningNode node;
    private final Map<String, Object> question;
    private final Optional<String> environment;

    private Explain(RunningNode node, Map<String, Object> question, Optional<String> environment) {
        this.node = node;
        this.question = question;
        this.environment = environment;
    }

    /// @param words `--key`, `--token`, `--env`, `--host`, `--header`, `--body` and `--time` with their values,
    /// settings,
    ///     then method and path; the method may be left out
    /// @param input reads a line where a value is `-`, so that no key need stand in a list of processes
    static Explain of(List<String> words, UnaryOperator<String> input, Map<String, String> variables) {
        Map<String, Object> question = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> settings = new ArrayList<>();
        List<String> call = new ArrayList<>();
        Optional<String> environment = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String name = word.startsWith("--") ? word.substring(2) : "";
            if (MEMBERS.contains(name) || name.equals("env") || name.equals("header")) {
                String value = value(words, ++i, word);
                switch (name) {
                    case "env" -> environment = Optional.of(value);
                    case "header" -> putHeader(headers, value);
                    default -> question.put(name, value.equals("-") ? input.apply(name) : value);
                }
            } else if (word.startsWith("--")) {
                settings.add(word);
            } else {
                call.add(word);
            }
        }
        putCall(question, call);
        question.put("headers", headers);
        return new Explain(
                new RunningNode(NodeConfig.from(Sources.read(settings, variables)), "explain"), question, environment);
    }

    /// @return whether the call would be let through
    boolean run() throws IOException, InterruptedException {
        JsonNode explanation = null;
        for (String each : environments()) {
            explanation = ask(each);
            String outcome = explanation.at("/steps/0/outcome").asString("");
            if (!outcome.equals("otherEnvironment") && !outcome.equals("notFound")) {
                break;
            }
        }
        if (explanation == null) {
            throw new WrongSetting("the organization has no environment");
        }
        print(explanation);
        return explanation.path("decision").asString("").equals("allowed");
    }

    private List<String> environments() throws IOException, InterruptedException {
        if (environment.isPresent()) {
            return List.of(environment.get());
        }
        return read(node.get("/environments"))
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private JsonNode ask(String where) throws IOException, InterruptedException {
        return read(node.post(
                "/environments/" + where + "/decisions:explain",
                "application/json",
                BodyPublishers.ofByteArray(Json.write(question))));
    }

    private static JsonNode read(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException("the node answered " + answer.statusCode() + ": " + new String(answer.body(), UTF_8));
        }
        return Json.read(answer.body());
    }

    private static void print(JsonNode explanation) {
        System.out.println(
                explanation.path("decision").asString() + ": " + facts(explanation, List.of("decision", "steps")));
        for (JsonNode step : explanation.path("steps")) {
            System.out.println("  " + step.path("step").asString() + ": " + facts(step, List.of("step")));
        }
    }

    private static String facts(JsonNode object, List<String> but) {
        return object.propertyStream()
                .filter(each -> !but.contains(each.getKey()))
                .map(each -> each.getKey() + " " + each.getValue().asString())
                .collect(Collectors.joining(", "));
    }

    private static String value(List<String> words, int at, String of) {
        if (at >= words.size()) {
            throw new WrongSetting(of + " needs a value");
        }
        return words.get(at);
    }

    private static void putHeader(Map<String, String> headers, String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new WrongSetting("--header needs a name and a value: 'Accept: text/xml'");
        }
        headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }

    private static void putCall(Map<String, Object> question, List<String> call) {
        if (call.isEmpty() || call.size() > 2) {
            throw new WrongSetting("explain needs a call: turnpike explain --key KEY GET /v1/weather");
        }
        question.put("method", call.size() == 2 ? call.getFirst() : "GET");
        question.put("path", call.getLast());
    }
}
