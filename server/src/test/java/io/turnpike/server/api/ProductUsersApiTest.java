package io.turnpike.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("management-api 9.1: query=list tells who uses a product")
class ProductUsersApiTest {
    @TempDir
    Path folder;

    private ApiServer server;

    @BeforeEach
    void fill() {
        server = ApiServer.start(folder);
        server.post("apiproducts", "{\"name\":\"gold\",\"displayName\":\"Gold\"}")
                .mustBe(201);
        server.post("apiproducts", "{\"name\":\"idle\",\"displayName\":\"Idle\"}")
                .mustBe(201);
        server.post("apps:import", """
                {"developer":{"email":"bob@example.com","firstName":"B","lastName":"B"},"name":"b","credentials":[\
                {"consumerKey":"b1","consumerSecret":"s","apiProducts":["gold"]}]}
                {"developer":{"email":"ada@example.com","firstName":"A","lastName":"A"},"name":"a","credentials":[\
                {"consumerKey":"a1","consumerSecret":"s","apiProducts":["gold"]},\
                {"consumerKey":"a2","consumerSecret":"s"},\
                {"consumerKey":"a3","consumerSecret":"s","apiProducts":["gold"],"status":"revoked"}]}
                """).mustBe(200);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsDevelopersByTheirEmails() {
        server.get(users("gold", "developers")).mustBe(200).mustHold("[\"ada@example.com\",\"bob@example.com\"]");
        server.get(users("gold", "developers") + "&count=1").mustHold("[\"ada@example.com\"]");
        server.get(users("gold", "developers") + "&startkey=bob@example.com").mustHold("[\"bob@example.com\"]");
        server.get(users("idle", "developers")).mustBe(200).mustHold("[]");
        server.get(users("gold", "companies")).mustBe(200).mustHold("[]");
    }

    @Test
    void listsAppsAndKeysThatHoldIt() {
        String ada = server.get("developers/ada@example.com/apps/a").text("/appId");
        String bob = server.get("developers/bob@example.com/apps/b").text("/appId");
        boolean adaFirst = ada.compareTo(bob) < 0;
        String first = adaFirst ? ada : bob;
        String second = adaFirst ? bob : ada;

        server.get(users("gold", "apps")).mustHold("[\"%s\",\"%s\"]".formatted(first, second));
        server.get(users("gold", "apps") + "&startkey=" + second).mustHold("[\"%s\"]".formatted(second));
        server.get(users("gold", "keys")).mustHold(adaFirst ? "[\"a1\",\"a3\",\"b1\"]" : "[\"b1\",\"a1\",\"a3\"]");
        server.get(users("gold", "keys") + "&count=1&startkey=a3").mustHold("[\"a3\"]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "gold?query=list | 400 | entity must be keys",
                "gold?query=list&entity=cats | 400 | entity must be keys",
                "gold?query=list&entity=keys&startkey=a2 | 404 | Invalid consumer key",
                "gold?query=list&entity=keys&startkey=none | 404 | Invalid consumer key",
                "gold?query=list&entity=developers&startkey=none | 404 | Developer with name none",
                "none?query=list&entity=keys | 404 | ApiProduct with name none",
            })
    void refusesWhatItCannotList(String question, int status, String said) {
        var answer = server.get("apiproducts/" + question).mustBe(status);
        assertThat(answer.body()).contains(said);
    }

    private static String users(String product, String entity) {
        return "apiproducts/" + product + "?query=list&entity=" + entity;
    }
}
