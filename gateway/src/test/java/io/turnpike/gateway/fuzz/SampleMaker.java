package io.turnpike.gateway.fuzz;

import java.util.ArrayList;
import java.util.List;

/// Makes requests and answers, one behind the other, most of them good but for something.
public final class SampleMaker {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH");
    private static final List<String> ODD_METHODS =
            List.of("get", "BREW", "M-SEARCH", "G(T", "", "!#$", "TRACE", "PRI");
    private static final List<String> TARGETS = List.of(
            "/api/x",
            "/api/",
            "/api",
            "/api/a%2Fb?c=d",
            "/api/x?apikey=good-key&a=1",
            "/api//x;y=z",
            "http://b.example/api/x");
    private static final List<String> ODD_TARGETS = List.of(
            "*",
            "/",
            "api/x",
            "/api/../x",
            "/api/%zz",
            "/api/x#y",
            "/api/\u00e4",
            "http://",
            "http://u@b/api",
            "b:443",
            "",
            "/api/x y",
            "/api/x\ty",
            "https://[::1]:8443/api/x?y",
            "/api/%2e%2e/x",
            "/api/a\\b");
    private static final List<String> ODD_VERSIONS = List.of(
            "HTTP/1.0", "HTTP/1.0", "HTTP/1.7", "HTTP/2.0", "HTTP/1.10", "http/1.1", "HTTP/1.1 ", "HTTP/0.9", "");
    private static final List<String> ODD_HOSTS = List.of(
            "",
            "a:80",
            "a:",
            "a:0x1",
            "a:65536",
            "[::1]",
            "[::1",
            "[1:2:3:4:5:6:7:8]:1",
            "[::ffff:1.2.3.4]",
            "[v1.a]",
            "a,b",
            "a b",
            "u@a",
            "a/b",
            "a_b",
            "%41",
            "%4",
            "1.2.3.4:80",
            "a..b",
            "[1::2::3]",
            "[:1]",
            "[12345::]",
            "[::1%251]");
    private static final List<String> STATUSES = List.of("200", "200", "200", "404", "204", "304", "100", "103", "500");
    private static final List<String> ODD_STATUSES =
            List.of("099", "600", "20", "2000", "2x0", "101", "205", "199", "999", "", "\u00b200");
    private static final List<String> FIELDS = List.of(
            "a: b",
            "A:c",
            "accept:\t*/* ",
            "X-Mine: 1",
            "Connection: x-mine",
            "Connection: keep-alive",
            "Cookie: a=b; c",
            "b:",
            "X_Mine: 2",
            "TE: trailers",
            "Via: 1.1 x",
            "X-Forwarded-For: 1.2.3.4",
            "Authorization: Basic YTpi");
    private static final List<String> ODD_FIELDS = List.of(
            "a : b",
            ": b",
            "ab",
            " a: b",
            "\ta: b",
            "a\u00e4: b",
            "a: \u00e4\u00ff",
            "a: b\0",
            "a: b\rc",
            "a: b\u007f",
            "Content-Length: 3",
            "Content-Length: 0",
            "Content-Length:",
            "Content-Length: +3",
            "Content-Length: 3, 3",
            "Content_Length: 3",
            "Content-Length : 3",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked, chunked",
            "Transfer-Encoding: identity",
            "Transfer-Encoding:\u000bchunked",
            "Transfer-Encoding: Chunked ",
            "Transfer_Encoding: chunked",
            "transfer-encoding: ,chunked",
            "Host: a",
            "Host: b",
            "Connection: close",
            "Connection: host, content-length",
            "Trailer: a",
            "Upgrade: h2c",
            "Proxy-Connection: close",
            "Keep-Alive: 5",
            "Date: now",
            "Content-Length: 00000000000000000000000000003",
            "Content-Length: 9223372036854775807",
            "Content-Length: 18446744073709551619",
            "Expect: 100-continue");
    private static final List<String> BODIES =
            List.of("", "a", "abc", "0\r\n\r\n", "GET /api/y HTTP/1.1\r\nHost: a\r\n\r\n");
    private static final List<String> ODD_SIZES = List.of(
            "",
            "g",
            "-1",
            "+3",
            "0x3",
            " 3",
            "3 ",
            "3\t",
            "00000000000000003",
            "ffffffffffffffff",
            "80000000",
            "\u00b3",
            "3,3");
    private static final List<String> ODD_EXTENSIONS =
            List.of(";a=b", ";", ";a=\"b;c\"", ";\"", " ;a", ";a\0", ";a\n", ";a\r", ";" + "e".repeat(257));
    private static final List<String> ODD_ENDS =
            List.of("\n", "\r", "\r\r\n", "", "\n\r", " \r\n", "\r\n ", "\r\n\r\n");
    private static final String ODD_BYTES = "\0\t\n\u000b\r !\"#%,/0:;;\\\u007f\u0080\u0085\u00a0\u00ff";

    private final Dice dice;

    public SampleMaker(Dice dice) {
        this.dice = dice;
    }

    /// One to four requests.
    public Sample requests() {
        StringBuilder text = new StringBuilder();
        for (int i = dice.below(4); i >= 0; i--) {
            if (dice.onceIn(30)) {
                text.append(end());
            }
            text.append(dice.oneOf(METHODS, 25, ODD_METHODS)).append(blank());
            text.append(dice.oneOf(TARGETS, 8, ODD_TARGETS)).append(blank());
            text.append(dice.oneOf(List.of("HTTP/1.1"), 30, ODD_VERSIONS)).append(end());
            if (!dice.onceIn(60)) {
                text.append("Host: ")
                        .append(dice.oneOf(List.of("a"), 15, ODD_HOSTS))
                        .append(end());
            }
            if (!dice.onceIn(10)) {
                text.append("x-api-key: good-key").append(end());
            }
            appendFieldsAndBody(text, dice.onceIn(2));
        }
        return Sample.cut(mutated(text), List.of(), dice);
    }

    /// One to four answers, to calls of which some are HEAD.
    public Sample answers() {
        StringBuilder text = new StringBuilder();
        List<String> answered = new ArrayList<>();
        for (int i = dice.below(4); i >= 0; i--) {
            answered.add(dice.oneOf(List.of("GET"), 5, List.of("HEAD")));
            text.append(dice.oneOf(List.of("HTTP/1.1"), 30, ODD_VERSIONS)).append(blank());
            text.append(dice.oneOf(STATUSES, 30, ODD_STATUSES));
            text.append(dice.oneOf(List.of(" OK", " OK", ""), 10, List.of(" ", " Not \u00e4", " O\0K", "\tOK", "  OK")))
                    .append(end());
            appendFieldsAndBody(text, !dice.onceIn(8));
        }
        return Sample.cut(mutated(text), answered, dice);
    }

    private void appendFieldsAndBody(StringBuilder text, boolean hasBody) {
        for (int i = dice.below(4); i > 0; i--) {
            text.append(dice.oneOf(FIELDS, 16, ODD_FIELDS)).append(end());
        }
        String body = dice.oneOf(BODIES);
        if (!hasBody) {
            text.append(end());
        } else if (dice.onceIn(2)) {
            text.append("Content-Length: ")
                    .append(body.length())
                    .append(end())
                    .append(end())
                    .append(body);
        } else {
            text.append("Transfer-Encoding: chunked").append(end()).append(end());
            appendChunks(text, body);
        }
    }

    private void appendChunks(StringBuilder text, String body) {
        int middle = dice.below(body.length() + 1);
        appendChunk(text, body.substring(0, middle));
        appendChunk(text, body.substring(middle));
        text.append(dice.oneOf(List.of("0"), 40, List.of("00", "0;a", "0x0", "0 ")))
                .append(end());
        if (dice.onceIn(4)) {
            text.append(dice.oneOf(FIELDS, 4, ODD_FIELDS)).append(end());
        }
        text.append(end());
    }

    private void appendChunk(StringBuilder text, String data) {
        if (!data.isEmpty()) {
            text.append(dice.oneOf(List.of(Integer.toHexString(data.length())), 50, ODD_SIZES));
            text.append(dice.oneOf(List.of(""), 20, ODD_EXTENSIONS))
                    .append(end())
                    .append(data)
                    .append(end());
        }
    }

    private String end() {
        return dice.oneOf(List.of("\r\n"), 500, ODD_ENDS);
    }

    private String blank() {
        return dice.oneOf(List.of(" "), 150, List.of("  ", "\t", "", "\u000b", "\u00a0"));
    }

    /// Half of the samples are changed in one to three places.
    private String mutated(StringBuilder text) {
        for (int i = Math.max(0, dice.below(6) - 2); i > 0 && text.length() > 1; i--) {
            int at = dice.below(text.length());
            int end = Math.min(text.length(), at + 1 + dice.below(12));
            switch (dice.below(5)) {
                case 0 -> text.setCharAt(at, odd());
                case 1 -> text.insert(at, odd());
                case 2 -> text.deleteCharAt(at);
                case 3 -> text.delete(at, end);
                default -> text.insert(dice.below(text.length()), text.substring(at, end));
            }
        }
        return text.toString();
    }

    private char odd() {
        return ODD_BYTES.charAt(dice.below(ODD_BYTES.length()));
    }
}
