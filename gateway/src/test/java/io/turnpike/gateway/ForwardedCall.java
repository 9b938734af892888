package io.turnpike.gateway;

import io.turnpike.gateway.fuzz.Reading.Message;
import io.turnpike.gateway.fuzz.StrictReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What becomes of a request to the proxy of `Running.before`, said once more in the slow and obvious way: rules HT2
/// to HT6, HT14 to HT17, HT25, PX1 and PX4, and E1 to E8.
final class ForwardedCall {
    private static final Pattern TARGET =
            Pattern.compile("(?:(?i:https?)://([^/?]*))?((?:/[\\x21-\\x7e&&[^?#]]*)?)(?:\\?([\\x21-\\x7e&&[^#]]*))?");
    private static final Set<String> DROPPED = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "proxy-connection",
            "upgrade",
            "te",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-prefix",
            "x-forwarded-proto",
            "x-api-key",
            "turnpike-decision",
            "x-request-id",
            "forwarded",
            "x-real-ip");
    private final Message request;

    ForwardedCall(Message request) {
        this.request = request;
    }

    /// Whether the client wants no further call, or gets none.
    boolean isLast() {
        boolean saysClose = FieldNames.lists(request, "connection", "close");
        boolean closes = saysClose || (isOld() && !FieldNames.lists(request, "connection", "keep-alive"));
        boolean hasBody = !request.framing().equals(Message.NO_BODY);
        return closes || (expected() == null && hasBody && expectsContinue());
    }

    /// The whole request that the target must get; null if it must get none.
    @Nullable
    String expected() {
        String[] start = request.start().split(" ");
        Matcher target = TARGET.matcher(start[1]);
        boolean isRefused = start[0].equals("TRACE")
                || !target.matches()
                || (target.group(1) == null ? target.group(2).isEmpty() : !StrictReader.isHost(target.group(1)))
                || !hasGoodPath(target.group(2))
                || !segment(target.group(2), 0).equals("api")
                || !hasGoodExpectation()
                || !hasGoodKey(target.group(3));
        return isRefused ? null : Expected.request(forwarded(start[0], target));
    }

    /// Method, target and the field `Host`.
    String sent() {
        return request.start().replaceFirst(" [01]$", " ") + request.value("host");
    }

    /// Method, path with query, and the field `Host`, which nginx tells beside an absolute target.
    String described() {
        String[] start = request.start().split(" ");
        Matcher target = TARGET.matcher(start[1]);
        String path =
                target.matches() && target.group(1) != null ? start[1].replaceFirst("^[^:]*://[^/?]*", "") : start[1];
        return start[0] + " " + path + " " + request.value("host");
    }

    private String forwarded(String method, Matcher target) {
        String path = target.group(2).replaceFirst("/[^/]*", "");
        String host = target.group(1) != null ? target.group(1) : request.value("host");
        List<String> lines = new ArrayList<>();
        lines.add(method + " " + (path.isEmpty() ? "/" : path) + query(target.group(3)));
        request.fields().stream().filter(this::passes).forEach(lines::add);
        String length = request.value("content-length");
        if (request.framing().equals(Message.CHUNKED)) {
            lines.add("Transfer-Encoding: chunked");
        } else if (!length.isEmpty()) {
            lines.add("Content-Length: " + Long.parseLong(length));
        }
        if (FieldNames.lists(request, "te", "trailers")) {
            lines.add("TE: trailers\r\nConnection: TE");
        }
        lines.add("+X-Forwarded-Host: " + host);
        lines.add("+Via: 1." + (isOld() ? 0 : 1) + " turnpike");
        boolean isChunked = request.framing().equals(Message.CHUNKED);
        String body = isChunked ? FieldNames.chunked(request, DROPPED) : request.body();
        return String.join("\r\n", lines) + "\r\n\r\n" + body;
    }

    private static String query(@Nullable String query) {
        if (query == null) {
            return "";
        }
        String rest =
                Stream.of(query.split("&", -1)).filter(pair -> !isKey(pair)).collect(Collectors.joining("&"));
        return rest.isEmpty() && !query.isEmpty() ? "" : "?" + rest;
    }

    private static boolean isKey(String pair) {
        String name = decoded(pair.split("=", 2)[0].replace("+", "%20"));
        return name.equals("apikey") || name.equals("x-api-key");
    }

    private boolean passes(String field) {
        return FieldNames.passes(field, request, DROPPED)
                && !(isOld() && FieldNames.folded(field).equals("expect"));
    }

    private static boolean hasGoodPath(String path) {
        String text = path.isEmpty() ? "/" : path;
        if (!text.matches("(?:[^%]|%[0-9A-Fa-f]{2})*") || text.split("/", -1).length > 101) {
            return false;
        }
        return !decoded(text).matches("(?s).*[\\x00-\\x1f\\x7f\\\\].*")
                && Stream.of(decoded(text).split("/", -1)).noneMatch(segment -> segment.matches("(?s)\\.\\.?(;.*)?"));
    }

    private static String segment(String path, int index) {
        String[] segments = path.split("/", -1);
        return index + 1 < segments.length ? decoded(segments[index + 1]) : "";
    }

    private static String decoded(String text) {
        return Pattern.compile("%([0-9A-Fa-f]{2})")
                .matcher(text)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }

    private boolean hasGoodExpectation() {
        List<String> expectations = StrictReader.values(request.fields(), "expect");
        return isOld() || expectations.isEmpty() || expectsContinue();
    }

    private boolean expectsContinue() {
        List<String> expectations = StrictReader.values(request.fields(), "expect");
        return !isOld() && expectations.size() == 1 && expectations.getFirst().equalsIgnoreCase("100-continue");
    }

    private boolean hasGoodKey(@Nullable String query) {
        Set<String> keys = Set.copyOf(StrictReader.values(request.fields(), "x-api-key").stream()
                .distinct()
                .toList());
        if (keys.isEmpty() || keys.equals(Set.of(""))) {
            return query != null
                    && Stream.of(query.split("&", -1))
                            .filter(ForwardedCall::isKey)
                            .findFirst()
                            .filter(pair ->
                                    pair.substring(pair.indexOf('=') + 1).equals("good-key"))
                            .isPresent();
        }
        return keys.equals(Set.of(Setup.KEY));
    }

    private boolean isOld() {
        return request.start().endsWith(" 0");
    }
}
