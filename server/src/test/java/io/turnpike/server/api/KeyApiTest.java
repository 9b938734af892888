package io.turnpike.server.api;

import static io.turnpike.server.api.AppSamples.APPS;
import static io.turnpike.server.api.AppSamples.ORGANIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.storage.AuditStore.AuditEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// management-api 12: the rows developers.apps.keys.* of the checklist.
class KeyApiTest {
    private static final String KEYS = APPS + "/weather/keys";
    private static final String MINE = KEYS + "/my_key-1";

    @TempDir
    private Path folder;

    private ApiServer api;

    @BeforeEach
    void start() {
        api = AppSamples.start(folder);
        api.post(APPS, "{\"name\":\"weather\"}").mustBe(201);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest(name = "POST {0}")
    @ValueSource(strings = {KEYS, KEYS + "/create"})
    @DisplayName("keys.create, keys.createAtKeysCreate: 201, no products, approved whatever the body says")
    void takesAGivenKey(String path) {
        api.post("/edge" + path, """
                        {"consumerKey":"my_key-1","consumerSecret":"s3cret","expiresInSeconds":"3600","scopes":[""],
                         "apiProducts":["gold"],"status":"revoked","attributes":[{"name":"a","value":"1"}]}""").mustBe(201).mustHold("""
                        {"apiProducts":[],"attributes":[{"name":"a","value":"1"}],"consumerKey":"my_key-1",
                         "consumerSecret":"s3cret","expiresAt":1767229200000,"issuedAt":1767225600000,"scopes":[],
                         "status":"approved"}""");
        api.get(MINE).mustBe(200).mustHold("""
                {"consumerKey":"my_key-1","consumerSecret":"s3cret","status":"approved",
                 "attributes":[{"name":"a","value":"1"}],"scopes":[],"issuedAt":"1767225600000",
                 "expiresAt":"1767229200000"}""");
    }

    @Test
    @DisplayName("12.2: a secret that was not sent is generated")
    void generatesTheSecretOfAGivenKey() {
        var made = api.post(KEYS, "{\"consumerKey\":\"my_key-1\"}").mustBe(201);

        assertThat(made.text("/consumerSecret")).matches("[A-Za-z0-9]{64}");
        assertThat(made.text("/expiresAt")).isEqualTo("-1");
    }

    @Test
    @DisplayName("2.3, 20 #35: a key is unique in its organization; 409 ABORTED in X")
    void refusesAKeyThatTheOrganizationHas() {
        String elsewhere = ORGANIZATION + "/developers/bob@example.org/apps";
        AppSamples.addDeveloper(api, "bob@example.org");
        api.post(elsewhere, "{\"name\":\"other\"}").mustBe(201);
        api.post(elsewhere + "/other/keys", "{\"consumerKey\":\"my_key-1\"}").mustBe(201);
        long revision = api.revision();

        api.post(KEYS, "{\"consumerKey\":\"my_key-1\"}")
                .mustRefuseAsX(
                        409, "ABORTED", "keymanagement.service.ConsumerKeyAlreadyExists", "ConsumerKey already exists");
        api.post("/edge" + KEYS + "/create", "{\"consumerKey\":\"my_key-1\"}")
                .mustRefuse(409, "keymanagement.service.ConsumerKeyAlreadyExists", "ConsumerKey already exists");
        assertThat(api.revision()).isEqualTo(revision);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"POST", "PUT"})
    @DisplayName("keys.update, keys.replace: products are added, scopes and attributes replaced where they are sent")
    void changesAKey(String method) {
        mine();

        api.send(method, "/edge" + MINE, """
                        {"apiProducts":["silver","gold","silver"],"scopes":["LIST","READ"],
                         "attributes":[{"name":"a","value":"1"}]}""").mustBe(200).mustHold("""
                        {"apiProducts":[{"apiproduct":"silver","status":"pending"},
                          {"apiproduct":"gold","status":"approved"}],
                         "attributes":[{"name":"a","value":"1"}],"consumerKey":"my_key-1","consumerSecret":"s3cret",
                         "expiresAt":-1,"issuedAt":1767225600000,"scopes":["LIST","READ"],"status":"approved"}""");
        api.post(MINE + "/apiproducts/silver?action=approve", "").mustBe(204);
        api.send(method, "/edge" + MINE, "{\"apiProducts\":[\"silver\"],\"consumerKey\":\"my_key-1\"}")
                .mustBe(200)
                .mustHold("""
                        {"apiProducts":[{"apiproduct":"silver","status":"approved"},
                          {"apiproduct":"gold","status":"approved"}],
                         "attributes":[{"name":"a","value":"1"}],"consumerKey":"my_key-1","consumerSecret":"s3cret",
                         "expiresAt":-1,"issuedAt":1767225600000,"scopes":["LIST","READ"],"status":"approved"}""");
        assertThat(api.send(method, MINE, "{\"scopes\":[],\"attributes\":[]}")
                        .mustBe(200)
                        .json()
                        .at("/scopes")
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"POST", "PUT"})
    @DisplayName("24.2: a key sent back as it was read stays as it is, with products as objects")
    void takesAKeyAsItWasRead(String method) {
        mine();
        api.post(MINE, "{\"apiProducts\":[\"silver\",\"gold\"],\"scopes\":[\"READ\"]}")
                .mustBe(200);

        for (String path : new String[] {MINE, "/edge" + MINE}) {
            String read = api.get(path).mustBe(200).body();
            api.send(method, path, read).mustBe(200).mustHold(read);
        }
        assertThat(api.put(MINE, "{\"apiProducts\":[{\"apiproduct\":\"lead\"}]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("2.3: scopes must be among those of the key's products, also of pending ones")
    void refusesScopesThatNoProductHas() {
        mine();
        api.post(MINE, "{\"apiProducts\":[\"gold\"]}").mustBe(200);
        long revision = api.revision();

        api.put(MINE, "{\"scopes\":[\"READ\",\"ADMIN\"]}")
                .mustRefuseAsX(
                        400,
                        "INVALID_ARGUMENT",
                        "keymanagement.service.InvalidScopes",
                        "Invalid scopes. Scopes must be contained in [READ, WRITE]");
        assertThat(api.revision()).isEqualTo(revision);
        api.put(MINE, "{\"scopes\":[\"LIST\"],\"apiProducts\":[\"silver\"]}").mustBe(200);
    }

    @Test
    @DisplayName("keys.setStatus: 204; keys.delete: 200 and the key as it was, then 404 without the key's name")
    void revokesAndDeletes() {
        mine();

        assertThat(api.post(MINE + "?action=revoke", "").mustBe(204).body()).isEmpty();
        var read = api.get(MINE).mustBe(200);
        assertThat(read.text("/status")).isEqualTo("revoked");
        api.post(MINE + "?action=approve", "").mustBe(204);
        assertThat(api.get(MINE).text("/status")).isEqualTo("approved");
        api.post("/edge" + MINE + "?action=expire", "")
                .mustRefuse(400, "keymanagement.service.InvalidAction", "action must be approve or revoke");
        api.post(MINE + "?action=revoke", "").mustBe(204);
        api.delete(MINE).mustBe(200).mustHold(read.body());
        api.delete(MINE)
                .mustRefuseAsX(
                        404,
                        "NOT_FOUND",
                        "keymanagement.service.InvalidClientIdForGivenApp",
                        "Invalid consumer key for Given App");
    }

    @Test
    @DisplayName("2.3: a key of another app is not a key of this one")
    void findsAKeyInItsOwnAppOnly() {
        api.post(APPS, "{\"name\":\"other\"}").mustBe(201);
        mine();

        for (String method : new String[] {"GET", "DELETE"}) {
            api.send(method, "/edge" + APPS + "/other/keys/my_key-1", "")
                    .mustRefuse(
                            404,
                            "keymanagement.service.InvalidClientIdForGivenApp",
                            "Invalid consumer key for Given App");
        }
    }

    @Test
    @DisplayName("keys.apiproducts.setStatus: 204; keys.apiproducts.delete: 200 and the key without it; else 404")
    void decidesOnTheProductsOfAKey() {
        mine();
        api.post(MINE, "{\"apiProducts\":[\"gold\",\"silver\"]}").mustBe(200);

        api.post(MINE + "/apiproducts/silver?action=approve", "").mustBe(204);
        api.post(MINE + "/apiproducts/gold?action=revoke", "").mustBe(204);
        assertThat(api.get(MINE).json().at("/apiProducts").toString())
                .isEqualTo("[{\"apiproduct\":\"gold\",\"status\":\"revoked\"},"
                        + "{\"apiproduct\":\"silver\",\"status\":\"approved\"}]");
        assertThat(api.delete(MINE + "/apiproducts/gold")
                        .mustBe(200)
                        .json()
                        .at("/apiProducts")
                        .toString())
                .isEqualTo("[{\"apiproduct\":\"silver\",\"status\":\"approved\"}]");
        for (String method : new String[] {"POST", "DELETE"}) {
            api.send(method, "/edge" + MINE + "/apiproducts/gold?action=approve", "")
                    .mustRefuse(
                            404,
                            "keymanagement.service.apiproduct_doesnot_exist",
                            "ApiProduct with name gold does not exist");
        }
    }

    @Test
    @DisplayName("keys.attributes.* (9.5)")
    void hasAttributes() {
        mine();

        api.post(MINE + "/attributes", "{\"attribute\":[{\"name\":\"a\",\"value\":\"1\"}]}")
                .mustBe(200)
                .mustHold("{\"attribute\":[{\"name\":\"a\",\"value\":\"1\"}]}");
        api.post(MINE + "/attributes/b", "{\"value\":\"2\"}").mustBe(200);
        api.get(MINE + "/attributes/a").mustBe(200).mustHold("{\"name\":\"a\",\"value\":\"1\"}");
        api.delete(MINE + "/attributes/a").mustBe(200).mustHold("{\"name\":\"a\",\"value\":\"1\"}");
        api.get(MINE + "/attributes").mustHold("{\"attribute\":[{\"name\":\"b\",\"value\":\"2\"}]}");
    }

    @Test
    @DisplayName("extensions 3: attributes of ours survive a client that does not name them")
    void keepsAttributesOfOurs() {
        mine();
        api.post(MINE + "/attributes/turnpike.kind", "{\"value\":\"sandbox\"}").mustBe(200);

        api.put(MINE, "{\"attributes\":[{\"name\":\"a\",\"value\":\"1\"}]}").mustBe(200);
        api.get(MINE + "/attributes").mustHold("""
                {"attribute":[{"name":"turnpike.kind","value":"sandbox"},{"name":"a","value":"1"}]}""");
    }

    @Test
    @DisplayName("extensions 9, issue text: the key of a path stands in no audit entry and in no error")
    void namesNoKeyInTheAudit() {
        mine();
        api.post(MINE + "?action=revoke", "").mustBe(204);
        api.post(MINE + "/attributes/a", "{\"value\":\"1\"}").mustBe(200);
        api.delete(MINE).mustBe(200);

        var audited = api.storage()
                .read(work -> work.audit().newest("/", 100).stream()
                        .map(AuditEntry::resource)
                        .toList());
        assertThat(audited)
                .contains(KEYS + "/****", KEYS + "/****/attributes/a")
                .noneMatch(path -> path.contains("my_key-1"));
        assertThat(api.get(MINE + "/nowhere").mustBe(404).body()).doesNotContain("my_key-1");
        assertThat(api.put(MINE + "/attributes", "{}").mustBe(405).body()).doesNotContain("my_key-1");
    }

    @Test
    @DisplayName("extensions 3: the database holds neither a key nor a secret in clear")
    void storesNoKeyAndNoSecretInClear() throws IOException {
        mine();
        api.post(APPS + "/weather", "{\"apiProducts\":[\"gold\"]}").mustBe(200);
        String generated = api.get(APPS + "/weather").text("/credentials/0/consumerKey");

        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.getFileName().toString())
                        .doesNotContain("my_key-1", "s3cret", generated);
            }
        }
        assertThat(folder).isDirectoryContaining("glob:**/turnpike.db");
    }

    @Test
    @DisplayName("two clients that add products to one key lose none")
    void addsProductsFromManyClientsAtOnce() throws Exception {
        mine();
        int clients = 8;
        for (int client = 0; client < clients; client++) {
            AppSamples.addProduct(api, "p" + client, "auto");
        }
        var barrier = new CyclicBarrier(clients);
        var calls = new ArrayList<Callable<Answer>>();
        for (int client = 0; client < clients; client++) {
            String body = "{\"apiProducts\":[\"p%d\"]}".formatted(client);
            calls.add(() -> {
                barrier.await();
                return api.post(MINE, body);
            });
        }
        try (var threads = Executors.newFixedThreadPool(clients)) {
            for (var answer : threads.invokeAll(calls)) {
                answer.get().mustBe(200);
            }
        }

        assertThat(api.get(MINE).json().at("/apiProducts"))
                .extracting(held -> held.at("/apiproduct").asString())
                .containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7");
    }

    private void mine() {
        api.post(KEYS, "{\"consumerKey\":\"my_key-1\",\"consumerSecret\":\"s3cret\"}")
                .mustBe(201);
    }
}
