package io.turnpike.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.turnpike.access.BuiltInRole;
import io.turnpike.access.Caller;
import io.turnpike.enforcement.Receipt;
import io.turnpike.explanation.Explanation;
import io.turnpike.http.HttpConfig;
import io.turnpike.http.HttpServer;
import io.turnpike.http.Json;
import io.turnpike.management.ManagementApi;
import io.turnpike.management.ManagementConfig;
import io.turnpike.management.access.AccessConfig;
import io.turnpike.management.access.PasswordHash;
import io.turnpike.management.change.Enforced;
import io.turnpike.management.decision.Decisions;
import io.turnpike.management.wire.Dialect;
import io.turnpike.model.Environment;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Organization;
import io.turnpike.model.Provenance;
import io.turnpike.secret.Vault;
import io.turnpike.storage.NodeRegistry.Node;
import io.turnpike.storage.Storage;
import io.turnpike.storage.UserStore.User;
import io.turnpike.storage.Work;
import io.turnpike.storage.jdbc.JdbcStorage;
import io.turnpike.storage.jdbc.StorageConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A management port over an empty SQLite database: organization `default` with environments `test` and `prod` in
/// the group `default`, the user `admin` with the password `admin-password`, and two tokens.
///
/// Paths that start with a name go below `/x/v1/organizations/default/`, those that start with
/// `/` are taken as they are.
final class ApiServer implements AutoCloseable {
    static final String ADMIN_TOKEN = "token-of-an-administrator";
    static final String READER_TOKEN = "token-of-a-reader";
    static final String PASSWORD = "admin-password";

    /// The hand-moved clock's start, as answers show it.
    static final String CREATED = "1767225600000";

    /// No gateway stands behind this port.
    private static final Explanation ANSWERS_NOWHERE = new Explanation(
            7,
            404,
            new Explanation.Refusal("messaging.adaptors.http.flow.ApplicationNotFound", "NO_ROUTE"),
            List.of(new Explanation.Unrouted()));

    private static final String PASSWORD_HASH = PasswordHash.of(PASSWORD);

    final HandMovedClock clock = new HandMovedClock();

    final Vault vault = new Vault(Vault.newMasterKey());

    private final Storage storage;
    private final DescribedAnswers described =
            new DescribedAnswers(() -> get("/openapi.json").json());
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private ApiServer(Path folder, Enforced enforced) {
        this.storage = JdbcStorage.open(new StorageConfig("jdbc:sqlite:" + folder.resolve("turnpike.db")), clock);
        storage.write(new FirstStart(), this::fill);
        var node = new ManagementApi.Node(
                storage,
                vault,
                clock,
                enforced,
                () -> List.of(new Node("one", clock.instant(), 7, clock.instant(), "0.1", true)),
                new Decisions(_ -> ANSWERS_NOWHERE, _ -> Optional.empty()),
                new ManagementApi.Health(() -> true, () -> "turnpike_up 1\n"));
        var config = new ManagementConfig(new AccessConfig(ADMIN_TOKEN, READER_TOKEN), Dialect.X);
        this.server = HttpServer.start(
                new HttpConfig("127.0.0.1", 0), described.beside(new ManagementApi(node, config).surface()));
    }

    static ApiServer start(Path folder) {
        return start(folder, new EverythingEnforced());
    }

    static ApiServer start(Path folder, Enforced enforced) {
        return new ApiServer(folder, enforced);
    }

    Storage storage() {
        return storage;
    }

    /// Changes what no call can change.
    void change(Consumer<Work> unit) {
        storage.write(new FirstStart(), work -> {
            unit.accept(work);
            return work;
        });
    }

    Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, "", headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    /// @param body JSON, or empty for none
    /// @param headers names and values in turn; an administrator's token is sent unless they hold `Authorization`
    Answer send(String method, String path, String body, String... headers) {
        var types = body.isEmpty() ? new String[0] : new String[] {"Content-Type", "application/json"};
        return send(method, path, body.getBytes(UTF_8), concat(types, headers));
    }

    /// @param body with the type that `headers` name
    Answer send(String method, String path, byte[] body, String... headers) {
        return text(exchange(method, path, body, headers));
    }

    /// The bytes of an answer that is no text.
    byte[] download(String path) {
        return exchange("GET", path, new byte[0]).body();
    }

    private HttpResponse<byte[]> exchange(String method, String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofMinutes(2));
        if (!List.of(headers).contains("Authorization")) {
            request.setHeader("Authorization", "Bearer " + ADMIN_TOKEN);
        }
        for (int index = 0; index < headers.length; index += 2) {
            request.setHeader(headers[index], headers[index + 1]);
        }
        request.method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        try {
            var response = client.send(request.build(), BodyHandlers.ofByteArray());
            described.mustHoldTrue();
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Makes an organization that holds nothing.
    void addOrganization(String name) {
        var made = Provenance.made(clock.instant(), "system");
        var organization = new Organization(
                UUID.randomUUID(), 1, name, "", new LinkedHashMap<>(), Organization.Details.NONE, made);
        storage.write(new FirstStart(), work -> work.organizations().insert(organization));
    }

    private static Answer text(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), response.headers(), new String(response.body(), UTF_8));
    }

    private static String[] concat(String[] first, String[] second) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(String[]::new);
    }

    /// The last committed revision: it stands still while nothing is written.
    long revision() {
        return storage.changes().last();
    }

    int port() {
        return server.port();
    }

    static JsonNode json(String text) {
        return Json.read(text.getBytes(UTF_8));
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.close();
        client.close();
        storage.close();
    }

    private URI uri(String path) {
        String absolute = path.startsWith("/") ? path : "/x/v1/organizations/default/" + path;
        return URI.create("http://127.0.0.1:" + server.port() + absolute);
    }

    private User fill(Work work) {
        var made = Provenance.made(clock.instant(), "system");
        var organization = work.organizations()
                .insert(new Organization(
                        UUID.randomUUID(), 1, "default", "", new LinkedHashMap<>(), Organization.Details.NONE, made));
        var environments = List.of("test", "prod").stream()
                .map(name -> work.environments()
                        .insert(new Environment(
                                UUID.randomUUID(),
                                organization.id(),
                                1,
                                name,
                                "",
                                "",
                                new LinkedHashMap<>(),
                                Environment.Details.NONE,
                                made)))
                .map(Environment::id)
                .toList();
        work.environmentGroups()
                .insert(EnvironmentGroup.made(organization.id(), "default", List.of("*"), environments, made));
        var user = new User(UUID.randomUUID(), "admin", PASSWORD_HASH, BuiltInRole.ADMINISTRATOR);
        work.users().insert(user);
        return user;
    }

    /// Enforces at once, alone.
    static final class EverythingEnforced implements Enforced {
        @Override
        public Receipt awaitLocal(long revision) {
            return new Receipt(1, 1);
        }

        @Override
        public Receipt awaitAll(long revision, Duration atMost) {
            return new Receipt(1, 1);
        }
    }

    private record FirstStart() implements Caller {
        @Override
        public String name() {
            return "system";
        }

        @Override
        public String organization() {
            return "";
        }

        @Override
        public String operation() {
            return "CREATE";
        }

        @Override
        public String resource() {
            return "/";
        }

        @Override
        public void committed(long revision) {}
    }
}
