package io.turnpike.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// A target for calls without a body: counts each and answers it at once, or only when it is let go.
final class Upstream implements AutoCloseable {
    private static final String BODY = "{\"sky\":\"clear\"}";
    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + BODY.length() + "\r\n\r\n" + BODY)
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong calls = new AtomicLong();
    private final CountDownLatch reached;
    private final CountDownLatch released;
    private final CompletableFuture<Void> accepting;

    private Upstream(int expected, CountDownLatch released) throws IOException {
        this.reached = new CountDownLatch(expected);
        this.listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        this.released = released;
        this.accepting = CompletableFuture.runAsync(this::accept, Thread::startVirtualThread);
    }

    static Upstream start() throws IOException {
        return new Upstream(1, new CountDownLatch(0));
    }

    /// Holds every call until `release`.
    ///
    /// @param expected calls that `awaitCalls` waits for
    static Upstream holding(int expected) throws IOException {
        return new Upstream(expected, new CountDownLatch(1));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    long calls() {
        return calls.get();
    }

    /// Waits until the expected calls are here.
    void awaitCalls() throws InterruptedException {
        reached.await();
    }

    void release() {
        released.countDown();
    }

    @Override
    public void close() throws IOException {
        vanish();
    }

    /// Refuses connections from now on, and cuts those that are open.
    void vanish() throws IOException {
        release();
        listener.close();
        accepting.join(); // a connection may have slipped in while it closed
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            }
        } catch (IOException _) {
            // closed: the test is over
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = connection.getInputStream();
            byte[] bytes = new byte[1 << 14];
            int endSeen = 0;
            for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
                for (int i = 0; i < count; i++) {
                    endSeen = bytes[i] == '\n' ? endSeen + 1 : bytes[i] == '\r' ? endSeen : 0;
                    if (endSeen == 2) {
                        answer(connection);
                        endSeen = 0;
                    }
                }
            }
        } catch (IOException _) {
            // the gateway is gone, or the test is over
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private void answer(Socket connection) throws IOException, InterruptedException {
        calls.incrementAndGet();
        reached.countDown();
        released.await();
        connection.getOutputStream().write(ANSWER);
    }
}
