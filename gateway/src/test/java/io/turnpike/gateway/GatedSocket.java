package io.turnpike.gateway;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A client's socket from which only so many bytes leave until its gate opens.
final class GatedSocket extends Socket {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final int length;

    GatedSocket(int port, int length) throws IOException {
        super(InetAddress.getLoopbackAddress(), port);
        this.length = length;
    }

    /// Waits until it sent all that it may.
    void awaitGate() throws InterruptedException {
        await(reached);
    }

    void open() {
        gate.countDown();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            private int left = length;

            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                int first = Math.min(left, count);
                out.write(bytes, offset, first);
                left -= first;
                if (first < count) {
                    reached.countDown();
                    awaitOpen();
                    left = Integer.MAX_VALUE;
                    out.write(bytes, offset + first, count - first);
                }
            }
        };
    }

    private void awaitOpen() throws IOException {
        try {
            await(gate);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the gate stays as it is");
        }
    }
}
