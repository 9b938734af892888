package io.turnpike.gateway.fuzz;

import static io.turnpike.gateway.fuzz.FrameCode.ACK;
import static io.turnpike.gateway.fuzz.FrameCode.CONTINUATION;
import static io.turnpike.gateway.fuzz.FrameCode.DATA;
import static io.turnpike.gateway.fuzz.FrameCode.END_HEADERS;
import static io.turnpike.gateway.fuzz.FrameCode.END_STREAM;
import static io.turnpike.gateway.fuzz.FrameCode.GOAWAY;
import static io.turnpike.gateway.fuzz.FrameCode.HEADERS;
import static io.turnpike.gateway.fuzz.FrameCode.PADDED;
import static io.turnpike.gateway.fuzz.FrameCode.PING;
import static io.turnpike.gateway.fuzz.FrameCode.PREFACE;
import static io.turnpike.gateway.fuzz.FrameCode.PRIORITIZED;
import static io.turnpike.gateway.fuzz.FrameCode.PRIORITY;
import static io.turnpike.gateway.fuzz.FrameCode.RST_STREAM;
import static io.turnpike.gateway.fuzz.FrameCode.SETTINGS;
import static io.turnpike.gateway.fuzz.FrameCode.WINDOW_UPDATE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Makes calls as the frames of a client, several streams in turn, most of them good but for something. Bytes are
/// Latin-1.
public final class FrameMaker {
    /// Room in which each answer fits, and of which many together are no overflow.
    static final int LEAST_WINDOW = 100;

    static final int MOST_WINDOW = 1 << 24;

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS");
    private static final List<String> ODD_METHODS = List.of("CONNECT", "TRACE", "get", "G T", "", "GET /api");
    private static final List<String> PATHS =
            List.of("/api/x", "/api/", "/api", "/api/a%2Fb?c=d", "/api/x?apikey=good-key&a=1", "/api//x;y=z");
    private static final List<String> ODD_PATHS =
            List.of("", "*", "api/x", "http://b/api/x", "/api/../x", "/api/x y", "/api HTTP/1.1\r\nx: y", "/api/%zz");
    private static final List<String> ODD_AUTHORITIES = List.of("", "b:80", "a b", "[::1]", "u@a", "a/b", "a:x");
    private static final List<String> FIELDS = List.of(
            "a=b",
            "accept=*/*",
            "cookie=a=b",
            "cookie=c",
            "te=trailers",
            "via=1.1 x",
            "x_mine=2",
            "empty=",
            "x-forwarded-for=1.2.3.4",
            "authorization=Basic YTpi",
            "host=a");
    private static final List<String> ODD_FIELDS = List.of(
            "A=b",
            "a b=c",
            "=x",
            "a:=b",
            "a= b",
            "a=b\t",
            "a=b\rc",
            "a=b\r\nx: y",
            "a=b\0",
            "a=\u007f",
            "a=\u00e4",
            "connection=close",
            "connection=x-api-key",
            "keep-alive=5",
            "proxy-connection=a",
            "transfer-encoding=chunked",
            "transfer_encoding=chunked",
            "upgrade=websocket",
            "te=gzip",
            "host=b",
            "content-length=3",
            "content-length=0",
            "content-length=+3",
            "content-length=3, 3",
            "content-length=",
            "content_length=3",
            ":path=/api/y",
            ":status=200",
            ":protocol=websocket",
            ":other=a",
            "expect=100-continue",
            "expect=b");
    private static final List<String> BODIES =
            List.of("", "a", "abc", "0\r\n\r\n", "GET /api/y HTTP/1.1\r\nHost: a\r\n\r\n");
    private static final List<Integer> TYPES = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0xff);
    private static final List<Integer> NUMBERS =
            List.of(0, 1, 2, 99, 100, 4096, 16_383, 16_384, 65_535, 1 << 24, Integer.MAX_VALUE, -1);

    private final Dice dice;

    public FrameMaker(Dice dice) {
        this.dice = dice;
    }

    /// One to five calls.
    public Sample calls() {
        List<Deque<String>> streams = new ArrayList<>();
        for (int i = dice.below(5); i >= 0; i--) {
            streams.add(call(streams.size() * 2 + 1));
        }
        List<String> frames = new ArrayList<>();
        frames.add(frame(SETTINGS, 0, 0, dice.onceIn(3) ? setting() : ""));
        int begun = 0;
        while (streams.stream().anyMatch(stream -> !stream.isEmpty())) {
            int next = dice.below(Math.min(streams.size(), begun + 1));
            begun = Math.max(begun, next + 1);
            if (!streams.get(next).isEmpty()) {
                frames.add(streams.get(next).removeFirst());
            }
            if (dice.onceIn(6)) {
                frames.add(between(begun * 2 - 1));
            }
        }
        mutateFrames(frames);
        String rest = String.join("", frames);
        return Sample.cut(PREFACE + (dice.onceIn(4) ? mutated(rest) : rest), List.of(), dice);
    }

    private Deque<String> call(int stream) {
        String body = dice.onceIn(2) ? "" : dice.oneOf(BODIES);
        boolean hasTrailers = dice.onceIn(8);
        boolean isBare = body.isEmpty() && !hasTrailers && !dice.onceIn(4);
        Deque<String> frames = new ArrayDeque<>();
        frames.add(head(stream, isBare ? END_STREAM : 0, request(isBare ? -1 : body.length())));
        if (isBare) {
            return frames;
        }
        int middle = dice.below(body.length() + 1);
        if (middle > 0) {
            frames.add(data(stream, 0, body.substring(0, middle)));
        }
        frames.add(data(stream, hasTrailers ? 0 : END_STREAM, body.substring(middle)));
        if (hasTrailers) {
            frames.add(head(stream, END_STREAM, field(dice.oneOf(FIELDS, 4, ODD_FIELDS))));
        }
        if (dice.onceIn(20)) {
            frames.add(frame(RST_STREAM, 0, stream, number(8, 4)));
        }
        return frames;
    }

    private String request(int length) {
        StringBuilder block = new StringBuilder();
        List<String> pseudo = new ArrayList<>(List.of(
                ":method=" + dice.oneOf(METHODS, 25, ODD_METHODS),
                ":scheme=http",
                ":path=" + dice.oneOf(PATHS, 12, ODD_PATHS)));
        if (!dice.onceIn(30)) {
            pseudo.add(dice.below(pseudo.size() + 1), ":authority=" + dice.oneOf(List.of("a"), 20, ODD_AUTHORITIES));
        }
        if (dice.onceIn(60)) {
            pseudo.remove(dice.below(pseudo.size()));
        }
        pseudo.forEach(each -> block.append(field(each)));
        if (!dice.onceIn(12)) {
            block.append(field("x-api-key=good-key"));
        }
        for (int i = dice.below(4); i > 0; i--) {
            block.append(field(dice.oneOf(FIELDS, 16, ODD_FIELDS)));
        }
        if (length >= 0 && dice.onceIn(2)) {
            block.append(field("content-length=" + (dice.onceIn(20) ? length + dice.below(3) - 1 : length)));
        }
        return block.toString();
    }

    /// A field in one of the forms that it may have, or an entry of the table.
    private String field(String entry) {
        if (dice.onceIn(100)) {
            return String.valueOf((char) (0x80 | dice.oneOf(List.of(62, 2, 4, 6, 1, 0, 70))));
        }
        int end = entry.indexOf('=', 1) < 0 ? 0 : entry.indexOf('=', entry.startsWith(":") ? 1 : 0);
        char form = dice.oneOf(List.of('\0', '\u0010', '@'));
        return form + text(entry.substring(0, end)) + text(entry.substring(end + 1));
    }

    private static String text(String text) {
        return (char) text.length() + text;
    }

    private String head(int stream, int flags, String block) {
        int first = dice.onceIn(4) ? dice.below(block.length() + 1) : block.length();
        int second = first + (dice.onceIn(2) ? dice.below(block.length() - first + 1) : block.length() - first);
        boolean isWhole = first == block.length();
        String payload = block.substring(0, first);
        int more = flags | (isWhole ? END_HEADERS : 0);
        if (dice.onceIn(10)) {
            payload = number(dice.below(30), 4) + (char) dice.below(256) + payload;
            more |= PRIORITIZED;
        }
        String frame = padded(HEADERS, more, stream, payload);
        if (isWhole) {
            return frame;
        }
        boolean isLast = second == block.length();
        frame += frame(CONTINUATION, isLast ? END_HEADERS : 0, stream, block.substring(first, second));
        return isLast ? frame : frame + frame(CONTINUATION, END_HEADERS, stream, block.substring(second));
    }

    private String data(int stream, int flags, String text) {
        return padded(DATA, flags, stream, text);
    }

    private String padded(int type, int flags, int stream, String payload) {
        if (!dice.onceIn(6)) {
            return frame(type, flags, stream, payload);
        }
        int length = dice.below(20);
        return frame(type, flags | PADDED, stream, (char) length + payload + "\0".repeat(length));
    }

    /// What may come between any two frames.
    private String between(int lastStream) {
        int stream = dice.below(lastStream + 1);
        return switch (dice.below(8)) {
            case 0 -> frame(PING, dice.below(2), 0, "pingpong");
            case 1 -> frame(SETTINGS, 0, 0, setting());
            case 2 -> frame(SETTINGS, ACK, 0, "");
            case 3 -> frame(PRIORITY, 0, dice.below(40) + 1, number(dice.below(40), 4) + "\u0010");
            case 4 -> frame(WINDOW_UPDATE, 0, stream, number(dice.oneOf(List.of(1, 1000), 30, NUMBERS), 4));
            case 5 -> frame(0x20 + dice.below(8), dice.below(256), stream, "anything");
            case 6 -> dice.onceIn(4) ? frame(RST_STREAM, 0, stream, number(8, 4)) : "";
            default -> dice.onceIn(20) ? frame(GOAWAY, 0, 0, number(stream, 4) + number(0, 4)) : "";
        };
    }

    private String setting() {
        return number(1 + dice.below(9), 2) + number(dice.oneOf(List.of(1, 4096, 16_384, 65_535), 20, NUMBERS), 4);
    }

    /// A third of the samples have a frame too many, too few, in another place, or with another head.
    private void mutateFrames(List<String> frames) {
        for (int i = Math.max(0, dice.below(6) - 3); i > 0 && !frames.isEmpty(); i--) {
            int at = dice.below(frames.size());
            String frame = frames.get(at);
            switch (dice.below(6)) {
                case 0 -> frames.remove(at);
                case 1 -> frames.add(dice.below(frames.size() + 1), frame);
                case 2 -> frames.add(dice.below(frames.size()), frames.remove(at));
                case 3 -> frames.set(at, with(frame, 3, dice.oneOf(TYPES)));
                case 4 -> frames.set(at, with(frame, 4, 1 << dice.below(8)));
                default -> frames.set(at, with(frame, 8, dice.below(12)));
            }
        }
    }

    private static String with(String frame, int at, int octet) {
        return frame.isEmpty() ? frame : frame.substring(0, at) + (char) octet + frame.substring(at + 1);
    }

    private String mutated(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = dice.below(3); i >= 0 && changed.length() > 1; i--) {
            int at = dice.below(changed.length());
            switch (dice.below(4)) {
                case 0 -> changed.setCharAt(at, (char) dice.below(256));
                case 1 -> changed.setCharAt(at, (char) (changed.charAt(at) ^ (1 << dice.below(8))));
                case 2 -> changed.insert(at, (char) dice.below(256));
                default -> changed.deleteCharAt(at);
            }
        }
        return changed.toString();
    }

    static String frame(int type, int flags, int stream, String payload) {
        return number(payload.length(), 3) + (char) type + (char) flags + number(stream, 4) + payload;
    }

    private static String number(int number, int octets) {
        StringBuilder bytes = new StringBuilder();
        for (int i = octets - 1; i >= 0; i--) {
            bytes.append((char) ((number >> (8 * i)) & 0xff));
        }
        return bytes.toString();
    }
}
