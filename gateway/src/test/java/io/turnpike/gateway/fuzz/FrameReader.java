package io.turnpike.gateway.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the frames of a client from all their bytes, the slow and obvious way, straight from RFC 9113.
public final class FrameReader {
    private static final int MAX_FRAME = 16_384;

    private final String text;
    private final FieldTable table = new FieldTable();
    private final Map<Integer, FrameStream> streams = new TreeMap<>();
    private int at = FrameCode.PREFACE.length();
    /// The client made no mistake for which the connection may end.
    private boolean clean = true;
    private boolean settled;
    private int last;
    /// Of the head that is not whole yet; 0 without one.
    private int open;
    private boolean openEnds;
    private final StringBuilder block = new StringBuilder();

    private FrameReader(Sample sample) {
        this.text = sample.text();
    }

    /// @param sample begins with the words of the protocol
    public static FrameReading read(Sample sample) {
        FrameReader reader = new FrameReader(sample);
        try {
            reader.readFrames();
        } catch (Fatal | FieldTable.Refused e) {
            reader.clean = false;
        }
        List<FrameReading.Call> calls = new ArrayList<>();
        reader.streams.forEach((id, stream) -> stream.call()
                .ifPresent(message -> calls.add(
                        new FrameReading.Call(id, message, reader.clean && stream.isWhole() && !stream.isReset()))));
        return new FrameReading(calls);
    }

    private void readFrames() throws Fatal, FieldTable.Refused {
        while (at < text.length()) {
            if (text.length() - at < 9) {
                throw new Fatal();
            }
            int length = (int) number(at, 3);
            int end = at + 9 + length;
            if (length > MAX_FRAME || end > text.length()) {
                throw new Fatal();
            }
            int type = text.charAt(at + 3);
            int flags = text.charAt(at + 4);
            int stream = (int) number(at + 5, 4) & Integer.MAX_VALUE;
            String payload = text.substring(at + 9, end);
            at = end;
            read(type, flags, stream, payload);
        }
    }

    private void read(int type, int flags, int stream, String payload) throws Fatal, FieldTable.Refused {
        require(settled || (type == FrameCode.SETTINGS && (flags & FrameCode.ACK) == 0));
        require(open == 0 || (type == FrameCode.CONTINUATION && stream == open));
        if (isTooShort(type, flags, payload)) {
            require(stream != 0);
            expect(false);
            return;
        }
        switch (type) {
            case FrameCode.DATA -> readData(flags, stream, unpadded(flags, payload));
            case FrameCode.HEADERS -> readHead(flags, stream, unpadded(flags, payload));
            case FrameCode.PRIORITY -> {
                require(stream != 0);
                expect(payload.length() == 5 && (number(payload, 4) & Integer.MAX_VALUE) != stream);
            }
            case FrameCode.RST_STREAM -> {
                require(isBegun(stream) && payload.length() == 4);
                expect(isCall(stream));
                known(stream).ifPresent(FrameStream::reset);
            }
            case FrameCode.SETTINGS -> readSettings(flags, stream, payload);
            case FrameCode.PUSH_PROMISE -> throw new Fatal(); // no client may send one (RFC 9113 8.4)
            case FrameCode.PING -> require(stream == 0 && payload.length() == 8);
            case FrameCode.GOAWAY -> {
                require(stream == 0 && payload.length() >= 8);
                clean = false;
            }
            case FrameCode.WINDOW_UPDATE -> readWindow(stream, payload);
            case FrameCode.CONTINUATION -> {
                require(open != 0);
                continueHead(flags, payload);
            }
            default -> {}
        }
    }

    /// Whether a frame of a stream has not even the fields that its flags promise.
    private static boolean isTooShort(int type, int flags, String payload) {
        int padding = (flags & FrameCode.PADDED) == 0 ? 0 : 1;
        int priority = type == FrameCode.HEADERS && (flags & FrameCode.PRIORITIZED) != 0 ? 5 : 0;
        return (type == FrameCode.DATA || type == FrameCode.HEADERS) && payload.length() < padding + priority;
    }

    private void readData(int flags, int stream, String data) throws Fatal {
        require(isBegun(stream));
        Optional<FrameStream> known = known(stream);
        expect(known.isPresent() && known.get().takesData());
        boolean ends = (flags & FrameCode.END_STREAM) != 0;
        known.filter(FrameStream::takesData).ifPresent(each -> each.data(data, ends));
    }

    private void readHead(int flags, int stream, String fragment) throws Fatal, FieldTable.Refused {
        require(stream != 0);
        String rest = fragment;
        if ((flags & FrameCode.PRIORITIZED) != 0) {
            require(fragment.length() >= 5);
            expect((number(fragment, 4) & Integer.MAX_VALUE) != stream);
            rest = fragment.substring(5);
        }
        open = stream;
        openEnds = (flags & FrameCode.END_STREAM) != 0;
        continueHead(flags, rest);
    }

    private void continueHead(int flags, String fragment) throws FieldTable.Refused {
        block.append(fragment);
        if ((flags & FrameCode.END_HEADERS) == 0) {
            return;
        }
        int stream = open;
        List<FieldTable.Field> fields = table.read(block.toString());
        block.setLength(0);
        open = 0;
        // Netty stumbles over such a name in its own message
        expect(fields.stream().noneMatch(field -> field.name().contains("%")));
        if (stream % 2 == 0) {
            expect(false);
        } else if (!isCall(stream)) {
            expect(stream > last);
            last = Math.max(last, stream);
            streams.put(stream, new FrameStream(fields, openEnds));
        } else {
            Optional<FrameStream> known = known(stream);
            expect(known.isPresent() && known.get().takesData() && openEnds);
            known.ifPresent(each -> each.trailers(fields, openEnds));
        }
    }

    private void readSettings(int flags, int stream, String payload) throws Fatal {
        boolean isAnswer = (flags & FrameCode.ACK) != 0;
        require(stream == 0 && (isAnswer ? payload.isEmpty() : payload.length() % 6 == 0));
        settled = true;
        for (int i = 0; i < payload.length(); i += 6) {
            long value = number(payload.substring(i + 2), 4);
            switch ((int) number(payload.substring(i), 2)) {
                case 2, 8 -> require(value <= 1);
                case 4 -> {
                    require(value <= Integer.MAX_VALUE);
                    expect(value >= FrameMaker.LEAST_WINDOW && value <= FrameMaker.MOST_WINDOW);
                }
                case 5 -> require(value >= MAX_FRAME && value < 1 << 24);
                case 6 -> expect(value >= 1024);
                default -> {}
            }
        }
    }

    private void readWindow(int stream, String payload) throws Fatal {
        require(payload.length() == 4);
        long more = number(payload, 4) & Integer.MAX_VALUE;
        require(stream == 0 ? more > 0 : more == 0 || isBegun(stream));
        expect(more > 0 && more <= FrameMaker.MOST_WINDOW && (stream == 0 || isCall(stream)));
    }

    private static String unpadded(int flags, String payload) throws Fatal {
        if ((flags & FrameCode.PADDED) == 0) {
            return payload;
        }
        require(!payload.isEmpty() && payload.charAt(0) < payload.length());
        return payload.substring(1, payload.length() - payload.charAt(0));
    }

    private boolean isBegun(int stream) {
        return stream % 2 == 1 && stream <= last;
    }

    /// Not so a stream that was refused for its head: it may be forgotten, so that what follows it is a mistake, and
    /// another head begins it anew.
    private boolean isCall(int stream) {
        return known(stream).filter(FrameStream::isCall).isPresent();
    }

    private Optional<FrameStream> known(int stream) {
        return Optional.ofNullable(streams.get(stream));
    }

    private long number(int from, int octets) {
        return number(text.substring(from), octets);
    }

    private static long number(String bytes, int octets) {
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number = (number << 8) | Objects.checkIndex(bytes.charAt(i), 256);
        }
        return number;
    }

    /// What a gateway may answer by the end of the stream, or of the connection.
    private void expect(boolean isRight) {
        clean &= isRight;
    }

    /// What ends the connection.
    private static void require(boolean isRight) throws Fatal {
        if (!isRight) {
            throw new Fatal();
        }
    }

    /// Nothing is read behind this.
    private static final class Fatal extends Exception {
        Fatal() {
            super(null, null, false, false);
        }
    }
}
