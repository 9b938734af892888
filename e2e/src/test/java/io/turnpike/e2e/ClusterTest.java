package io.turnpike.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes on one PostgreSQL.
class ClusterTest {
    private static final String EMAIL = "grace@example.com";
    private static final String PATH = "/v1/weather/oslo";

    private static Database database;
    private static int databases;

    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private String name;
    private String url;
    private Turnpike first;

    @BeforeAll
    static void startDatabase(@TempDir Path files) throws Exception {
        database = Database.start(files.resolve("postgres"));
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        database.close();
    }

    @BeforeEach
    void startFirst() throws Exception {
        name = "turnpike" + ++databases;
        url = database.create(name);
        first = opened(node("first").ready());
    }

    @AfterEach
    void stopAll() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    @Test
    @DisplayName("V1: a change on one node is enforced by the other")
    void enforcesOnTheOtherNodeWhatWasChangedOnTheFirst() throws Exception {
        Turnpike second = opened(besideFirst().ready());
        Admin admin = first.admin();
        Admin.Key key = prepare(admin);
        Caller caller = second.caller();
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            admin.revoke(key);
            delays.add(Wait.until("the other node refuses the key", () -> status(caller, key) == 401));
            admin.approve(key);
            delays.add(Wait.until("the other node takes the key again", () -> status(caller, key) == 200));
        }
        delays.sort(null);
        System.out.printf(
                "a change reached the other node in %d ms (median of %d), %d ms at most%n",
                delays.get(delays.size() / 2).toMillis(),
                delays.size(),
                delays.getLast().toMillis());
    }

    @Test
    @DisplayName("extensions 5: with wait=enforced the answer means that both nodes enforce the write")
    void meansBothNodesByEnforced() throws Exception {
        Turnpike second = opened(besideFirst().ready());
        Admin.Key key = prepare(first.admin());

        Answer revoked = Admin.expect(
                204, first.admin().post(key.app() + "/keys/" + key.key() + "?action=revoke&wait=enforced", ""));

        assertThat(revoked.header("Turnpike-Enforced")).isEmpty();
        assertThat(revoked.header("Turnpike-Revision")).isPresent();
        assertThat(status(second.caller(), key)).isEqualTo(401);
        assertThat(first.admin().get("/v1/nodes").json().size()).isEqualTo(2);
    }

    @Test
    @DisplayName("extensions 5: a node that is held does not enforce, and the receipt says so after 10 s")
    void saysHowManyNodesEnforceAWrite() throws Exception {
        Turnpike second = opened(besideFirst().ready());
        Admin admin = first.admin();
        assertThat(Admin.expect(201, admin.tryDeveloper("a@example.com", "?wait=enforced"))
                        .header("Turnpike-Enforced"))
                .isEmpty();

        second.sigstop();
        long start = System.nanoTime();
        Answer held = Admin.expect(201, admin.tryDeveloper("b@example.com", "?wait=enforced"));
        Duration waited = Duration.ofNanos(System.nanoTime() - start);

        assertThat(held.header("Turnpike-Enforced")).contains("1/2");
        assertThat(waited).isGreaterThan(Duration.ofSeconds(9));

        second.sigcont();
        int[] number = {0};
        Wait.until(
                "both enforce again",
                () -> admin.tryDeveloper("c" + ++number[0] + "@example.com", "?wait=enforced")
                        .header("Turnpike-Enforced")
                        .isEmpty());
    }

    @Test
    @DisplayName("extensions 7: a second node that would count apart does not start")
    void refusesToStartBesideANodeThatCountsApart() throws Exception {
        Turnpike second = opened(besideFirst().set("counters.shared", "true").spawn());

        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.output().whole()).contains("counters.shared=false");
        Admin.expect(200, first.admin().get("/health/ready"));
    }

    @Test
    void goesOnWhenItsConnectionsToTheDatabaseAreCut() throws Exception {
        Turnpike second = opened(besideFirst().ready());
        Admin admin = first.admin();
        Admin.Key key = prepare(admin);
        Wait.until("the other node takes the key", () -> status(second.caller(), key) == 200);

        database.dropConnections(name);

        assertThat(status(first.caller(), key)).isEqualTo(200);
        assertThat(status(second.caller(), key)).isEqualTo(200);
        int[] number = {0};
        Wait.until(
                "writes work again",
                () -> admin.tryDeveloper("d" + ++number[0] + "@example.com", "").status() == 201);
        admin.revoke(key);
        assertThat(status(first.caller(), key)).isEqualTo(401);
        Duration delay = Wait.until("the other node refuses the key", () -> status(second.caller(), key) == 401);
        System.out.printf("after cut connections a change reached the other node in %d ms%n", delay.toMillis());
    }

    @Test
    @DisplayName("V2: a database that is down stops changes, not traffic")
    void enforcesWithoutTheDatabaseAndHealsWithIt() throws Exception {
        Turnpike second = opened(besideFirst().ready());
        Admin admin = first.admin();
        Admin.Key key = prepare(admin);
        Wait.until("the other node takes the key", () -> status(second.caller(), key) == 200);
        long left = first.caller().get(PATH, key.key()).remaining();

        database.stop();
        try {
            assertThat(first.caller().get(PATH, key.key()).remaining()).isEqualTo(left - 1);
            assertThat(status(second.caller(), key)).isEqualTo(200);
            assertThat(first.caller().get(PATH, "no-such-key").status()).isEqualTo(401);
            Answer refused = Admin.expect(503, admin.tryDeveloper("e@example.com", ""));
            assertThat(refused.header("Retry-After")).isPresent();
            Admin.expect(200, admin.get("/health/ready"));
        } finally {
            database.startAgain();
        }

        int[] number = {0};
        Wait.until(
                "writes work again",
                () -> admin.tryDeveloper("f" + ++number[0] + "@example.com", "").status() == 201);
        admin.revoke(key);
        Wait.until("the other node refuses the key", () -> status(second.caller(), key) == 401);
    }

    /// Nodes that share a database share its master key.
    private Turnpike.Start besideFirst() throws IOException {
        Path data = Files.createDirectory(folder.resolve("second"));
        Files.copy(folder.resolve("first/master.key"), data.resolve("master.key"));
        return node("second");
    }

    private Turnpike.Start node(String data) {
        return Turnpike.on(folder.resolve(data)).set("storage.url", url).set("counters.shared", "false");
    }

    private Admin.Key prepare(Admin admin) throws Exception {
        Upstream upstream = opened(Upstream.start());
        admin.proxy("weather", "/v1/weather", upstream.url());
        admin.product("forecasts", "weather", Quota.lasting(Duration.ofMinutes(10), 1_000_000, Quota.Unit.DAY));
        admin.developer(EMAIL);
        return admin.app(EMAIL, "site", "forecasts");
    }

    private static int status(Caller caller, Admin.Key key) throws IOException, InterruptedException {
        return caller.get(PATH, key.key()).status();
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.add(resource);
        return resource;
    }
}
