package io.turnpike.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An answer: status, header fields (one value each, names without regard to case) and a body. Immutable.
public final class Reply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Reply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /// An answer in JSON.
    ///
    /// @param value a `JsonNode`, or a record, map or list to be written as JSON; members
    ///     that are null are left out
    public static Reply json(int status, Object value) {
        return bytes(status, "application/json", Json.write(value));
    }

    public static Reply text(int status, String contentType, String text) {
        return bytes(status, contentType, text.getBytes(UTF_8));
    }

    public static Reply bytes(int status, String contentType, byte[] body) {
        return new Reply(status, Map.of(), body.clone()).with("Content-Type", contentType);
    }

    /// An answer without a body, such as 204.
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    /// This answer with the field set; a former value is replaced.
    ///
    /// @throws IllegalArgumentException if name or value could end the field
    public Reply with(String name, String value) {
        if (!name.matches("[A-Za-z0-9-]+") || !value.chars().allMatch(Reply::isFieldCharacter)) {
            throw new IllegalArgumentException("not a header field: " + name);
        }
        var fields = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        fields.putAll(headers);
        fields.put(name, value);
        return new Reply(status, Collections.unmodifiableMap(fields), body);
    }

    /// This answer with another body.
    public Reply withBody(String contentType, byte[] other) {
        return new Reply(status, headers, other.clone()).with("Content-Type", contentType);
    }

    public int status() {
        return status;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public byte[] body() {
        return body.clone();
    }

    /// Every field, without regard to the case of its name.
    public Map<String, String> headers() {
        return headers;
    }

    private static boolean isFieldCharacter(int character) {
        return character == '\t' || (character >= ' ' && character < 0x7f);
    }
}
