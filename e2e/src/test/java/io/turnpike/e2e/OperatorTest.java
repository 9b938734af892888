package io.turnpike.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What someone sees who runs a node.
class OperatorTest {
    private static final String EMAIL = "grace@example.com";

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void nameDataFolder() {
        data = folder.resolve("data");
    }

    @Test
    void answersTheCallThatIsOpenBeforeItStops() throws Exception {
        try (Upstream upstream = Upstream.holding(1);
                Turnpike turnpike = Turnpike.on(data).ready()) {
            Admin.Key key = prepare(turnpike.admin(), upstream.url());
            URI gateway = turnpike.gateway();
            CompletableFuture<Answer> open = turnpike.caller().begin("/v1/weather/oslo", key.key());
            upstream.awaitCalls();

            turnpike.sigterm();
            Wait.until("no call is taken any more", () -> refusesConnections(gateway));
            upstream.release();

            assertThat(open.join().status()).isEqualTo(200);
            assertThat(turnpike.exit()).isIn(0, 143);
        }
    }

    @Test
    void namesASettingThatItDoesNotKnow() throws Exception {
        try (Turnpike turnpike = Turnpike.on(data).set("gateway.prot", "8080").spawn()) {
            assertThat(turnpike.exit()).isEqualTo(2);
            assertThat(turnpike.output().whole()).contains("TURNPIKE_GATEWAY_PROT");
        }
        try (Turnpike turnpike = Turnpike.on(data).flag("--gateway.prot=8080").spawn()) {
            assertThat(turnpike.exit()).isEqualTo(2);
            assertThat(turnpike.output().whole()).contains("gateway.prot");
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void refusesCountersThatItCannotShareYet() throws Exception {
        try (Turnpike turnpike =
                Turnpike.on(data).set("counters.url", "redis://127.0.0.1:6379").spawn()) {
            assertThat(turnpike.exit()).isEqualTo(2);
            assertThat(turnpike.output().whole()).contains("counters.url");
        }
    }

    @Test
    void refusesADataFolderThatAnotherProcessHas() throws Exception {
        try (Turnpike turnpike = Turnpike.on(data).ready();
                Turnpike other = Turnpike.on(data).spawn()) {
            assertThat(other.exit()).isEqualTo(1);
            assertThat(other.output().whole()).contains(data.toString());
            Admin.expect(200, turnpike.admin().get("/health/ready"));
        }
    }

    @Test
    void printsAGeneratedPasswordOnce() throws Exception {
        String password;
        try (Turnpike turnpike = Turnpike.on(data).ready()) {
            String line = turnpike.output().await(text -> text.contains("password"));
            password = line.replaceFirst(".*password (\\S+).*", "$1");
            assertAdministrator(turnpike, password);
            turnpike.stop();
        }
        try (Turnpike turnpike = Turnpike.on(data).ready()) {
            assertAdministrator(turnpike, password);
            turnpike.stop();
            assertThat(turnpike.output().whole()).doesNotContain("password");
        }
    }

    @Test
    void keepsItsFilesToTheirOwner() throws Exception {
        try (Turnpike turnpike = Turnpike.on(data).ready()) {
            assertThat(rights(data)).isEqualTo("rwx------");
            assertThat(rights(data.resolve("master.key"))).isEqualTo("rw-------");
            Admin.expect(200, turnpike.admin().get("/health/ready"));
        }
    }

    @Test
    void isStartedAndStoppedThroughItsLauncherWithTheOperatorsJavaOptions() throws Exception {
        Path log = folder.resolve("jvm.log");
        try (Turnpike turnpike = Turnpike.on(data)
                .by(launcher())
                .variable("JAVA_TOOL_OPTIONS", "-Xlog:startuptime:file=" + log)
                .ready()) {
            assertThat(turnpike.output().text()).contains("JAVA_TOOL_OPTIONS");
            assertThat(turnpike.stop()).isIn(0, 143);
            assertThat(log).exists();
        }
    }

    @Test
    void startsWithAThousandKeys() throws Exception {
        Admin.Key last = null;
        try (Upstream upstream = Upstream.start()) {
            try (Turnpike turnpike = Turnpike.on(data).ready()) {
                last = prepare(turnpike.admin(), upstream.url());
                for (int i = 1; i < 1000; i++) {
                    last = turnpike.admin().app(EMAIL, "app-" + i, "forecasts");
                }
                turnpike.stop();
            }
            try (Turnpike turnpike = Turnpike.on(data).ready()) {
                System.out.printf(
                        "ready with 1,000 keys after %d ms of CPU%n",
                        turnpike.cpuTime().toMillis());
                assertThat(turnpike.caller().get("/v1/weather/oslo", last.key()).status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void keepsSecretsOutOfItsOutputItsMetricsAndItsFiles() throws Exception {
        String password = "a-password-of-the-tests";
        String readerToken = "reader-token-of-the-tests";
        String guess = "a-key-that-nobody-has";
        try (Upstream upstream = Upstream.start();
                Turnpike turnpike = Turnpike.on(data)
                        .set("admin.password", password)
                        .set("reader.token", readerToken)
                        .ready()) {
            Admin admin = turnpike.admin();
            Admin.Key key = prepare(admin, upstream.url());
            assertAdministrator(turnpike, password);
            Caller caller = turnpike.caller();
            assertThat(caller.get("/v1/weather/oslo?apikey=" + guess, guess).status())
                    .isEqualTo(401);
            assertThat(caller.get("/v1/weather/oslo?apikey=" + key.key(), key.key())
                            .status())
                    .isEqualTo(200);
            assertThat(caller.get("/v1/nowhere?apikey=" + key.key(), key.key()).status())
                    .isEqualTo(404);
            assertThat(new Admin(turnpike.management(), "Bearer " + guess)
                            .get(Admin.ORGANIZATION)
                            .status())
                    .isEqualTo(401);
            admin.post(key.app() + "/keys/create", "{\"consumerKey\":\"%s\",".formatted(key.key()));
            admin.post(key.app() + "/keys/" + key.key(), "{\"apiProducts\":[\"no-such-product\"]}");
            upstream.vanish();
            assertThat(caller.get("/v1/weather/oslo?apikey=" + key.key(), key.key())
                            .status())
                    .isEqualTo(503);
            String metrics = Admin.expect(200, admin.get("/metrics")).body();
            admin.revoke(key);
            turnpike.stop();

            List<String> secrets = List.of(key.key(), key.secret(), password, readerToken, guess, Turnpike.ADMIN_TOKEN);
            String output = turnpike.output().whole();
            assertThat(output).doesNotContain(secrets).doesNotContainIgnoringCase("argon2");
            assertThat(metrics).doesNotContain(secrets);
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as("%s", file)
                            .doesNotContain(secrets);
                }
            }
        }
    }

    private static Admin.Key prepare(Admin admin, URI target) throws IOException, InterruptedException {
        admin.proxy("weather", "/v1/weather", target);
        admin.product("forecasts", "weather", Quota.lasting(Duration.ofMinutes(10), 1000, Quota.Unit.DAY));
        admin.developer(EMAIL);
        return admin.app(EMAIL, "site", "forecasts");
    }

    private static void assertAdministrator(Turnpike turnpike, String password) throws Exception {
        URI management = turnpike.management();
        Admin.expect(200, new Admin(management, Admin.basic("admin", password)).get(Admin.ORGANIZATION));
        Admin.expect(401, new Admin(management, Admin.basic("admin", password + "!")).get(Admin.ORGANIZATION));
    }

    /// The launcher of the repository in a folder that has the jar and no sources, so that it builds nothing.
    private Path launcher() throws IOException {
        Path sources = Turnpike.jar().getParent().getParent().getParent();
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("server/target"));
        Files.createDirectories(home.resolve("bin"));
        Files.copy(Turnpike.jar(), home.resolve("server/target/turnpike.jar"));
        Files.copy(sources.resolve("bin/find-jdk.sh"), home.resolve("bin/find-jdk.sh"));
        return Files.copy(sources.resolve("turnpike"), home.resolve("turnpike"));
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static boolean refusesConnections(URI gateway) throws IOException {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            return !socket.isConnected();
        } catch (SocketException _) {
            return true;
        }
    }
}
