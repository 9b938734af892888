package io.turnpike.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Whole messages made of what a case says of them, and messages as they came in the same form.
final class Expected {
    private static final Pattern ID = Pattern.compile("(?md)^(Turnpike-Decision|x-request-id): [0-9a-zA-Z]{26}\r$");
    private static final Pattern DATE =
            Pattern.compile("(?md)^Date: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r$");

    private Expected() {}

    /// What a target must get: our `Host` behind the request line, and what we add at the end of the head.
    static String request(String text) {
        List<String> lines = lines(text);
        Map<String, String> added = new LinkedHashMap<>();
        added.put("Host", "TARGET");
        added.put("X-Forwarded-For", "127.0.0.1");
        added.put("X-Real-IP", "127.0.0.1");
        added.put("X-Forwarded-Proto", "http");
        added.put("X-Forwarded-Port", "PORT");
        added.put("X-Forwarded-Host", "a");
        added.put("X-Forwarded-Prefix", "/api");
        added.put("Forwarded", "for=127.0.0.1;proto=http;host=\"HOST\"");
        added.put("Via", "1.1 turnpike");
        added.put("x-request-id", "ID");
        add(added, lines);
        String host = added.get("X-Forwarded-Host");
        lines.set(0, lines.getFirst() + " HTTP/1.1\r\nHost: " + added.get("Host"));
        lines.remove("Host: " + added.get("Host"));
        String head = String.join("\r\n", lines).replace(host.isEmpty() ? ";host=\"HOST\"" : "HOST", host);
        return head + "\r\n\r\n" + body(text);
    }

    /// What a client must get: with a date, and the fields that every final answer of ours carries.
    static String answer(String text, boolean closes) {
        List<String> lines = lines(text);
        if (!lines.getFirst().startsWith("HTTP/1.1 1")) {
            Map<String, String> added = new LinkedHashMap<>();
            if (lines.stream().noneMatch(line -> line.startsWith("Date: "))) {
                added.put("Date", "NOW");
            }
            added.put("Connection", closes ? "close" : "");
            added.put("Turnpike-Decision", "ID");
            added.put("x-request-id", "ID");
            add(added, lines);
        }
        return String.join("\r\n", lines) + "\r\n\r\n" + body(text);
    }

    /// A head as it came, but for what differs from run to run.
    static String plain(String head) {
        return DATE.matcher(ID.matcher(head).replaceAll("$1: ID\r")).replaceAll("Date: NOW\r");
    }

    /// A whole request as it came to a target, but for what differs from run to run.
    static String plainRequest(String request, int targetPort, int gatewayPort) {
        String head = plain(head(request))
                .replace("127.0.0.1:" + targetPort, "TARGET")
                .replace("X-Forwarded-Port: " + gatewayPort, "X-Forwarded-Port: PORT");
        String body = body(request);
        return head + "\r\n" + (isWholeChunked(request) ? joined(body) : body);
    }

    /// Whether a message is chunked, and whole: then its chunks may come cut in any way.
    static boolean isWholeChunked(String message) {
        return isChunked(message) && body(message).contains("0\r\n") && message.endsWith("\r\n\r\n");
    }

    static boolean isChunked(String message) {
        return head(message).contains("Transfer-Encoding: chunked\r\n");
    }

    /// A body, or the beginning of one, whose chunks, however many there are, are one.
    static String joined(String chunks) {
        StringBuilder data = new StringBuilder();
        int at = 0;
        while (at < chunks.length()) {
            int start = chunks.indexOf("\r\n", at) + 2;
            int size = Integer.parseInt(chunks.substring(at, start - 2), 16);
            if (size == 0) {
                break;
            }
            data.append(chunks, start, start + size);
            at = start + size + 2;
        }
        String first = data.isEmpty() ? "" : Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
        return first + chunks.substring(at);
    }

    /// Adds fields, if they have a value. A line that starts with `+` and the name of one has its value; any other is a
    /// field like those of clients.
    private static void add(Map<String, String> fields, List<String> lines) {
        lines.removeIf(line -> {
            int colon = line.indexOf(": ");
            return line.startsWith("+") && fields.replace(line.substring(1, colon), line.substring(colon + 2)) != null;
        });
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) {
                lines.add(name + ": " + value);
            }
        });
    }

    private static List<String> lines(String message) {
        return new ArrayList<>(List.of(head(message).split("\r\n")));
    }

    static String head(String message) {
        return message.substring(0, message.indexOf("\r\n\r\n") + 2);
    }

    static String body(String message) {
        return message.substring(message.indexOf("\r\n\r\n") + 4);
    }
}
