package io.turnpike.gateway.fuzz;

import io.turnpike.gateway.fuzz.FieldTable.Field;
import io.turnpike.gateway.fuzz.Reading.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a strict reader has of one stream: RFC 9113 8.1 to 8.3, and what it would be in HTTP/1.1.
final class FrameStream {
    private static final Set<String> PSEUDO = Set.of(":method", ":scheme", ":path", ":authority");
    private static final Set<String> BANNED =
            Set.of("connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade");

    private final List<Field> head;
    private final boolean isGood;
    private final StringBuilder body = new StringBuilder();
    private List<Field> trailers = List.of();
    /// The head was all.
    private final boolean isBare;
    private boolean ended;
    private boolean reset;
    /// It went wrong behind the head.
    private boolean spoilt;

    FrameStream(List<Field> fields, boolean ends) {
        this.head = withOneLength(fields);
        this.isGood = isRequest(fields);
        this.isBare = ends;
        this.ended = ends;
    }

    boolean isCall() {
        return isGood;
    }

    boolean takesData() {
        return isGood && !ended && !reset && !spoilt;
    }

    void data(String data, boolean ends) {
        body.append(data);
        ended = ends;
    }

    void trailers(List<Field> fields, boolean ends) {
        if (takesData()) {
            trailers = fields;
            ended = ends;
            spoilt = !ends || !fields.stream().allMatch(FrameStream::isPlain);
        }
    }

    void reset() {
        reset = true;
    }

    boolean isReset() {
        return reset;
    }

    boolean isWhole() {
        return ended && !spoilt && text(body.toString()).isPresent();
    }

    /// The request, as far as the end of its body is known.
    Optional<Message> call() {
        if (!isGood) {
            return Optional.empty();
        }
        if (isWhole()) {
            return text(body.toString());
        }
        String length = value("content-length");
        boolean hasLength = length.matches("0*[0-9]{1,5}") && Integer.parseInt(length) <= body.length() && !isBare;
        return hasLength ? text(body.substring(0, Integer.parseInt(length))) : Optional.empty();
    }

    private Optional<Message> text(String content) {
        StringBuilder text = new StringBuilder();
        text.append(value(":method")).append(' ').append(value(":path")).append(" HTTP/1.1\r\n");
        boolean hasAuthority = has(":authority");
        if (hasAuthority) {
            text.append("host: ").append(value(":authority")).append("\r\n");
        }
        head.stream()
                .filter(field -> field.name().charAt(0) != ':' && !field.name().equals("cookie"))
                .filter(field -> !hasAuthority || !field.name().equals("host"))
                .forEach(field -> append(field, text));
        if (has("cookie")) {
            append(new Field("cookie", values("cookie").collect(Collectors.joining("; "))), text);
        }
        if (has("content-length") || isBare) {
            text.append("\r\n").append(content);
        } else {
            text.append("transfer-encoding: chunked\r\n\r\n");
            if (!content.isEmpty()) {
                text.append(Integer.toHexString(content.length())).append("\r\n");
                text.append(content).append("\r\n");
            }
            text.append("0\r\n");
            trailers.forEach(field -> append(field, text));
            text.append("\r\n");
        }
        Reading reading = StrictReader.read(new Sample(text.toString(), List.of(), List.of()));
        boolean isOne = reading.end() == Reading.End.BETWEEN && reading.whole().size() == 1;
        return isOne ? Optional.of(reading.whole().getFirst()) : Optional.empty();
    }

    private static void append(Field field, StringBuilder text) {
        text.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }

    private static boolean isRequest(List<Field> fields) {
        List<String> pseudo = fields.stream()
                .map(Field::name)
                .takeWhile(name -> name.startsWith(":"))
                .toList();
        boolean isGood = PSEUDO.containsAll(pseudo)
                && Set.copyOf(pseudo).size() == pseudo.size()
                && pseudo.containsAll(Set.of(":method", ":scheme", ":path"))
                && fields.stream().skip(pseudo.size()).allMatch(FrameStream::isPlain)
                && fields.stream().limit(pseudo.size()).allMatch(FrameStream::hasValue);
        if (!isGood) {
            return false;
        }
        FrameStream stream = new FrameStream(fields);
        String authority = stream.value(":authority");
        boolean agree = !stream.has(":authority")
                || (!authority.isEmpty() && stream.values("host").allMatch(host -> host.equalsIgnoreCase(authority)));
        String path = stream.value(":path");
        return agree
                && (path.startsWith("/") || path.equals("*"))
                && Stream.of(":method", ":scheme")
                        .allMatch(name -> stream.value(name).matches("[^\\x00-\\x20]+"))
                && !stream.value(":method").equals("CONNECT")
                && Stream.of(path, authority).noneMatch(text -> text.matches("(?s).*[\\x00-\\x20].*"));
    }

    /// The same length more than once is that length (RFC 9110 8.6).
    private static List<Field> withOneLength(List<Field> fields) {
        Set<String> lengths = fields.stream()
                .filter(field -> field.name().equals("content-length"))
                .flatMap(field -> Stream.of(field.value().split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toSet());
        if (lengths.size() != 1) {
            return fields;
        }
        List<Field> one = new ArrayList<>(fields);
        one.removeIf(field -> field.name().equals("content-length"));
        one.add(new Field("content-length", lengths.iterator().next()));
        return one;
    }

    /// For a look at fields alone.
    private FrameStream(List<Field> head) {
        this.head = head;
        this.isGood = false;
        this.isBare = true;
    }

    private static boolean isPlain(Field field) {
        return field.name().matches("[!#$%&'*+.^_`|~0-9a-z-]+")
                && !BANNED.contains(field.name())
                && (!field.name().equals("te")
                        || field.value().toLowerCase(Locale.ROOT).equals("trailers"))
                && hasValue(field);
    }

    private static boolean hasValue(Field field) {
        return field.value()
                .matches("(?:[\\x21-\\x7e\\x80-\\xff](?:[\\t\\x20-\\x7e\\x80-\\xff]*[\\x21-\\x7e\\x80-\\xff])?)?");
    }

    private boolean has(String name) {
        return head.stream().anyMatch(field -> field.name().equals(name));
    }

    private String value(String name) {
        return values(name).findFirst().orElse("");
    }

    private Stream<String> values(String name) {
        return head.stream().filter(field -> field.name().equals(name)).map(Field::value);
    }
}
