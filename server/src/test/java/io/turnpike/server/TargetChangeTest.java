package io.turnpike.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.turnpike.http.Json;
import io.turnpike.secret.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls that go on while their target, and what it is shown, changes.
class TargetChangeTest {
    private static final int CALLERS = 4;
    private static final String REVISION = "/environments/test/apis/p/revisions/%d/deployments?override=true";
    private static final String KEY_STORE = "/environments/test/keystores";

    @TempDir
    private Path folder;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    /// A permit for each call that was answered.
    private final Semaphore answered = new Semaphore(0);
    private volatile boolean done;
    private Certificates target;
    private Certificates first;
    private Certificates second;
    private HttpServer plain;
    private HttpServer asking;
    private ManagedNode node;

    @BeforeEach
    void start() throws Exception {
        target = Certificates.of(folder, "dns:localhost");
        first = Certificates.of(folder, "dns:first.example");
        second = Certificates.of(folder, "dns:second.example");
        var place = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        plain = started(HttpServer.create(place, 0));
        HttpsServer https = HttpsServer.create(place, 0);
        https.setHttpsConfigurator(new Asking(target.trusting(first, second)));
        asking = started(https);
        node = ManagedNode.start(folder.resolve("data"));
        node.manage(201, "POST", "/apis", """
                {"name":"p","basePath":"/p","target":"http://localhost:%d","credentials":{"mode":"open"},
                 "timeouts":{"connect":"60s","firstByte":"60s"}}""".formatted(port(plain)));
        revision("{\"verify\":false,\"keyStore\":\"ours\"}");
        revision("{\"trust\":%s,\"keyStore\":\"ours\"}".formatted(text(target.pem())));
        node.manage(201, "POST", KEY_STORE, keyStore(first));
        node.manage(200, "POST", REVISION.formatted(1), "");
    }

    @AfterEach
    void stop() {
        node.close();
        plain.stop(0);
        asking.stop(0);
    }

    @Test
    @DisplayName("PX3: targets, trust and key stores change under load: each counts from the next call on, none fails")
    void losesNoCall() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                AutoCloseable _ = () -> done = true) {
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(this::callOn);
            }
            for (int i = 0; i < 3; i++) {
                change("POST", REVISION.formatted(2), "", first);
                change("PUT", KEY_STORE + "/ours", keyStore(second), second);
                change("POST", REVISION.formatted(3), "", second);
                change("PUT", KEY_STORE + "/ours", keyStore(first), first);
                change("POST", REVISION.formatted(1), "", null);
            }
        }

        assertThat(failures).isEmpty();
    }

    /// @param shown whose certificate a call sees from now on; null: none
    private void change(String method, String path, String body, Certificates shown) throws Exception {
        node.manage(200, method, path, body);
        assertThat(node.call("/p")).isEqualTo("200 " + (shown == null ? "" : shown.certificate()));
        answered.drainPermits();
        assertThat(answered.tryAcquire(10 * CALLERS, 60, TimeUnit.SECONDS)).isTrue();
    }

    /// Calls until the changes are over.
    private void callOn() {
        try {
            while (!done) {
                String answer = node.call("/p");
                if (!answer.startsWith("200 ")) {
                    failures.add(answer);
                }
                answered.release();
            }
        } catch (IOException | InterruptedException e) {
            failures.add(e.toString());
        }
    }

    private void revision(String tls) throws Exception {
        node.manage(201, "POST", "/apis/p/revisions", """
                {"basePath":"/p","target":"https://localhost:%d","credentials":{"mode":"open"},
                 "timeouts":{"connect":"60s","firstByte":"60s"},"tls":%s}""".formatted(port(asking), tls));
    }

    private static String keyStore(Certificates shown) {
        return text(Map.of("name", "ours", "certificate", shown.pem(), "key", shown.keyPem()));
    }

    private static String text(Object value) {
        return new String(Json.write(value), UTF_8);
    }

    private static HttpServer started(HttpServer server) {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", TargetChangeTest::answer);
        server.start();
        return server;
    }

    /// Answers with what was shown.
    private static void answer(HttpExchange exchange) throws IOException {
        byte[] answer = (exchange instanceof HttpsExchange secure
                        ? secure.getSSLSession().getPeerCertificates()[0].toString()
                        : "")
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    /// Wants to see a certificate of each client.
    private static final class Asking extends HttpsConfigurator {
        Asking(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters asking = getSSLContext().getDefaultSSLParameters();
            asking.setNeedClientAuth(true);
            parameters.setSSLParameters(asking);
        }
    }
}
