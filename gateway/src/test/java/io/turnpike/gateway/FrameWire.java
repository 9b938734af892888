package io.turnpike.gateway;

import static io.turnpike.gateway.fuzz.FrameCode.ACK;
import static io.turnpike.gateway.fuzz.FrameCode.DATA;
import static io.turnpike.gateway.fuzz.FrameCode.END_HEADERS;
import static io.turnpike.gateway.fuzz.FrameCode.END_STREAM;
import static io.turnpike.gateway.fuzz.FrameCode.GOAWAY;
import static io.turnpike.gateway.fuzz.FrameCode.HEADERS;
import static io.turnpike.gateway.fuzz.FrameCode.PING;
import static io.turnpike.gateway.fuzz.FrameCode.PREFACE;
import static io.turnpike.gateway.fuzz.FrameCode.RST_STREAM;
import static io.turnpike.gateway.fuzz.FrameCode.SETTINGS;
import static io.turnpike.gateway.fuzz.FrameCode.WINDOW_UPDATE;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One end of an HTTP/2 connection, spoken by hand, frame by frame. Gives up after twenty seconds of silence.
final class FrameWire implements AutoCloseable {

    static final byte[] NOTHING = {};

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder hpack = new DefaultHttp2HeadersDecoder(false, 1 << 20);
    private final Map<Integer, Answer> answers = new HashMap<>();
    /// What may be sent, by stream; 0 is the connection.
    private final Map<Integer, Integer> room = new ConcurrentHashMap<>();
    /// Whether room is given for what was read.
    private boolean generous = true;

    FrameWire(Socket socket) {
        try {
            this.socket = socket;
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            this.in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A client that has not said anything yet.
    static FrameWire silent(int port) {
        try {
            return new FrameWire(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A client behind its first words.
    ///
    /// @param settings its own, pairs of identifier and value
    static FrameWire to(int port, int... settings) {
        return silent(port).begin(settings);
    }

    FrameWire begin(int... settings) {
        return bytes(PREFACE.getBytes(StandardCharsets.US_ASCII)).settings(settings);
    }

    /// A target behind the first words of both sides, which waits for as long as it is left open.
    FrameWire accept() throws IOException {
        socket.setSoTimeout(0);
        in.readNBytes(PREFACE.length());
        return settings();
    }

    FrameWire bytes(byte... bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends pieces and no more, unless the other side closes before the last.
    void sendAll(List<byte[]> pieces) {
        try {
            pieces.forEach(this::bytes);
            endOutput();
        } catch (UncheckedIOException e) {
            // what is heard will tell
        }
    }

    FrameWire endOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FrameWire frame(int type, int flags, int stream, byte... payload) {
        return bytes(encoded(type, flags, stream, payload));
    }

    static byte[] encoded(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    FrameWire settings(int... pairs) {
        ByteBuffer payload = ByteBuffer.allocate(pairs.length * 3);
        for (int i = 0; i < pairs.length; i += 2) {
            payload.putShort((short) pairs[i]).putInt(pairs[i + 1]);
        }
        return frame(SETTINGS, 0, 0, payload.array());
    }

    FrameWire headers(int stream, int flags, String... fields) {
        return frame(HEADERS, flags | END_HEADERS, stream, block(fields));
    }

    FrameWire data(int stream, int flags, String text) {
        return frame(DATA, flags, stream, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Sends a whole body as its window lets it.
    FrameWire body(int stream, String text) {
        int sent = 0;
        while (sent < text.length()) {
            int piece = Math.min(Math.min(room(stream), room(0)), Math.min(16_384, text.length() - sent));
            if (piece == 0) {
                note(next());
                continue;
            }
            room.put(stream, room(stream) - piece);
            room.put(0, room(0) - piece);
            data(stream, sent + piece == text.length() ? END_STREAM : 0, text.substring(sent, sent + piece));
            sent += piece;
        }
        return this;
    }

    int room(int stream) {
        return room.getOrDefault(stream, 65_535);
    }

    /// Gives no room for what is read from now on.
    FrameWire stingy() {
        generous = false;
        return this;
    }

    FrameWire window(int stream, int bytes) {
        return frame(
                WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
    }

    /// A call without a body, by the key that is good.
    FrameWire get(int stream, String path) {
        return headers(stream, END_STREAM, call("GET", path));
    }

    /// Calls of nothing with heads of 16 KB, each but the first packed into some bytes.
    FrameWire packedHeads(int calls) {
        byte[] field = block("x-large", "a".repeat(4_000));
        field[0] = 0x40; // enters the table
        byte[] again = {(byte) 0xbe, (byte) 0xbe, (byte) 0xbe, (byte) 0xbe}; // its newest field
        for (int i = 0; i < calls; i++) {
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            block.writeBytes(block(call("GET", "/unknown")));
            block.writeBytes(i == 0 ? field : NOTHING);
            block.writeBytes(again);
            frame(HEADERS, END_HEADERS | END_STREAM, 2 * i + 1, block.toByteArray());
        }
        return this;
    }

    static String[] call(String method, String path, String... more) {
        String[] fields = {
            ":method", method, ":scheme", "http", ":path", path, ":authority", "a", "x-api-key", "good-key"
        };
        String[] all = Arrays.copyOf(fields, fields.length + more.length);
        System.arraycopy(more, 0, all, fields.length, more.length);
        return all;
    }

    /// Fields as literals that enter no table.
    static byte[] block(String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            block.write(0);
            writeText(fields[i], block);
            writeText(fields[i + 1], block);
        }
        return block.toByteArray();
    }

    private static void writeText(String text, ByteArrayOutputStream block) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int rest = bytes.length;
        if (rest < 0x7f) {
            block.write(rest);
        } else {
            block.write(0x7f);
            for (rest -= 0x7f; rest >= 0x80; rest >>= 7) {
                block.write((rest & 0x7f) | 0x80);
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }

    /// The next frame, whatever it is; null at the end of the connection, in whatever order that came.
    Frame next() {
        try {
            int head = in.readInt();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = new byte[head >>> 8];
            in.readFully(payload);
            return new Frame(head & 0xff, flags, stream, payload);
        } catch (EOFException | SocketException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next frame of a type; those before it are taken as a client takes them.
    Frame next(int type) {
        for (Frame frame = next(); frame != null; frame = next()) {
            note(frame);
            if (frame.type == type && !(type == SETTINGS && frame.flags == ACK)) {
                return frame;
            }
        }
        throw new AssertionError("the connection ended without a frame of type " + type);
    }

    /// The whole answer on a stream.
    Answer answer(int stream) {
        Answer answer = answers.computeIfAbsent(stream, _ -> new Answer());
        while (!answer.ended) {
            Frame frame = next();
            if (frame == null) {
                throw new AssertionError("the connection ended inside the answer on stream " + stream);
            }
            note(frame);
        }
        return answer;
    }

    /// What came so far on a stream.
    Answer known(int stream) {
        return answers.get(stream);
    }

    /// What became of each stream: `200`, `reset CODE`, or `nothing whole`.
    Map<Integer, String> ends() {
        Map<Integer, String> ends = new HashMap<>();
        answers.forEach((stream, answer) -> ends.put(stream, answer.end()));
        return ends;
    }

    /// How the connection goes on: `goAway CODE`, `reset CODE` or `closed`; or `answered STATUS` and `pong`, where
    /// nothing is wrong.
    String outcome() {
        for (Frame frame = next(); frame != null; frame = next()) {
            note(frame);
            switch (frame.type) {
                case GOAWAY -> {
                    return "goAway " + ByteBuffer.wrap(frame.payload).getInt(4);
                }
                case RST_STREAM -> {
                    return "reset " + ByteBuffer.wrap(frame.payload).getInt();
                }
                case HEADERS -> {
                    return "answered " + answers.get(frame.stream).head.status();
                }
                case PING -> {
                    return "pong";
                }
                default -> {}
            }
        }
        return "closed";
    }

    /// How the connection ends, whatever comes before: `goAway CODE` or `closed`.
    String end() {
        String end = "closed";
        for (String outcome = outcome(); !outcome.equals("closed"); outcome = outcome()) {
            end = outcome.startsWith("goAway") ? outcome : end;
        }
        return end;
    }

    private void note(Frame frame) {
        try {
            take(frame);
        } catch (UncheckedIOException e) {
            // the other side reads no more, and what it sent still counts
        }
    }

    private void take(Frame frame) {
        if (frame.stream != 0) {
            answers.computeIfAbsent(frame.stream, _ -> new Answer()).add(frame);
        }
        if (frame.type == SETTINGS && frame.flags != ACK) {
            frame(SETTINGS, ACK, 0);
        }
        if (frame.type == WINDOW_UPDATE) {
            room.put(
                    frame.stream,
                    room(frame.stream) + ByteBuffer.wrap(frame.payload).getInt());
        } else if (frame.type == DATA && generous && frame.payload.length > 0) {
            window(0, frame.payload.length);
            if ((frame.flags & END_STREAM) == 0) {
                window(frame.stream, frame.payload.length);
            }
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

    record Frame(int type, int flags, int stream, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.ISO_8859_1);
        }
    }

    /// What came on one stream.
    final class Answer {
        private final StringBuilder body = new StringBuilder();
        private final Map<Integer, Integer> interims = new LinkedHashMap<>();
        private Http2Headers head;
        private Http2Headers trailers;
        private boolean ended;
        private long resetFor = -1;

        private void add(Frame frame) {
            switch (frame.type) {
                case HEADERS -> {
                    Http2Headers fields = decoded(frame);
                    if (head == null
                            && fields.status() != null
                            && fields.status().charAt(0) == '1') {
                        interims.merge(Integer.parseInt(fields.status().toString()), 1, Integer::sum);
                    } else if (head == null) {
                        head = fields;
                    } else {
                        trailers = fields;
                    }
                }
                case DATA -> body.append(frame.text());
                case RST_STREAM -> {
                    resetFor = ByteBuffer.wrap(frame.payload).getInt();
                    ended = true;
                }
                default -> {}
            }
            ended |= (frame.type == HEADERS || frame.type == DATA) && (frame.flags & END_STREAM) != 0;
        }

        private Http2Headers decoded(Frame frame) {
            if ((frame.flags & END_HEADERS) == 0) {
                throw new AssertionError("a head in several frames");
            }
            try {
                return hpack.decodeHeaders(frame.stream, Unpooled.wrappedBuffer(frame.payload));
            } catch (Http2Exception e) {
                throw new AssertionError(e);
            }
        }

        private String end() {
            if (resetFor >= 0) {
                return "reset " + resetFor;
            }
            return ended ? String.valueOf(status()) : "nothing whole";
        }

        int status() {
            return Integer.parseInt(head.status().toString());
        }

        String field(String name) {
            return head.get(name) == null ? null : head.get(name).toString();
        }

        String trailer(String name) {
            return trailers == null || trailers.get(name) == null
                    ? null
                    : trailers.get(name).toString();
        }

        Http2Headers head() {
            return head;
        }

        Map<Integer, Integer> interims() {
            return interims;
        }

        String body() {
            return body.toString();
        }

        /// Why the stream was reset; -1 if it was not.
        long resetFor() {
            return resetFor;
        }
    }
}
