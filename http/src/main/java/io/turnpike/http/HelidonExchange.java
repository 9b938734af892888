package io.turnpike.http;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.turnpike.problem.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Function;

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
        boolean last = body.endsConnection() || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
        response.status(Status.create(reply.status()));
        reply.headers().forEach(response::header);
        if (last) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        send(request, response, reply);
        if (last) {
            // The web server would read what is left of the body as the next request.
            skip(request);
            throw new CloseConnectionException("this was the last answer");
        }
    }

    /// Answers what is no readable request, and where the web server itself fails.
    TransportResponse refuse(
            TransportRequest request, EventType type, Status status, ServerResponseHeaders headers, String message) {
        var reply = type == EventType.INTERNAL_ERROR
                ? dispatcher.fail(head(request), new IllegalStateException("the web server failed: " + message))
                : dispatcher.refuse(head(request), new Problem.Malformed("the request is no valid HTTP/1.1"));
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
        if (!request.continueSent()) {
            return;
        }
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
        var target = new Head.Target(
                originForm(prologue.uriPath().rawPath()), prologue.query().rawValue());
        return new Head(
                prologue.method().text(), target, address(request.remotePeer().address()), fields(request.headers()));
    }

    /// A client may send the whole URL; its host counts for nothing here.
    private static String originForm(String target) {
        if (!target.startsWith("http://") && !target.startsWith("https://")) {
            return target;
        }
        int path = target.indexOf('/', target.indexOf("//") + 2);
        return path < 0 ? "/" : target.substring(path);
    }

    private static Head head(TransportRequest request) {
        return new Head(request.method(), new Head.Target("/", ""), "", fields(request.headers()));
    }

    private static Function<String, List<String>> fields(Headers headers) {
        return name -> headers.all(HeaderNames.create(name), List::of);
    }

    private static String address(SocketAddress peer) {
        return peer instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : peer.toString();
    }
}
