package io.turnpike.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The built jar as a process of its own, on loopback and free ports. Closing it kills it, if it still runs.
final class Turnpike implements AutoCloseable {
    static final String ADMIN_TOKEN = "admin-token-of-the-tests";

    /// Longest wait for anything that the process is to do; generous, since machines are shared.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Path JAR =
            Path.of(System.getProperty("turnpike.jar")).toAbsolutePath().normalize();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path ARCHIVE = Path.of("target", "turnpike.jsa").toAbsolutePath();
    private static final Pattern READY = Pattern.compile(
            "Turnpike is ready after \\d+ ms: gateway http://\\S+:(\\d+), management http://\\S+:(\\d+)");

    private final Process process;
    private final Output output;

    private Turnpike(Process process) {
        this.process = process;
        this.output = Output.of(process);
    }

    /// A start on a data folder, with defaults that suit tests.
    static Start on(Path data) {
        return new Start(data);
    }

    /// Where the jar is.
    static Path jar() {
        return JAR;
    }

    /// Base URL of the gateway.
    URI gateway() throws InterruptedException {
        return URI.create("http://127.0.0.1:" + ready().group(1));
    }

    /// Base URL of the management port.
    URI management() throws InterruptedException {
        return URI.create("http://127.0.0.1:" + ready().group(2));
    }

    Admin admin() throws InterruptedException {
        return new Admin(management(), "Bearer " + ADMIN_TOKEN);
    }

    Caller caller() throws InterruptedException {
        return new Caller(gateway());
    }

    Output output() {
        return output;
    }

    Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// As a power cut takes a process: it learns nothing of it.
    void kill9() {
        process.destroyForcibly().onExit().join();
    }

    /// Holds the process; its connections stay open.
    void sigstop() throws IOException, InterruptedException {
        signal("STOP");
    }

    void sigcont() throws IOException, InterruptedException {
        signal("CONT");
    }

    /// Asks the process to stop, without waiting.
    void sigterm() {
        process.destroy();
    }

    /// Waits for the end of the process.
    ///
    /// @return its exit code
    int exit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + PATIENCE + "; it printed:\n" + output.text());
        }
        return process.exitValue();
    }

    /// Asks the process to stop and waits for its end.
    ///
    /// @return its exit code
    int stop() throws InterruptedException {
        sigterm();
        return exit();
    }

    @Override
    public void close() {
        kill9();
    }

    private Matcher ready() throws InterruptedException {
        Matcher matcher = READY.matcher(output.await(line -> READY.matcher(line).find()));
        if (!matcher.find()) {
            throw new IllegalStateException("the line was found by the same pattern");
        }
        return matcher;
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill -" + name + " ended with " + code);
        }
    }

    /// How the process is started: settings as environment variables, further words as they are.
    static final class Start {
        private final Map<String, String> variables = new LinkedHashMap<>();
        private final List<String> flags = new ArrayList<>();
        private List<String> task = List.of("start");
        /// As the launcher does it, with an archive of classes in place of its cache.
        private List<String> command = List.of(
                JAVA.toString(),
                "-XX:+UseSerialGC",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + ARCHIVE,
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-Xlog:aot=off",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                JAR.toString());

        private Start(Path data) {
            set("data.dir", data.toString());
            set("gateway.address", "127.0.0.1");
            set("gateway.port", "0");
            set("management.port", "0");
            set("admin.token", ADMIN_TOKEN);
        }

        /// Sets `usage.segment-size` by `TURNPIKE_USAGE_SEGMENT_SIZE`.
        Start set(String key, String value) {
            return variable("TURNPIKE_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value);
        }

        Start variable(String name, String value) {
            variables.put(name, value);
            return this;
        }

        Start flag(String flag) {
            flags.add(flag);
            return this;
        }

        /// Does something else than `start`.
        Start task(String... words) {
            task = List.of(words);
            return this;
        }

        /// Starts by another command than `java -jar`, which gets the same words.
        Start by(Path launcher) {
            command = List.of(launcher.toString());
            return this;
        }

        /// Starts, and returns when calls are enforced.
        Turnpike ready() throws IOException, InterruptedException {
            Turnpike turnpike = spawn();
            try {
                Answer health = turnpike.admin().get("/health/ready");
                if (health.status() != 200) {
                    throw new AssertionError("said ready and answered " + health);
                }
                return turnpike;
            } catch (AssertionError | IOException e) {
                turnpike.close();
                throw e;
            }
        }

        /// Starts, and returns at once.
        Turnpike spawn() throws IOException {
            List<String> words = new ArrayList<>(command);
            words.addAll(task);
            words.addAll(flags);
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(name -> name.startsWith("TURNPIKE_") || name.equals("JAVA_TOOL_OPTIONS"));
            environment.putAll(variables);
            return new Turnpike(builder.start());
        }
    }
}
