package io.turnpike.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.chance.Chance;
import io.turnpike.http.Json;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Products, developers and apps with random names, asked for as clients escape them and read page by page.
class RandomNamesApiTest {
    private static final String CHARACTERS = "aAbB09  __--..##$$%%";
    private static final int NAMES = 60;

    @TempDir
    Path folder;

    private final long seed = Chance.seed();
    private final Random random = new Random(seed);
    private final List<String> names = names();
    private ApiServer server;

    @BeforeEach
    void fill() {
        System.out.println("seed " + seed);
        server = ApiServer.start(folder);
        String lines = names.stream()
                .map(name -> line(Map.of(
                        "developer", Map.of("email", email(name), "firstName", "F", "lastName", "L"), "name", "app")))
                .collect(Collectors.joining("\n"));
        server.post("apps:import", lines).mustBe(200);
        String apps = names.stream()
                .map(name -> line(Map.of("developer", email(names.getFirst()), "name", "a" + name)))
                .collect(Collectors.joining("\n"));
        assertThat(server.post("apps:import", apps).text("/counts/apps"))
                .as("seed %d", seed)
                .isEqualTo("" + NAMES);
        for (String name : names) {
            server.post("apiproducts", line(Map.of("name", name, "displayName", name)))
                    .mustBe(201);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("management-api 1.8, 24.2: escaped once, as a form, twice: each finds what is meant")
    void findsProductsHoweverTheirNamesAreEscaped() {
        List<UnaryOperator<String>> escapings = List.of(
                RandomNamesApiTest::percent, name -> URLEncoder.encode(name, UTF_8), name -> percent(percent(name)));
        for (String name : names) {
            for (var escaping : escapings) {
                String path = "apiproducts/" + escaping.apply(name);
                assertThat(server.get(path).text("/name"))
                        .as("%s, seed %d", path, seed)
                        .isEqualTo(name);
            }
        }
    }

    @Test
    @DisplayName("management-api 1.7: pages by startKey, which is included, hold everything once and in order")
    void pagesByStartKeyHoldEverythingOnce() {
        var sorted = List.copyOf(new TreeSet<>(names));
        var emails = names.stream().map(RandomNamesApiTest::email).sorted().toList();
        var apps = Stream.concat(names.stream().map(name -> "a" + name), Stream.of("app"))
                .sorted()
                .toList();
        for (String dialect : List.of("/x/v1", "/edge/v1")) {
            String organization = dialect + "/organizations/default/";
            assertThat(walked(organization + "apiproducts")).as("seed %d", seed).isEqualTo(sorted);
            assertThat(walked(organization + "developers")).as("seed %d", seed).isEqualTo(emails);
            String ofFirst = organization + "developers/" + percent(email(names.getFirst())) + "/apps";
            assertThat(walked(ofFirst)).as("seed %d", seed).isEqualTo(apps);
        }
    }

    @Test
    @DisplayName("management-api 24.1 rule 6: pages by token hold everything once")
    void pagesByTokenHoldEverythingOnce() {
        var ids = new ArrayList<String>();
        String token = "";
        do {
            var page = server.get("apps?pageSize=" + (1 + random.nextInt(20)) + "&pageToken=" + token)
                    .mustBe(200);
            ids.addAll(ids(page.json()));
            token = page.text("/nextPageToken");
            assertThat(page.text("/totalSize")).isEqualTo("" + 2 * NAMES);
        } while (!token.isEmpty());

        assertThat(ids).as("seed %d", seed).hasSize(2 * NAMES).isSorted().doesNotHaveDuplicates();
    }

    /// All ids, read as clients do: each page begins with the last id of the one before.
    private List<String> walked(String path) {
        var all = new ArrayList<>(ids(server.get(path + "?count=" + count()).json()));
        while (true) {
            String start = all.getLast();
            var page = ids(server.get(path + "?count=" + count() + "&startKey=" + percent(start))
                    .mustBe(200)
                    .json());
            assertThat(page.getFirst()).isEqualTo(start);
            if (page.size() == 1) {
                return all;
            }
            all.addAll(page.subList(1, page.size()));
        }
    }

    private int count() {
        return 2 + random.nextInt(20);
    }

    /// The ids in an unexpanded list of either dialect.
    private static List<String> ids(JsonNode list) {
        var items = list.isArray() ? list : list.iterator().next();
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.isString() ? item : item.iterator().next())
                .map(JsonNode::asString)
                .toList();
    }

    private List<String> names() {
        var made = new TreeSet<String>();
        while (made.size() < NAMES) {
            String name = random.ints(1 + random.nextInt(12), 0, CHARACTERS.length())
                    .mapToObj(CHARACTERS::charAt)
                    .map(String::valueOf)
                    .collect(Collectors.joining())
                    .strip();
            if (!name.isEmpty() && !name.matches("\\.{1,2}")) {
                made.add(name);
            }
        }
        return List.copyOf(made);
    }

    /// One of its own for each name.
    private static String email(String name) {
        return percent(name).toLowerCase(Locale.ROOT).replace('%', '+') + "." + Integer.toHexString(name.hashCode())
                + "@example.com";
    }

    private static String line(Map<String, Object> members) {
        return new String(Json.write(members), UTF_8);
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
