package io.turnpike.server.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.access.CustomRole;
import io.turnpike.access.ResourcePermission;
import io.turnpike.access.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("values of key value maps are secrets")
class KeyValueSecrecyApiTest {
    private static final String MAPS = "environments/test/keyvaluemaps";
    private static final String SECRET = "s3cret-0123456789-of-a-client";

    @TempDir
    Path folder;

    private ApiServer api;

    @BeforeEach
    void start() {
        api = ApiServer.start(folder);
        api.post(MAPS, "{\"name\":\"m\"}").mustBe(201);
        api.post(MAPS + "/m/entries", "{\"name\":\"k\",\"value\":\"" + SECRET + "\"}")
                .mustBe(201);
        api.post(MAPS + "/m/entries", "{\"name\":\"other\",\"value\":\"public\"}")
                .mustBe(201);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    @DisplayName("a value stands in no file in plain text, the audit included")
    void isEncryptedAtRest() throws IOException {
        api.get(MAPS + "/m/entries/k").mustHold("{\"name\":\"k\",\"value\":\"" + SECRET + "\"}");

        try (var files = Files.list(folder)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(Files.readString(file, ISO_8859_1)).doesNotContain(SECRET));
        }
        assertThat(api.storage()
                        .<Object>read(work -> work.audit().newest("", 100))
                        .toString())
                .contains("/keyvaluemaps/m/entries")
                .doesNotContain(SECRET);
    }

    @Test
    @DisplayName("who may change a map and not read it learns no value from the answers")
    void isNotToldToWhomMayOnlyWrite() {
        String writer = "Bearer " + tokenOfAWriter();
        String masked = "{\"name\":\"k\",\"value\":\"*****\"}";

        api.get(MAPS + "/m/entries/k", "Authorization", writer).mustBe(403);
        api.put(MAPS + "/m/entries/k", "{\"value\":\"new\"}", "Authorization", writer)
                .mustBe(200)
                .mustHold(masked);
        api.post("/edge/v1/organizations/default/" + MAPS + "/m", "{\"entry\":[]}", "Authorization", writer)
                .mustBe(200)
                .mustHold("""
                        {"name":"m","encrypted":true,"entry":[%s,{"name":"other","value":"*****"}]}""".formatted(masked));
        api.delete(MAPS + "/m/entries/k", "Authorization", writer).mustBe(200).mustHold(masked);
    }

    @Test
    @DisplayName("a value that was put under another name in the database does not open")
    void isBoundToItsName() throws SQLException {
        execute("update key_value_entries set value = (select value from key_value_entries where name = 'k')"
                + " where name = 'other'");

        assertThat(api.get(MAPS + "/m/entries/other").mustBe(500).body()).doesNotContain(SECRET);
        api.get(MAPS + "/m/entries/k").mustBe(200);
    }

    @Test
    @DisplayName("a value that was put into another map in the database does not open")
    void isBoundToItsMap() throws SQLException {
        api.post(MAPS, "{\"name\":\"n\"}").mustBe(201);
        execute("update key_value_entries set map = (select id from key_value_maps where name = 'n')"
                + " where name = 'k'");

        assertThat(api.get(MAPS + "/n/entries/k").mustBe(500).body()).doesNotContain(SECRET);
        assertThat(api.get(MAPS + "/n/entries").mustBe(500).body()).doesNotContain(SECRET);
    }

    private String tokenOfAWriter() {
        var permission = new ResourcePermission("/environments/*/keyvaluemaps", EnumSet.of(Verb.PUT, Verb.DELETE));
        var role = new CustomRole("writer", List.of(permission));
        api.change(work ->
                work.roles().insert(work.organizations().require("default").id(), role));
        return api.post("serviceaccounts", "{\"name\":\"w\",\"role\":\"writer\",\"access\":\"write\"}")
                .mustBe(201)
                .text("/token");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("turnpike.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
