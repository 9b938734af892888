package io.turnpike.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.turnpike.access.Assignment;
import io.turnpike.access.BuiltInRole;
import io.turnpike.access.Caller;
import io.turnpike.access.Permission;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A real server on a free port, with problems written by their plain names.
///
/// `Bearer admin` and `Bearer reader` are known everywhere, `Bearer elsewhere` in `globex`; a path under `/alias/` is
/// one under `/v1/`.
final class Served implements AutoCloseable {
    static final int MAX_BODY = 64 << 10;

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private final List<Caller> denied = new CopyOnWriteArrayList<>();

    private Served(int port, List<Route> routes, List<Filter> filters) {
        var surface = new Surface(routes, Served::known, denied::add, new NamedProblems(), Served::rewritten, filters);
        server = HttpServer.start(new HttpConfig("127.0.0.1", port, MAX_BODY), surface);
    }

    /// On a port that may not be free, with no routes.
    static Served on(int port) {
        return new Served(port, List.of(), List.of());
    }

    static Served with(Route... routes) {
        return new Served(0, List.of(routes), List.of());
    }

    static Served filtered(List<Filter> filters, Route... routes) {
        return new Served(0, List.of(routes), filters);
    }

    /// A route that anyone may use.
    static Route open(String method, String template, Handler handler) {
        return new Route(method, template, Permission.NONE, handler);
    }

    static Reply said(String text) {
        return Reply.text(200, "text/plain", text);
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    HttpResponse<String> get(String path, String... headers) {
        var request = to(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        var request = to(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /// Sends these bytes, says that no more come, and reads until the server closes.
    String raw(String request) {
        try (var socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return readToTheEnd(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A server that closes on a request that it has not read to its end resets the connection behind its answer.
    private static String readToTheEnd(Socket socket) throws IOException {
        var read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (SocketException _) {
            assertThat(read.size()).isPositive();
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /// What callers who are known were denied, as `name operation organization resource`.
    List<String> denied() {
        return denied.stream()
                .map(each -> String.join(" ", each.name(), each.operation(), each.organization(), each.resource()))
                .toList();
    }

    int port() {
        return server.port();
    }

    boolean accepts() {
        try (var socket = connect()) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    void closeServer() {
        server.close();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private static Principal known(String authorization, String remoteAddress) {
        return switch (authorization) {
            case "Bearer admin" -> new Principal("ada@example.org", everywhere(BuiltInRole.ADMINISTRATOR), false);
            case "Bearer reader" -> new Principal("rob@example.org", everywhere(BuiltInRole.READ_ONLY), false);
            case "Bearer elsewhere" ->
                new Principal("eve@example.org", List.of(new Assignment("globex", BuiltInRole.READ_ONLY)), false);
            case "Bearer tired" -> throw new Refused(new Problem.TooMany(60));
            case "Bearer where" -> throw new Refused(new Problem.Unauthenticated(remoteAddress));
            case null, default -> throw new Refused(new Problem.Unauthenticated("credentials are needed"));
        };
    }

    private static List<Assignment> everywhere(BuiltInRole role) {
        return List.of(new Assignment(null, role));
    }

    private static PathRewriter.Rewritten rewritten(String path) {
        return path.startsWith("/alias/")
                ? new PathRewriter.Rewritten("/v1/" + path.substring(7), "alias")
                : new PathRewriter.Rewritten(path, "");
    }

    private static final class NamedProblems implements ProblemWriter {
        @Override
        public Reply write(Problem problem, Call call) {
            int status = switch (problem) {
                case Problem.Unauthenticated _ -> 401;
                case Problem.Forbidden _ -> 403;
                case Problem.NoSuchRoute _ -> 404;
                case Problem.MethodNotAllowed _ -> 405;
                case Problem.TooLarge _ -> 413;
                case Problem.TooMany _ -> 429;
                default -> 400;
            };
            return Reply.json(
                    status,
                    Map.of(
                            "problem",
                            problem.toString(),
                            "pretty",
                            call.query("pretty").orElse("")));
        }

        @Override
        public Reply writeUnavailable(Call call) {
            return Reply.json(503, Map.of("problem", "unavailable"));
        }

        @Override
        public Reply writeIncident(String incidentId, Call call) {
            if (call.query("break").isPresent()) {
                throw new IllegalStateException("the writer is broken too");
            }
            return Reply.json(500, Map.of("incident", incidentId));
        }
    }
}
