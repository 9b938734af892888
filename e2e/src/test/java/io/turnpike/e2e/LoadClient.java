package io.turnpike.e2e;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Many callers at once on connections that stay open, with a tally of what each key sent and saw.
///
/// It ends when all calls are made, or connection by connection when the gateway says that it closes, or is gone.
final class LoadClient {
    private final URI gateway;
    private final List<Tally> tallies;
    private final long most;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicInteger open;
    private final Map<Long, CountDownLatch> milestones = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    private LoadClient(URI gateway, List<String> keys, int connections, long most) {
        this.gateway = gateway;
        this.tallies = keys.stream().map(Tally::new).toList();
        this.most = most;
        this.open = new AtomicInteger(connections);
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofPlatform().daemon().start(this::run));
        }
    }

    /// @param keys used in turn
    /// @param most calls of all connections together
    static LoadClient start(URI gateway, List<String> keys, int connections, long most) {
        return new LoadClient(gateway, keys, connections, most);
    }

    /// Waits for the n-th answer.
    ///
    /// @return false if the load ended before
    boolean awaitAnswers(long n) throws InterruptedException {
        CountDownLatch milestone = milestones.computeIfAbsent(n, _ -> new CountDownLatch(1));
        if (answered.get() < n && open.get() > 0 && !milestone.await(10, TimeUnit.MINUTES)) {
            throw new AssertionError("only " + answered + " answers in 10 minutes");
        }
        return answered.get() >= n;
    }

    /// Waits for the end.
    ///
    /// @return in the order of the keys
    List<Tally> join() throws InterruptedException {
        for (Thread thread : threads) {
            if (!thread.join(Turnpike.PATIENCE.multipliedBy(10))) {
                throw new AssertionError("the load does not end; answers so far: " + answered);
            }
        }
        return tallies;
    }

    private void run() {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) Turnpike.PATIENCE.toMillis());
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean isLast = false;
            for (long n = begun.getAndIncrement(); n < most && !isLast; n = begun.getAndIncrement()) {
                Tally tally = tallies.get((int) (n % tallies.size()));
                tally.sent.incrementAndGet();
                socket.getOutputStream().write(tally.request);
                isLast = readAnswer(in, tally);
                arrived();
            }
        } catch (IOException _) {
            // the gateway is gone; what was sent and not answered shows in the tally
        } finally {
            if (open.decrementAndGet() == 0) {
                milestones.values().forEach(CountDownLatch::countDown);
            }
        }
    }

    private void arrived() {
        CountDownLatch milestone = milestones.get(answered.incrementAndGet());
        if (milestone != null) {
            milestone.countDown();
        }
    }

    /// @return whether the connection closes behind it
    private static boolean readAnswer(InputStream in, Tally tally) throws IOException {
        int status = Integer.parseInt(readLine(in).split(" ")[1]);
        int length = -1;
        boolean isLast = false;
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            String field = line.toLowerCase(Locale.ROOT);
            if (field.startsWith("content-length:")) {
                length = Integer.parseInt(
                        field.substring("content-length:".length()).strip());
            }
            isLast |= field.equals("connection: close");
        }
        if (length < 0) {
            throw new IllegalStateException("an answer without Content-Length, which these targets never send");
        }
        in.skipNBytes(length);
        tally.saw(status);
        return isLast;
    }

    private static String readLine(InputStream in) throws IOException {
        byte[] line = new byte[1024];
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line[length++] = (byte) next;
        }
        return new String(line, 0, length - 1, StandardCharsets.ISO_8859_1);
    }

    /// What one key sent and saw.
    static final class Tally {
        private final byte[] request;
        private final AtomicLong sent = new AtomicLong();
        private final AtomicLong allowed = new AtomicLong();
        private final AtomicLong exceeded = new AtomicLong();
        private final Map<Integer, AtomicLong> others = new ConcurrentHashMap<>();

        private Tally(String key) {
            request = ("GET /v1/weather/oslo HTTP/1.1\r\nHost: localhost\r\nx-api-key: " + key + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        long sent() {
            return sent.get();
        }

        /// Answers 200.
        long allowed() {
            return allowed.get();
        }

        /// Answers 429.
        long exceeded() {
            return exceeded.get();
        }

        /// Answers of any other status.
        Map<Integer, AtomicLong> others() {
            return others;
        }

        private void saw(int status) {
            switch (status) {
                case 200 -> allowed.incrementAndGet();
                case 429 -> exceeded.incrementAndGet();
                default -> others.computeIfAbsent(status, _ -> new AtomicLong()).incrementAndGet();
            }
        }

        @Override
        public String toString() {
            return "sent " + sent + ", saw " + allowed + " allowed, " + exceeded + " exceeded, others " + others;
        }
    }
}
