package io.turnpike.server.api;

import static io.turnpike.server.api.AppSamples.ORGANIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// product-life TE5: an app of a group and an app of a developer differ only in their owner. The same random calls go
/// to the apps of a developer, an app group and a company, and are answered alike.
class OwnersAlikeApiTest {
    private static final List<String> OWNERS = List.of("developers/ann@example.org", "appgroups/web", "companies/shop");
    private static final List<String> ACTIONS = List.of("approve", "approved", "revoke", "revoked", "pause");
    private static final int CALLS = 150;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("TE5: each call on an app or a key has the same answer under each kind of owner")
    void answersAlike(long seed) {
        var random = new Random(seed);
        var statuses = new TreeSet<String>();
        try (var api = AppSamples.start(folder)) {
            api.post(ORGANIZATION + "/appgroups", "{\"name\":\"web\"}").mustBe(201);
            api.post(ORGANIZATION + "/companies", "{\"name\":\"shop\"}").mustBe(201);
            for (int call = 0; call < CALLS; call++) {
                String dialect = random.nextBoolean() ? "/x" : "/edge";
                var next = Request.any(random);
                var answers = OWNERS.stream()
                        .map(owner -> next.send(api, dialect, owner))
                        .toList();

                assertThat(answers).as("seed %d, call %d: %s", seed, call, next).allMatch(answers.getFirst()::equals);
                statuses.add(answers.getFirst().substring(0, 3));
                api.clock.advance(Duration.ofSeconds(1));
            }
        }
        assertThat(statuses).as("seed %d", seed).containsExactly("200", "201", "204", "400", "404", "409");
    }

    /// @param path below the owner, and `body`: `KEY` stands for what keys of this owner begin with
    private record Request(String method, String path, String body) {
        static Request any(Random random) {
            String app = "/apps/app" + random.nextInt(3);
            String key = app + "/keys/KEY" + random.nextInt(4);
            String product = random.nextBoolean() ? "gold" : "silver";
            String action = "?action=" + ACTIONS.get(random.nextInt(ACTIONS.size()));
            String scope = List.of("READ", "LIST", "NONE").get(random.nextInt(3));
            return switch (random.nextInt(16)) {
                case 0, 1, 2 ->
                    new Request("POST", "/apps", """
                            {"name":"app%d","apiProducts":["%s"],"attributes":[{"name":"a","value":"%d"}]}""".formatted(random.nextInt(3), product, random.nextInt()));
                case 3, 4 ->
                    new Request("POST", app + (random.nextBoolean() ? "/keys" : "/keys/create"), """
                            {"consumerKey":"KEY%d","consumerSecret":"s","expiresInSeconds":%d}""".formatted(
                                    random.nextInt(4), random.nextInt(-1, 60)));
                case 5, 6 -> new Request(random.nextBoolean() ? "POST" : "PUT", key, """
                            {"apiProducts":["%s"],"scopes":["%s"]}""".formatted(product, scope));
                case 7 -> new Request("POST", key + action, "");
                case 8 -> new Request("POST", key + "/apiproducts/" + product + action, "");
                case 9 -> new Request("DELETE", key + "/apiproducts/" + product, "");
                case 10 -> new Request("POST", app + action, "");
                case 11 ->
                    new Request("PUT", app, "{\"callbackUrl\":\"http://%d.example\"}".formatted(random.nextInt(9)));
                case 12 -> new Request(random.nextBoolean() ? "POST" : "PUT", app, """
                            {"apiProducts":["%s"],"scopes":["%s"]}""".formatted(product, scope));
                case 13 ->
                    new Request("POST", (random.nextBoolean() ? app : key) + "/attributes/b", """
                            {"value":"%d"}""".formatted(
                                    random.nextInt(9)));
                case 14 -> new Request("GET", random.nextBoolean() ? app : key, "");
                default -> new Request("DELETE", random.nextInt(3) == 0 ? app : key, "");
            };
        }

        /// @return what must be alike: the status, and the body without names of the owner and what is random
        String send(ApiServer api, String dialect, String owner) {
            String prefix = owner.substring(0, 3) + "-";
            var answer = api.send(
                    method,
                    dialect + ORGANIZATION + "/" + owner + path.replace("KEY", prefix),
                    body.replace("KEY", prefix));
            if (answer.body().isEmpty()) {
                return answer.status() + "";
            }
            var json = (ObjectNode) answer.jsonWithoutIds();
            json.remove(List.of("developerId", "appGroup", "companyName", "appFamily"));
            return answer.status()
                    + json.toString()
                            .replace(owner.substring(owner.indexOf('/') + 1), "<owner>")
                            .replace(prefix, "KEY")
                            .replaceAll("\"consumer(Key|Secret)\":\"[A-Za-z0-9]{48,64}\"", "<generated>");
        }
    }
}
