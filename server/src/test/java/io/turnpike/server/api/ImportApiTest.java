package io.turnpike.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("extensions 9: bulk import of apps")
class ImportApiTest {
    private static final String ADA = """
            {"developer":{"email":"ada@example.com","firstName":"Ada","lastName":"Lee"},"name":"site",\
            "callbackUrl":"https://site.example/","attributes":[{"name":"DisplayName","value":"Site"}],\
            "credentials":[{"consumerKey":"key-1","consumerSecret":"secret-1","apiProducts":["gold"],"scopes":["read"],\
            "issuedAt":"1600000000000","expiresAt":"-1","attributes":[{"name":"a","value":"b"}]},\
            {"consumerKey":"key-2","consumerSecret":"secret-2","status":"revoked",\
            "apiProducts":[{"apiproduct":"gold","status":"pending"}]}]}""";

    @TempDir
    Path folder;

    private ApiServer server;

    @BeforeEach
    void start() {
        server = ApiServer.start(folder);
        server.post("apiproducts", """
                {"name":"gold","displayName":"Gold","approvalType":"auto","scopes":["read"]}""");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void addsDevelopersAppsAndKeysAsTheLinesSay() {
        server.post("apps:import", ADA + "\n\n").mustBe(200).mustHold("""
                {"counts":{"lines":1,"developers":1,"apps":1,"keys":2,"unchanged":0,"refused":0},"problems":[]}""");

        var app = server.get("developers/ada@example.com/apps/site").json();
        assertThat(app.path("callbackUrl").stringValue()).isEqualTo("https://site.example/");
        var keys = app.path("credentials");
        assertThat(keys.size()).isEqualTo(2);
        server.get("developers/ada@example.com/apps/site/keys/key-1")
                .mustBe(200)
                .mustHold("""
                {"consumerKey":"key-1","consumerSecret":"secret-1","status":"approved",
                 "apiProducts":[{"apiproduct":"gold","status":"approved"}],"attributes":[{"name":"a","value":"b"}],
                 "scopes":["read"],"issuedAt":"1600000000000","expiresAt":"-1"}""");
        server.get("developers/ada@example.com/apps/site/keys/key-2")
                .mustBe(200)
                .mustHold("""
                {"consumerKey":"key-2","consumerSecret":"secret-2","status":"revoked",
                 "apiProducts":[{"apiproduct":"gold","status":"pending"}],
                 "scopes":[],"issuedAt":"%s","expiresAt":"-1"}""".formatted(ApiServer.CREATED));
    }

    @Test
    @DisplayName("ruling 15: apps of groups, as both dialects show them; the group must be there")
    void addsAppsOfGroups() {
        server.post("appgroups", "{\"name\":\"team\"}").mustBe(201);
        String lines = """
                {"appGroup":"team","name":"a","credentials":[{"consumerKey":"g-1","consumerSecret":"s","apiProducts":["gold"]}]}
                {"companyName":"team","name":"b"}
                {"appGroup":"none","name":"c"}
                {"appGroup":"team","developerEmail":"ada@example.com","name":"d"}""";

        server.post("apps:import", lines).mustBe(200).mustHold("""
                {"counts":{"lines":4,"developers":0,"apps":2,"keys":1,"unchanged":0,"refused":2},"problems":[
                 {"line":3,"code":"keymanagement.service.AppGroupDoesNotExist","message":"AppGroup none does not exist"},
                 {"line":4,"code":"keymanagement.service.app_invalid",
                  "message":"developer must not stand beside an app group"}]}""");
        server.get("appgroups/team/apps/a/keys/g-1").mustBe(200);
        server.post("apps:import", lines).mustHold("""
                {"counts":{"lines":4,"developers":0,"apps":0,"keys":0,"unchanged":2,"refused":2},"problems":[
                 {"line":3,"code":"keymanagement.service.AppGroupDoesNotExist","message":"AppGroup none does not exist"},
                 {"line":4,"code":"keymanagement.service.app_invalid",
                  "message":"developer must not stand beside an app group"}]}""");
    }

    @Test
    @DisplayName("seed 002: where unbounded permissions are off, an app and each of its keys names a product")
    void wantsProductsWhereTheOrganizationDoes() {
        server.put("/x/v1/organizations/default", """
                {"name":"default","properties":{"property":[
                  {"name":"features.keymanagement.disable.unbounded.permissions","value":"true"}]}}""").mustBe(200);
        String refusal = """
                {"line":%d,"code":"keymanagement.service.ApiProductsRequired",
                 "message":"App %s must name an API product in this organization"}""";

        server.post("apps:import", ADA + """

                {"developer":"ada@example.com","name":"none"}
                {"developer":"ada@example.com","name":"bare","credentials":[{"consumerKey":"k","consumerSecret":"s"}]}
                {"developer":"ada@example.com","name":"site","credentials":[{"consumerKey":"k","consumerSecret":"s"}]}""").mustBe(200).mustHold("""
                {"counts":{"lines":4,"developers":1,"apps":1,"keys":2,"unchanged":0,"refused":3},"problems":[%s,%s,%s]}""".formatted(
                        refusal.formatted(2, "none"), refusal.formatted(3, "bare"), refusal.formatted(4, "site")));
    }

    @Test
    void changesNothingWhenItIsRunAgain() {
        server.post("apps:import", ADA);
        String before = server.get("apps?expand=true").body();

        server.post("apps:import", ADA).mustBe(200).mustHold("""
                {"counts":{"lines":1,"developers":0,"apps":0,"keys":0,"unchanged":1,"refused":0},"problems":[]}""");
        assertThat(server.get("apps?expand=true").body()).isEqualTo(before);
    }

    @Test
    void addsTheKeysThatAreMissingOfAnAppThatIsThere() {
        server.post("apps:import", ADA);

        server.post("apps:import", """
                        {"developerEmail":"ada@example.com","name":"site",\
                        "credentials":[{"consumerKey":"key-3","consumerSecret":"s"},{"consumerKey":"key-1","consumerSecret":"other"}]}""").mustBe(200).mustHold("""
                {"counts":{"lines":1,"developers":0,"apps":0,"keys":1,"unchanged":0,"refused":0},"problems":[]}""");
        assertThat(server.get("developers/ada@example.com/apps/site/keys/key-1").body())
                .contains("secret-1");
    }

    @Test
    void refusesALineByItsNumberAndKeepsTheOthers() {
        server.post("apps:import", ADA);
        String lines = """
                {"developer":"nobody@example.com","name":"a"}
                {"developer":"ada@example.com","name":"b","credentials":[{"consumerKey":"key-1","consumerSecret":"s"}]}
                {"developer":"ada@example.com","name":"c"}

                not json
                {"developer":"ada@example.com","name":"d","credentials":[
                """.stripTrailing() + """
                {"consumerKey":"k","consumerSecret":"s","apiProducts":["none"]}]}
                {"developer":"ada@example.com","name":"e","credentials":[
                """.stripTrailing() + """
                {"consumerKey":"k","consumerSecret":"s","scopes":["write"]}]}
                {"developer":"ada@example.com","name":"f","callbackUrl":7}""";

        server.post("apps:import", lines).mustBe(200).mustHold("""
                {"counts":{"lines":7,"developers":0,"apps":1,"keys":0,"unchanged":0,"refused":6},"problems":[
                 {"line":1,"code":"developer.service.DeveloperIdDoesNotExist",
                  "message":"DeveloperId nobody@example.com does not exist in organization default"},
                 {"line":2,"code":"keymanagement.service.ConsumerKeyAlreadyExists","message":"ConsumerKey already exists"},
                 {"line":5,"code":"rest.interceptor.malformed_request",
                  "message":"the body must be valid JSON (line 1, column 1)"},
                 {"line":6,"code":"cps.kms.ApiProductDoesNotExist",
                  "message":"API Product [none] does not exist for  tenant [default] and id [null]"},
                 {"line":7,"code":"keymanagement.service.InvalidScopes","message":"Invalid scopes. Scopes must be contained in []"},
                 {"line":8,"code":"keymanagement.service.app_invalid","message":"callbackUrl must be a string"}]}""");
        server.get("developers/ada@example.com/apps").mustBe(200).mustHold("""
                {"app":[{"appId":"c"},{"appId":"site"}]}""");
    }

    @Test
    void takesMoreLinesThanOneUnitOfWorkAndMoreBytesThanOtherBodies() {
        String padding = " ".repeat(4_000);
        String lines = IntStream.range(0, 1_234)
                .mapToObj(number -> """
                        {"developer":{"email":"d%d@example.com","firstName":"D","lastName":"E"},"name":"a",%s\
                        "credentials":[{"consumerKey":"k%d","consumerSecret":"s"}]}""".formatted(number % 100, padding, number))
                .collect(Collectors.joining("\n"));

        server.post("apps:import", lines).mustBe(200).mustHold("""
                {"counts":{"lines":1234,"developers":100,"apps":100,"keys":1234,"unchanged":0,"refused":0},
                 "problems":[]}""");
    }

    @Test
    void refusesALineThatIsTooLongAndReadsOnBehindIt() {
        String lines = "{\"name\":\"" + "x".repeat(1 << 20) + "\"}\n" + ADA;

        server.post("apps:import", lines).mustBe(200).mustHold("""
                {"counts":{"lines":2,"developers":1,"apps":1,"keys":2,"unchanged":0,"refused":1},"problems":[
                 {"line":1,"code":"rest.interceptor.malformed_request",
                  "message":"the line must have at most 1048576 bytes"}]}""");
    }

    @Test
    @DisplayName("Lines wait in memory for their unit of work: long ones in fewer at once")
    void storesLongLinesInSeveralUnitsOfWork() {
        server.post("apps:import", ADA);
        String note = "x".repeat(600_000);
        String lines = IntStream.range(0, 6)
                .mapToObj(number -> """
                        {"developer":"ada@example.com","name":"a%d","note":"%s"}""".formatted(number, note))
                .collect(Collectors.joining("\n"));
        long before = server.revision();

        server.post("apps:import", lines).mustBe(200).mustHold("""
                {"counts":{"lines":6,"developers":0,"apps":6,"keys":0,"unchanged":0,"refused":0},"problems":[]}""");
        assertThat(server.revision() - before).isEqualTo(3);
    }

    @Test
    void readsOnBehindAnyNumberOfBadLines() {
        var report = server.post("apps:import", "bad\n".repeat(1_001) + ADA)
                .mustBe(200)
                .json();

        assertThat(report.path("counts").path("lines").asInt()).isEqualTo(1_002);
        assertThat(report.path("counts").path("apps").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("a run that broke off keeps what whole units of work stored; another one completes it")
    void completesWhatBrokeOff() throws IOException {
        List<String> lines = IntStream.range(0, 600)
                .mapToObj(number -> """
                        {"developer":{"email":"ada@example.com","firstName":"A","lastName":"L"},"name":"a%d"}
                        """.formatted(number))
                .toList();
        String all = String.join("", lines);

        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("""
                    POST /v1/organizations/default/apps:import HTTP/1.1\r
                    Host: h\r
                    Authorization: Bearer %s\r
                    Content-Type: application/x-ndjson\r
                    Content-Length: %d\r
                    \r
                    """.formatted(ApiServer.ADMIN_TOKEN, all.length()).getBytes(UTF_8));
            socket.getOutputStream()
                    .write(String.join("", lines.subList(0, 550)).getBytes(UTF_8));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .doesNotContain(" 200 ");
        }

        server.post("apps:import", all).mustBe(200).mustHold("""
                {"counts":{"lines":600,"developers":0,"apps":100,"keys":0,"unchanged":500,"refused":0},
                 "problems":[]}""");
    }

    @Test
    void knowsTheOrganization() {
        assertThat(server.post("/v1/organizations/other/apps:import", ADA).status())
                .isEqualTo(404);
    }
}
