package io.turnpike.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A target that speaks HTTP/2, scripted connection by connection.
final class FrameTarget implements AutoCloseable {
    private final ServerSocket listener;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<FrameWire> open = new CopyOnWriteArrayList<>();

    private FrameTarget(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
        Thread.ofVirtual().start(this::run);
    }

    static FrameTarget scripted(Script script) throws IOException {
        return scripted(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), script);
    }

    static FrameTarget scripted(ServerSocket listener, Script script) {
        return new FrameTarget(listener, script);
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(FrameWire::close);
    }

    private void run() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        if (socket instanceof SSLSocket tls) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            tls.setSSLParameters(parameters);
        }
        try (FrameWire wire = new FrameWire(socket)) {
            open.add(wire);
            script.run(wire.accept());
        } catch (IOException | UncheckedIOException | InterruptedException | AssertionError e) {
            // the gateway closed, as it may
        }
    }

    /// What a target does with one connection; the connection is closed behind it.
    interface Script {
        void run(FrameWire wire) throws IOException, InterruptedException;
    }
}
