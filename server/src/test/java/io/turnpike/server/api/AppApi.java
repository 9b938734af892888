package io.turnpike.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.access.Caller;
import io.turnpike.http.HttpConfig;
import io.turnpike.http.HttpServer;
import io.turnpike.management.ManagementApi;
import io.turnpike.management.ManagementConfig;
import io.turnpike.management.access.AccessConfig;
import io.turnpike.management.wire.Dialect;
import io.turnpike.model.Organization;
import io.turnpike.model.Provenance;
import io.turnpike.secret.Vault;
import io.turnpike.storage.AuditStore;
import io.turnpike.storage.Storage;
import io.turnpike.storage.jdbc.JdbcStorage;
import io.turnpike.storage.jdbc.StorageConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The management port over a database of its own, with organization `acme`, developer `ann@example.org` and the
/// products `gold` (automatic, scopes READ and WRITE) and `silver` (manual, scope LIST). Its clock stands until it
/// is moved.
final class AppApi implements AutoCloseable {
    static final String ORGANIZATION = "/v1/organizations/acme";
    static final String APPS = ORGANIZATION + "/developers/ann@example.org/apps";
    private static final String TOKEN = "correct-horse-battery-staple";

    final HandClock clock = new HandClock();
    final String developerId;
    private final Storage storage;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    AppApi(Path folder) {
        storage = JdbcStorage.open(new StorageConfig("jdbc:sqlite:" + folder.resolve("turnpike.db")), clock);
        storage.write(
                new Operator(),
                work -> work.organizations()
                        .insert(new Organization(
                                UUID.randomUUID(),
                                1,
                                "acme",
                                "Acme",
                                new LinkedHashMap<>(),
                                Provenance.made(clock.instant(), "operator"))));
        var node =
                new ManagementApi.Node(storage, new Vault(Vault.newMasterKey()), clock, _ -> {}, () -> true, () -> "");
        var config = new ManagementConfig(new AccessConfig(TOKEN, null), Dialect.X);
        server = HttpServer.start(new HttpConfig("127.0.0.1", 0), new ManagementApi(node, config).surface());
        developerId = developer("ann@example.org");
        product("gold", "auto", "READ", "WRITE");
        product("silver", "manual", "LIST");
    }

    /// @return the developer's id
    String developer(String email) {
        return post(ORGANIZATION + "/developers", """
                {"email":"%s","firstName":"Ann","lastName":"Lee","userName":"ann"}""".formatted(email))
                .mustBe(201)
                .text("/developerId");
    }

    void product(String name, String approval, String... scopes) {
        post(ORGANIZATION + "/apiproducts", """
                {"name":"%s","displayName":"%s","approvalType":"%s","scopes":"%s"}""".formatted(name, name, approval, String.join(",", scopes)))
                .mustBe(201);
    }

    void organizationProperty(String name, String value) {
        send("PUT", ORGANIZATION, """
                {"properties":{"property":[{"name":"%s","value":"%s"}]}}""".formatted(name, value)).mustBe(200);
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    /// Sends a body as JSON, and none with the type that Apigee's clients give to an action.
    Answer send(String method, String path, String body) {
        return send(method, path, body, Map.of());
    }

    Answer send(String method, String path, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", body.isEmpty() ? "application/octet-stream" : "application/json");
        headers.forEach(request::setHeader);
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /// The last revision: it stays where a request writes nothing.
    long revision() {
        return storage.changes().last();
    }

    /// The paths of the changed things as the audit shows them, the newest first.
    List<String> audited() {
        return storage.read(work -> work.audit().newest("/v1/", 100).stream()
                .map(AuditStore.AuditEntry::resource)
                .toList());
    }

    @Override
    public void close() {
        server.close();
        client.close();
        storage.close();
    }

    private static final class Operator implements Caller {
        @Override
        public String name() {
            return "operator";
        }

        @Override
        public String operation() {
            return "CREATE";
        }

        @Override
        public String resource() {
            return ORGANIZATION;
        }

        @Override
        public void committed(long revision) {
            assertThat(revision).isPositive();
        }
    }
}
