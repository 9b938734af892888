package io.turnpike.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the settings of a proxy do to calls, from the management API to the target (extensions 2).
class ProxySettingsCallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// Of a target that breaks calls.
    private static final Duration REST = Duration.ofSeconds(10);
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

    private static ManagedNode node;

    private final List<HttpServer> targets = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        node = ManagedNode.start(folder, Map.of("gateway.trusted-proxies", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void stopTargets() {
        targets.forEach(target -> target.stop(0));
    }

    @Test
    @DisplayName("targets: calls take turns by weight")
    void takesTurnsByWeight() throws Exception {
        deploy("turns", """
                "targets":[{"url":"%s","weight":3},{"url":"%s","weight":1}]""".formatted(named("h"), named("l")));

        StringBuilder order = new StringBuilder();
        try (Line line = new Line()) {
            for (int i = 0; i < 8; i++) {
                order.append(line.get("/turns").body());
            }
        }
        assertThat(order).hasToString("hhlhhhlh");
    }

    @Test
    @DisplayName("targets: the one with the fewest calls under way is next, so that one that stalls gets no more")
    void goesPastATargetThatStalls() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        BlockingQueue<String> news = new LinkedBlockingQueue<>();
        AtomicInteger stalled = new AtomicInteger();
        String stalling = target(exchange -> {
            stalled.incrementAndGet();
            news.add("stalled");
            await(open);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        deploy("stalls", """
                "targets":[{"url":"%s"},{"url":"%s"}]""".formatted(stalling, named("q")));
        int loops = Runtime.getRuntime().availableProcessors();
        List<Line> lines = new ArrayList<>();
        try {
            for (int i = 0; i < 6 * loops; i++) {
                Line line = new Line();
                lines.add(line);
                line.send("GET", "/stalls", "");
                Thread.ofVirtual().start(() -> news.add(line.isAnswered() ? "answered" : "gone"));
                assertThat(news.poll(10, TimeUnit.SECONDS)).isIn("stalled", "answered");
            }
            assertThat(stalled.get()).as("calls that stall, one for each loop").isBetween(1, loops);
        } finally {
            open.countDown();
            lines.forEach(Line::close);
        }
    }

    @Test
    @DisplayName("health: a target that says that it is not well gets no calls until it says that it is")
    void asksTheTarget() throws Exception {
        AtomicInteger health = new AtomicInteger(500);
        String target = target(exchange -> {
            boolean isQuestion = exchange.getRequestURI().getPath().equals("/healthz");
            exchange.sendResponseHeaders(isQuestion ? health.get() : 200, -1);
            exchange.close();
        });
        deploy("health", """
                "target":"%s","health":{"path":"/healthz","every":"1s","healthyAfter":1,"unhealthyAfter":1}""".formatted(target));

        awaitStatus("/health", 503);
        health.set(200);
        awaitStatus("/health", 200);
    }

    @Test
    @DisplayName("targets: one that breaks three calls rests, and the other gets those that come then")
    void restsATargetThatBreaksCalls() throws Exception {
        try (ServerSocket breaking = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
                Line line = new Line()) {
            Thread.ofVirtual().start(() -> closeEach(breaking));
            deploy("breaks", """
                    "targets":[{"url":"http://127.0.0.1:%d"},{"url":"%s"}]""".formatted(breaking.getLocalPort(), named("w")));

            long start = System.nanoTime();
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                statuses.add(line.get("/breaks").status());
            }
            assumeThat(System.nanoTime() - start).as("the rest is not over").isLessThan(REST.toNanos());
            assertThat(statuses).containsExactly(502, 200, 502, 200, 502, 200, 200, 200);
        }
    }

    @Test
    @DisplayName("cors: a preflight is answered here, and a call from a known origin says so")
    void speaksCors() throws Exception {
        deploy("cors", """
                "target":"%s","cors":{"origins":["https://app.example"],"methods":["GET"],"headers":["x-api-key"]}""".formatted(named("t")));
        try (Line line = new Line()) {
            Answer preflight = line.send(
                            "OPTIONS", "/cors", "Origin: https://app.example\r\nAccess-Control-Request-Method: GET\r\n")
                    .answer();
            assertThat(preflight.head()).contains("\r\nAccess-Control-Allow-Origin: https://app.example\r\n");
            assertThat(preflight.body()).isEmpty();

            Answer known =
                    line.send("GET", "/cors", "Origin: https://app.example\r\n").answer();
            assertThat(known.body()).isEqualTo("t");
            assertThat(known.head()).contains("\r\nAccess-Control-Allow-Origin: https://app.example\r\n");
            Answer other = line.send("GET", "/cors", "Origin: https://evil.example\r\n")
                    .answer();
            assertThat(other.head()).doesNotContain("Access-Control-Allow-Origin");
        }
    }

    @Test
    @DisplayName("ip: the lists hold for the last address that no trusted proxy vouches for")
    void letsAddressesIn() throws Exception {
        deploy("ip", """
                "target":"%s","ip":{"allow":["198.51.100.0/24"],"deny":["198.51.100.66"]}""".formatted(named("t")));
        try (Line line = new Line()) {
            assertThat(line.get("/ip").status()).isEqualTo(403);
            assertThat(line.from("/ip", "198.51.100.7").status()).isEqualTo(200);
            assertThat(line.from("/ip", "198.51.100.66").status()).isEqualTo(403);
            assertThat(line.from("/ip", "198.51.100.7, 203.0.113.9").status()).isEqualTo(403);
            assertThat(line.from("/ip", "203.0.113.9, 198.51.100.7").status()).isEqualTo(200);
            assertThat(line.from("/ip", "198.51.100.7, 127.0.0.1").status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("maxBody: a body of so many bytes passes, a longer one is 413")
    void limitsBodies() throws Exception {
        deploy("body", """
                "target":"%s","maxBody":"5B\"""".formatted(named("t")));
        try (Line line = new Line()) {
            assertThat(line.send("POST", "/body", "Content-Length: 5\r\n\r\nabcde")
                            .answer()
                            .status())
                    .isEqualTo(200);
            assertThat(line.send("POST", "/body", "Content-Length: 6\r\n\r\nabcdef")
                            .answer()
                            .status())
                    .isEqualTo(413);
        }
    }

    @Test
    @DisplayName("maxConcurrent: one call more than that at one time is 503, on any connection")
    void limitsCallsAtOneTime() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        deploy("concurrent", """
                "target":"%s","maxConcurrent":1""".formatted(target(exchange -> {
            arrived.countDown();
            await(open);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        })));
        try (Line first = new Line();
                Line second = new Line()) {
            first.send("GET", "/concurrent", "");
            await(arrived);
            assertThat(second.get("/concurrent").status()).isEqualTo(503);

            open.countDown();
            assertThat(first.answer().status()).isEqualTo(200);
            assertThat(second.get("/concurrent").status()).isEqualTo(200);
        }
    }

    private static void deploy(String name, String settings) throws Exception {
        node.manage(201, "POST", "/apis", """
                {"name":"%1$s","basePath":"/%1$s","credentials":{"mode":"open"},%2$s}""".formatted(name, settings));
        node.manage(200, "POST", "/environments/test/apis/" + name + "/revisions/1/deployments", "");
    }

    /// A target that answers with its name.
    private String named(String name) throws IOException {
        return target(exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = name.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
    }

    private String target(HttpHandler handler) throws IOException {
        HttpServer target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        target.createContext("/", handler);
        target.start();
        targets.add(target);
        return "http://127.0.0.1:" + target.getAddress().getPort();
    }

    private static void closeEach(ServerSocket listener) {
        try {
            while (true) {
                try (Socket socket = listener.accept()) {
                    int _ = socket.getInputStream().read();
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Calls until the answer has a status: each loop of the gateway asks a target once it was called there.
    private static void awaitStatus(String path, int status) throws Exception {
        try (Line line = new Line()) {
            Eventually.answers(() -> line.get(path), answer -> answer.status() == status);
        }
    }

    record Answer(int status, String head, String body) {}

    /// One connection to the gateway, and so to one of its loops.
    private static final class Line implements Closeable {
        private final Socket socket;

        Line() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), node.gatewayPort());
            socket.setSoTimeout((int) PATIENCE.toMillis());
        }

        Answer get(String path) throws IOException {
            return send("GET", path, "").answer();
        }

        Answer from(String path, String addresses) throws IOException {
            return send("GET", path, "X-Forwarded-For: " + addresses + "\r\n").answer();
        }

        /// @param rest fields, and a body behind an empty line
        Line send(String method, String path, String rest) throws IOException {
            String end = rest.contains("\r\n\r\n") ? rest : rest + "\r\n";
            socket.getOutputStream()
                    .write((method + " " + path + " HTTP/1.1\r\nHost: test.localhost\r\n" + end).getBytes(ISO_8859_1));
            return this;
        }

        Answer answer() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the connection ended inside a head: " + head);
                }
                head.append((char) next);
            }
            int status = Integer.parseInt(head.substring(9, 12));
            Matcher length = LENGTH.matcher(head);
            int left = length.find() ? Integer.parseInt(length.group(1)) : 0;
            return new Answer(status, head.toString(), new String(in.readNBytes(left), UTF_8));
        }

        boolean isAnswered() {
            try {
                return answer().status() == 200;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
