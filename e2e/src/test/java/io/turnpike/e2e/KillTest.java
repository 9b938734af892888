package io.turnpike.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `kill -9` can lose, and what it cannot (extensions.md 6).
class KillTest {
    private static final String PROXY = "weather";
    private static final String EMAIL = "grace@example.com";
    private static final long LARGE = 10_000_000;
    private static final long SMALL = 5_000;
    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = Boolean.getBoolean("turnpike.long") ? 20 : 1;

    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.range(0, ROUNDS).map(round -> Long.getLong("turnpike.seed", System.nanoTime()) + round);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("extensions 6: kill -9 under calls and writes loses no more than the bound, and no acknowledged write")
    void losesNoMoreThanTheBound(long seed) throws Exception {
        long killAfter = 100_000L + new Random(seed).nextInt(30_000);
        Path data = folder.resolve("data");
        try (Upstream upstream = Upstream.start()) {
            List<Subject> subjects;
            List<LoadClient.Tally> tallies;
            Writes writes;
            try (Turnpike turnpike = start(data)) {
                subjects = prepare(turnpike.admin(), upstream.url());
                LoadClient load = load(turnpike, subjects, 10 * killAfter);
                writes = Writes.during(load, turnpike.admin());
                load.awaitAnswers(killAfter);
                turnpike.kill9();
                tallies = load.join();
                writes.join();
            }
            UsageFiles files = UsageFiles.read(data.resolve("usage"));
            System.out.printf(
                    "seed %d: killed after %d answers; %d records in %d segments, %d snapshots, %d writes; %s%n",
                    seed,
                    killAfter,
                    files.records(),
                    files.segments(),
                    files.snapshots(),
                    writes.acknowledged(),
                    tallies);
            assertThat(files.segments()).as("segments").isGreaterThan(2);
            assertThat(files.snapshots()).as("snapshots").isPositive();
            assertThat(verified(data).path("calls").asLong()).isEqualTo(files.records());
            try (Turnpike turnpike = start(data)) {
                List<Law.Lane> lanes = lanes(turnpike.caller(), subjects, tallies);
                assertThat(Law.broken(files, lanes)).isEmpty();
                writes.assertAllThere(turnpike.admin());
                for (Law.Lane lane : lanes) {
                    assertAdmitsExactly(turnpike, subjects.get(lanes.indexOf(lane)), lane);
                }
                Wait.until(
                        "every call is in the sums",
                        () -> verified(data).path("notRolledUp").asLong() == 0);
            }
        }
    }

    @Test
    @DisplayName("extensions 6: the check of this test sees it when replay skips a single entry")
    void seesThatReplaySkippedOneEntry() throws Exception {
        Path data = folder.resolve("data");
        try (Upstream upstream = Upstream.start()) {
            List<Subject> subjects;
            List<LoadClient.Tally> tallies;
            try (Turnpike turnpike = Turnpike.on(data).ready()) {
                subjects = prepare(turnpike.admin(), upstream.url());
                LoadClient load = load(turnpike, subjects, 10_000);
                load.awaitAnswers(2_000);
                turnpike.kill9();
                tallies = load.join();
            }
            Path faulty = copy(data, folder.resolve("faulty"));
            UsageFiles files = UsageFiles.read(data.resolve("usage"));
            UsageFiles.read(faulty.resolve("usage")).hide(files.charges().getLast());

            assertThat(broken(data, files, subjects, tallies)).isEmpty();
            assertThat(broken(faulty, files, subjects, tallies))
                    .singleElement()
                    .asString()
                    .containsPattern("the node counts \\d+, the log \\d+");
        }
    }

    private static List<String> broken(
            Path data, UsageFiles files, List<Subject> subjects, List<LoadClient.Tally> tallies) throws Exception {
        try (Turnpike turnpike = Turnpike.on(data).ready()) {
            return Law.broken(files, lanes(turnpike.caller(), subjects, tallies));
        }
    }

    /// Lets the jar prove that segments, snapshots, counters and sums agree.
    ///
    /// @return what it counted
    private static JsonNode verified(Path data) throws IOException, InterruptedException {
        try (Turnpike verify = Turnpike.on(data).task("usage", "verify").spawn()) {
            String report = verify.output().whole();
            assertThat(verify.exit()).as(report).isZero();
            return JsonMapper.shared().readTree(report).path("counts");
        }
    }

    /// Segments end and snapshots are made all the time.
    private static Turnpike start(Path data) throws IOException, InterruptedException {
        return Turnpike.on(data)
                .set("usage.segment-size", "1MiB")
                .set("usage.segment-age", "2s")
                .ready();
    }

    private static LoadClient load(Turnpike turnpike, List<Subject> subjects, long most) throws InterruptedException {
        List<String> keys =
                subjects.stream().map(subject -> subject.key().key()).toList();
        return LoadClient.start(turnpike.gateway(), keys, CONNECTIONS, most);
    }

    /// A product for each unit, and one whose limit is reached in the round.
    private static List<Subject> prepare(Admin admin, URI target) throws IOException, InterruptedException {
        admin.proxy(PROXY, "/v1/weather", target);
        admin.developer(EMAIL);
        List<Subject> subjects = new ArrayList<>();
        for (Quota.Unit unit : Quota.Unit.values()) {
            Quota quota = Quota.lasting(Duration.ofMinutes(10), unit == Quota.Unit.WEEK ? SMALL : LARGE, unit);
            String name = "per-" + unit.word();
            admin.product(name, PROXY, quota);
            subjects.add(new Subject(name, quota, admin.app(EMAIL, name, name)));
        }
        return subjects;
    }

    /// Asks the node what it counts, by one call each; a call that is let through counts itself.
    private static List<Law.Lane> lanes(Caller caller, List<Subject> subjects, List<LoadClient.Tally> tallies)
            throws IOException, InterruptedException {
        List<Law.Lane> lanes = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            Subject subject = subjects.get(i);
            Answer answer = caller.get("/v1/weather/oslo", subject.key().key());
            long used = subject.quota().limit() - answer.remaining();
            Quota.Window window = subject.quota().window(Instant.now());
            lanes.add(new Law.Lane(
                    subject.name(),
                    subject.quota().limit(),
                    window,
                    tallies.get(i),
                    answer.status() == 200 ? used - 1 : used));
        }
        return lanes;
    }

    /// Gives the product 200 more than is counted, and sees exactly these let through.
    private static void assertAdmitsExactly(Turnpike turnpike, Subject subject, Law.Lane lane) throws Exception {
        long used = Math.min(lane.counted() + 1, lane.limit());
        turnpike.admin().replaceProduct(subject.name(), PROXY, subject.quota().limit(used + 200));
        LoadClient.Tally tally = LoadClient.start(
                        turnpike.gateway(), List.of(subject.key().key()), 4, 250)
                .join()
                .getFirst();
        assertThat(tally.allowed()).as("%s: %s", subject.name(), tally).isEqualTo(200);
        assertThat(tally.exceeded()).as("%s: %s", subject.name(), tally).isEqualTo(50);
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    private record Subject(String name, Quota quota, Admin.Key key) {}

    /// Changes to the management database that keep pace with the load: a developer each, and
    /// an attribute that counts.
    private static final class Writes {
        private static final int ANSWERS_BETWEEN = 250;
        private static final String ATTRIBUTE = Admin.ORGANIZATION + "/apiproducts/per-hour/attributes/written";

        private final Thread thread;
        private volatile int begun;
        private volatile int acknowledged;

        private Writes(LoadClient load, Admin admin) {
            this.thread = Thread.ofPlatform().daemon().start(() -> run(load, admin));
        }

        static Writes during(LoadClient load, Admin admin) {
            return new Writes(load, admin);
        }

        void join() throws InterruptedException {
            thread.join();
        }

        int acknowledged() {
            return acknowledged;
        }

        void assertAllThere(Admin admin) throws IOException, InterruptedException {
            assertThat(acknowledged).as("writes during the load").isPositive();
            for (int i = 1; i <= acknowledged; i++) {
                Admin.expect(200, admin.get(Admin.ORGANIZATION + "/developers/" + email(i)));
            }
            Answer attribute = Admin.expect(200, admin.get(ATTRIBUTE));
            assertThat(attribute.json().path("value").asString())
                    .satisfies(value -> assertThat(Integer.valueOf(value)).isBetween(acknowledged, begun));
        }

        private void run(LoadClient load, Admin admin) {
            try {
                while (load.awaitAnswers((begun + 1L) * ANSWERS_BETWEEN)) {
                    int number = begun + 1;
                    begun = number;
                    admin.developer(email(number));
                    Admin.expect(200, admin.post(ATTRIBUTE, "{\"value\":\"" + number + "\"}"));
                    acknowledged = number;
                }
            } catch (IOException _) {
                // killed in the middle of a write: that one is not acknowledged
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static String email(int number) {
            return "writer-" + number + "@example.com";
        }
    }
}
