package io.turnpike.http;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A listener for HTTP/1.1 that serves one surface, each call on a virtual thread.
public final class HttpServer implements AutoCloseable {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int MAX_REQUEST_LINE = 16 << 10;
    private static final int MAX_HEADERS = 32 << 10;

    /// Held here because java.util.logging forgets the level of a logger that nobody holds.
    private static final Logger SERVER_LOG = Logger.getLogger("io.helidon");

    private final WebServer server;
    private final int port;

    private HttpServer(WebServer server) {
        this.server = server;
        this.port = server.port();
    }

    /// Listens once it returns.
    ///
    /// @throws IllegalArgumentException if two routes answer the same calls
    /// @throws UncheckedIOException if the port cannot be had
    public static HttpServer start(HttpConfig config, Surface surface) {
        SERVER_LOG.setLevel(Level.OFF);
        var exchange = new HelidonExchange(new Dispatcher(surface), config.maxBody());
        var server = WebServer.builder()
                .host(config.address())
                .port(config.port())
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .connectionOptions(
                        options -> options.readTimeout(LONGEST_SILENCE).tcpNoDelay(true))
                .addProtocol(http1())
                .directHandlers(direct(exchange))
                .routing(HttpRouting.builder().addFilter(exchange::answer))
                .build()
                .start();
        if (!server.isRunning()) { // all that the web server does then is to write a log
            throw new UncheckedIOException(
                    new BindException("cannot listen on " + config.address() + ":" + config.port()));
        }
        return new HttpServer(server);
    }

    /// The port that it listens on, also where the configuration said 0.
    public int port() {
        return port;
    }

    /// Takes no more calls, and returns when those under way are answered or ten seconds have passed.
    @Override
    public void close() {
        server.stop();
    }

    /// Paths are neither decoded nor normalized before they are routed here.
    private static Http1Config http1() {
        return Http1Config.builder()
                .maxPrologueLength(MAX_REQUEST_LINE)
                .maxHeadersSize(MAX_HEADERS)
                .validatePath(false)
                .build();
    }

    private static DirectHandlers direct(HelidonExchange exchange) {
        var handlers = DirectHandlers.builder();
        for (var type : EventType.values()) {
            handlers.addHandler(type, exchange::refuse);
        }
        return handlers.build();
    }
}
