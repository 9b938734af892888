package io.turnpike.gateway;

import io.turnpike.gateway.fuzz.Reading;
import io.turnpike.gateway.fuzz.Sample;
import io.turnpike.gateway.fuzz.StrictReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A target that is scripted connection by connection, and keeps what it read.
final class RawTarget implements AutoCloseable {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ServerSocket listener;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final List<Wire> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Script script;

    private RawTarget(ServerSocket listener, Script script) {
        this.script = script;
        this.listener = listener;
        Thread.ofVirtual().start(this::accept);
    }

    /// Runs a script on every connection.
    static RawTarget scripted(Script script) {
        try {
            return scripted(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same behind a listener of any kind.
    static RawTarget scripted(ServerSocket listener, Script script) {
        return new RawTarget(listener, script);
    }

    /// Answers every request with the same bytes.
    static RawTarget answering(String bytes) {
        return scripted(answer(bytes));
    }

    static RawTarget answering(ServerSocket listener, String bytes) {
        return scripted(listener, answer(bytes));
    }

    private static Script answer(String bytes) {
        return (wire, target, _) -> {
            while (!target.keep(wire.readRequest()).isEmpty()) {
                wire.send(bytes);
            }
        };
    }

    /// Answers each request with its method and path.
    static RawTarget echoing() {
        return scripted((wire, target, _) -> {
            for (String request = wire.readRequest(); !request.isEmpty(); request = wire.readRequest()) {
                target.keep(request);
                String body = request.substring(0, request.indexOf(" HTTP/"));
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    /// Answers each request once it is whole as a strict reader sees it.
    ///
    /// @param seen gets all that was read for each
    static RawTarget telling(Queue<String> seen) {
        return scripted((wire, _, _) -> {
            StringBuilder text = new StringBuilder();
            for (String more = wire.readSome(); !more.isEmpty(); more = wire.readSome()) {
                text.append(more);
                Reading reading = StrictReader.read(new Sample(text.toString(), List.of(), List.of()));
                if (reading.end() != Reading.End.WITHIN) {
                    seen.add(text.toString());
                    wire.send(text.indexOf("HEAD ") == 0 ? "HTTP/1.1 200 OK\r\n\r\n" : OK);
                    text.setLength(0);
                }
            }
        });
    }

    /// The next request that was read in whole; waits for it.
    String request() throws InterruptedException {
        String request = requests.poll(30, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    /// Number of requests that nobody asked for yet.
    int unasked() {
        return requests.size();
    }

    int connections() {
        return connections.get();
    }

    String keep(String request) {
        if (!request.isEmpty()) {
            requests.add(request);
        }
        return request;
    }

    /// Resets every connection.
    void breakAll() {
        open.forEach(Wire::reset);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Wire::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                int number = connections.incrementAndGet();
                Wire wire = new Wire(socket).patient();
                open.add(wire);
                Thread.ofVirtual().start(() -> run(wire, number));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void run(Wire wire, int number) {
        try (wire) {
            script.run(wire, this, number);
        } catch (IOException | UncheckedIOException | InterruptedException e) {
            // the gateway closed, as it may
        }
    }

    /// What a target does with one connection; the connection is closed behind it.
    interface Script {
        /// @param number of the connection, from 1
        void run(Wire wire, RawTarget target, int number) throws IOException, InterruptedException;
    }
}
