package io.turnpike.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls of a proxy whose target is a target server of the environment.
class TargetServerCallTest {
    private static final String DEPLOYMENT = "/environments/test/apis/weather/revisions/1/deployments";
    private static final String SERVER = "{\"name\":\"backend\",\"host\":\"127.0.0.1\",\"port\":%d}";

    @TempDir
    Path folder;

    private HttpServer first;
    private HttpServer second;
    private ManagedNode node;

    @BeforeEach
    void start() throws Exception {
        first = target("first");
        second = target("second");
        node = ManagedNode.start(folder);
        node.manage(201, "POST", "/apis", """
                {"name":"weather","basePath":"/w","targets":[{"server":"backend","path":"/base"}],
                 "credentials":{"mode":"open"}}""");
    }

    @AfterEach
    void stop() {
        node.close();
        first.stop(0);
        second.stop(0);
    }

    @Test
    @DisplayName("management-api 7: calls go where the target server is, from the next call on")
    void followsTheTargetServer() throws Exception {
        node.manage(201, "POST", "/environments/test/targetservers", SERVER.formatted(port(first)));
        node.manage(200, "POST", DEPLOYMENT, "");
        assertThat(call()).isEqualTo("200 first /base/a");

        node.manage(200, "PUT", "/environments/test/targetservers/backend", SERVER.formatted(port(second)));
        assertThat(call()).isEqualTo("200 second /base/a");

        node.manage(
                200,
                "PUT",
                "/environments/test/targetservers/backend",
                SERVER.formatted(port(second)).replace("}", ",\"isEnabled\":false}"));
        assertThat(call()).startsWith("503 ");
    }

    @Test
    @DisplayName("a deployment whose target server is missing, or speaks something else, is refused")
    void refusesToDeployWithoutTheTargetServer() throws Exception {
        assertThat(node.manage(400, "POST", DEPLOYMENT, ""))
                .contains("TargetServer backend is not in the environment test");

        node.manage(
                201,
                "POST",
                "/environments/test/targetservers",
                SERVER.formatted(port(first)).replace("}", ",\"protocol\":\"EXTERNAL_CALLOUT\"}"));
        assertThat(node.manage(400, "POST", DEPLOYMENT, ""))
                .contains("the revision has a target server that does not speak HTTP");
    }

    private static HttpServer target(String name) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = (name + " " + exchange.getRequestURI()).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    private String call() throws Exception {
        return node.call("/w/a");
    }
}
