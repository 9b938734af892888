package io.turnpike.server.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Executors;

/// A small weather service on a loopback port, for calls that are let through to have somewhere to go. Every city
/// has its own weather, and keeps it. It lives as long as the process.
public final class SampleUpstream {
    private static final String[] SKIES = {"clear", "cloudy", "rain", "snow", "fog"};

    private final HttpServer server;

    private SampleUpstream(HttpServer server) {
        this.server = server;
    }

    /// Starts on a free port.
    public static SampleUpstream start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.createContext("/", SampleUpstream::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return new SampleUpstream(server);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String city = exchange.getRequestURI().getPath().replaceFirst("^/forecast/", "");
        boolean isKnown = city.matches("[A-Za-z-]{1,40}");
        byte[] body = (isKnown ? forecast(city.toLowerCase(Locale.ROOT)) : "{\"error\":\"no such city\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(isKnown ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String forecast(String city) {
        int seed = Math.floorMod(city.hashCode(), 997);
        return "{\"city\":\"%s\",\"sky\":\"%s\",\"celsius\":%d}"
                .formatted(city, SKIES[seed % SKIES.length], seed % 45 - 10);
    }
}
