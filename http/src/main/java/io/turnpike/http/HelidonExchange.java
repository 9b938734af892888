package io.turnpike.http;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.turnpike.problem.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Carries requests from the web server to the dispatcher, and its replies back.
final class HelidonExchange {
    private final Dispatcher dispatcher;
    private final int maxBody;

    HelidonExchange(Dispatcher dispatcher, int maxBody) {
        this.dispatcher = dispatcher;
        this.maxBody = maxBody;
    }

    /// A filter that never goes on: the web server's own routing is not used.
    void answer(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var body = body(request);
        var reply = dispatcher.answer(head(request), body);
        response.status(Status.create(reply.status()));
        reply.headers().forEach(response::header);
        if (body.endsConnection()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        send(request, response, reply);
        if (body.endsConnection() && request.continueSent()) {
            skip(request);
        }
    }

    /// Answers what is no readable request, and where the web server itself fails.
    TransportResponse refuse(
            TransportRequest request, EventType type, Status status, ServerResponseHeaders headers, String message) {
        var reply = dispatcher.refuse(head(request), new Problem.Malformed("the request is no valid HTTP/1.1"));
        var response = TransportResponse.builder()
                .status(Status.create(reply.status()))
                .keepAlive(false);
        reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        return response.entity(reply.body()).build();
    }

    private static void send(RoutingRequest request, RoutingResponse response, Reply reply) {
        var bytes = reply.body();
        if (request.prologue().method().text().equals("HEAD")) {
            response.contentLength(bytes.length);
            response.send();
        } else {
            response.send(bytes);
        }
    }

    /// Reads on for a while, so that a client that still sends sees its answer and not a broken connection.
    private void skip(RoutingRequest request) {
        try (var rest = request.content().inputStream()) {
            rest.skip(maxBody);
        } catch (IOException | RuntimeException _) {
            // It is closed anyway.
        }
    }

    private Body body(RoutingRequest request) {
        boolean chunked = request.headers().contains(HeaderNames.TRANSFER_ENCODING);
        long length = chunked ? -1 : request.headers().contentLength().orElse(0);
        return new Body(length, maxBody, () -> request.content().inputStream());
    }

    private static Head head(RoutingRequest request) {
        var prologue = request.prologue();
        var target =
                new Head.Target(prologue.uriPath().rawPath(), prologue.query().rawValue());
        return new Head(
                prologue.method().text(), target, address(request.remotePeer().address()), fields(request.headers()));
    }

    private static Head head(TransportRequest request) {
        return new Head(request.method(), new Head.Target(request.path(), ""), "", fields(request.headers()));
    }

    private static Function<String, @Nullable String> fields(Headers headers) {
        return name -> headers.first(HeaderNames.create(name)).orElse(null);
    }

    private static String address(SocketAddress peer) {
        return peer instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : peer.toString();
    }
}
