package io.turnpike.gateway;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One end of a connection, spoken by hand: bytes as Latin-1 text, no rules kept. Silence that lasts fails the test:
/// it must not pass for the end of a connection.
final class Wire implements AutoCloseable {
    private static final int SILENCE = 20_000;

    private final Socket socket;
    private final InputStream in;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(new Impatient(socket.getInputStream()));
        socket.setSoTimeout(SILENCE);
        socket.setTcpNoDelay(true);
    }

    /// One that waits for as long as it is left open.
    Wire patient() throws IOException {
        socket.setSoTimeout(0);
        return this;
    }

    static Wire to(int port) {
        try {
            return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Wire send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends pieces, unless the other side closes before the last.
    void sendAll(List<byte[]> pieces) {
        try {
            pieces.forEach(this::send);
        } catch (UncheckedIOException e) {
            // what is heard will tell
        }
    }

    /// Reads one head with its empty line; empty at the end of the connection.
    String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                if (head.isEmpty()) {
                    return "";
                }
                throw new EOFException("the connection ended inside a head: " + head);
            }
            head.append((char) b);
        }
        return head.toString();
    }

    String read(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended after " + bytes.length + " of " + length + " bytes");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Reads what has come, at least one byte; empty at the end of the connection.
    String readSome() throws IOException {
        byte[] bytes = new byte[4096];
        int length = in.read(bytes);
        return length < 0 ? "" : new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /// Reads to the end of the connection.
    ///
    /// @throws IOException if it does not end in good order
    String readAll() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /// Reads the chunks of a body up to the last, as they are on the wire, trailers included.
    String readChunks() throws IOException {
        StringBuilder raw = new StringBuilder();
        while (true) {
            String line = readLine();
            raw.append(line).append("\r\n");
            int size = Integer.parseInt(line.split(";")[0], 16);
            if (size == 0) {
                break;
            }
            raw.append(read(size + 2));
        }
        for (String line = readLine(); ; line = readLine()) {
            raw.append(line).append("\r\n");
            if (line.isEmpty()) {
                return raw.toString();
            }
        }
    }

    /// Reads chunks until they hold as much as others, as they are on the wire.
    String readChunks(String others) throws IOException {
        StringBuilder raw = new StringBuilder();
        while (Expected.joined(raw.toString()).length()
                < Expected.joined(others).length()) {
            String line = readLine();
            raw.append(line).append("\r\n").append(read(Integer.parseInt(line, 16) + 2));
        }
        return raw.toString();
    }

    /// Reads a request with its body, chunks as they are on the wire; empty at the end of the connection.
    String readRequest() throws IOException {
        String head = readHead();
        if (field(head, "transfer-encoding") != null) {
            return head + readChunks();
        }
        String length = field(head, "content-length");
        return length == null ? head : head + read(Integer.parseInt(length));
    }

    /// Reads an answer to a call that was no HEAD.
    Answer readAnswer() throws IOException {
        String head = readHead();
        int status = Integer.parseInt(head.substring(9, 12));
        if (status < 200 || status == 204 || status == 304) {
            return new Answer(status, head, "");
        }
        if (field(head, "transfer-encoding") != null) {
            return new Answer(status, head, unchunked(readChunks()));
        }
        String length = field(head, "content-length");
        return new Answer(status, head, length == null ? readAll() : read(Integer.parseInt(length)));
    }

    /// Whether the other side ends the connection in good order, without a byte before.
    boolean isEnded() throws IOException {
        return in.read() < 0;
    }

    /// Whether the other side is gone, in good order or not, without a byte before.
    boolean isOver() {
        try {
            return isEnded();
        } catch (IOException e) {
            return true;
        }
    }

    /// Whether no byte waits to be read.
    boolean hasNothing() throws IOException {
        return in.available() == 0;
    }

    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Breaks the connection with a reset.
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first value of a field in a head; null if there is none.
    static String field(String head, String name) {
        return head.lines()
                .skip(1)
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended inside a line: " + line);
            }
            line.append((char) b);
        }
        return line.substring(0, line.length() - 1);
    }

    private static String unchunked(String raw) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int end = raw.indexOf("\r\n", at);
            int size = Integer.parseInt(raw.substring(at, end), 16);
            if (size == 0) {
                return body.toString();
            }
            body.append(raw, end + 2, end + 2 + size);
            at = end + 4 + size;
        }
    }

    /// Takes silence for a failure.
    private static final class Impatient extends FilterInputStream {
        Impatient(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return super.read(bytes, from, length);
            } catch (SocketTimeoutException e) {
                throw new AssertionError("neither a byte nor an end for " + SILENCE + " ms", e);
            }
        }
    }

    record Answer(int status, String head, String body) {
        String field(String name) {
            return Wire.field(head, name);
        }
    }
}
