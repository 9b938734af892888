package io.turnpike.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.turnpike.server.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the event loops of a whole node allocate for a call: key, product, quota, rate-limit fields and usage record
/// included. A count of bytes, not a time: it says the same on a busy machine.
class AllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int CALLS = 10_000;
    private static final double PROXIED = 1_536;
    private static final double REFUSED = 1_024;
    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1024\r\n\r\n"
                    + "x".repeat(1024))
            .getBytes(US_ASCII);

    @TempDir
    Path folder;

    @Test
    @DisplayName("A proxied GET takes less than 1,536 bytes of heap, a refused one less than 1,024")
    void allocatesLittle() throws Exception {
        try (ServerSocket target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Node node = node()) {
            Thread.ofVirtual().start(() -> serve(target));
            String key = prepare(node, target.getLocalPort());

            double proxied = bytesForEach(node, "HTTP/1.1 200 ", key);
            double refused = bytesForEach(node, "HTTP/1.1 401 ", "nobody-has-this-key");
            assertThat(proxied).as("bytes for a proxied call").isLessThan(PROXIED);
            assertThat(refused).as("bytes for a refused call").isLessThan(REFUSED);
        }
    }

    private static double bytesForEach(Node node, String status, String key) throws IOException {
        byte[] call =
                ("GET /bench/items HTTP/1.1\r\nHost: localhost\r\nx-api-key: " + key + "\r\n\r\n").getBytes(US_ASCII);
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(node.gatewayUrl()).getPort())) {
            socket.setTcpNoDelay(true);
            exchange(socket, call, status, WARM_UP);
            long before = allocatedByLoops();
            exchange(socket, call, status, CALLS);
            return (double) (allocatedByLoops() - before) / CALLS;
        }
    }

    private static void exchange(Socket socket, byte[] call, String status, int times) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] answer = new byte[8192];
        for (int i = 0; i < times; i++) {
            socket.getOutputStream().write(call);
            int length = 0;
            int wanted = Integer.MAX_VALUE;
            while (length < wanted) {
                length += in.read(answer, length, answer.length - length);
                String text = new String(answer, 0, length, US_ASCII);
                int head = text.indexOf("\r\n\r\n");
                if (head > 0) {
                    int from = text.indexOf("Content-Length: ") + "Content-Length: ".length();
                    wanted = head + 4 + Integer.parseInt(text.substring(from, text.indexOf('\r', from)));
                }
            }
            assertThat(new String(answer, 0, status.length(), US_ASCII)).isEqualTo(status);
        }
    }

    private static long allocatedByLoops() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("gateway-")) {
                bytes += threads.getThreadAllocatedBytes(thread.getThreadId());
            }
        }
        return bytes;
    }

    private Node node() throws IOException {
        return Node.start(
                NodeConfig.from(Settings.ofFlags(Map.of(
                        "gateway.address", "127.0.0.1",
                        "gateway.port", "0",
                        "management.port", "0",
                        "data.dir", folder.toString()))),
                _ -> {});
    }

    /// @return a key
    private static String prepare(Node node, int target) throws IOException, InterruptedException {
        manage(node, "apis", "{'name':'bench','basePath':'/bench','target':'http://127.0.0.1:%d'}".formatted(target));
        manage(node, "environments/test/apis/bench/revisions/1/deployments", "");
        manage(node, "developers", "{'email':'b@example.com','firstName':'L','lastName':'B','userName':'b'}");
        manage(
                node,
                "apiproducts",
                "{'name':'wide','displayName':'Wide','approvalType':'auto','quota':'1000000000','quotaInterval':'1',"
                        + "'quotaTimeUnit':'day','operationGroup':{'operationConfigs':[{'apiSource':'bench',"
                        + "'operations':[{'resource':'/items','methods':['GET']}]}]}}");
        String app = manage(node, "developers/b@example.com/apps", "{'name':'shop','apiProducts':['wide']}");
        int from = app.indexOf("\"consumerKey\"");
        return app.substring(from).split("\"")[3];
    }

    private static String manage(Node node, String path, String body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(node.managementUrl() + "/x/v1/organizations/default/" + path))
                    .header("Authorization", "Bearer " + node.token())
                    .POST(BodyPublishers.ofString(body.replace('\'', '"')))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
            return answer.body();
        }
    }

    /// Answers each call at once.
    private static void serve(ServerSocket listener) {
        try {
            while (true) {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            byte[] call = new byte[8192];
            while (socket.getInputStream().read(call) > 0) {
                socket.getOutputStream().write(ANSWER);
            }
        } catch (IOException e) {
            // the gateway closed
        }
    }
}
