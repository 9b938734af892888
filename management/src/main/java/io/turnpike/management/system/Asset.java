package io.turnpike.management.system;

import io.turnpike.http.Call;
import io.turnpike.http.Json;
import io.turnpike.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// An answer that never changes while this process runs; a client that has it already is told so with 304.
final class Asset {
    private final Reply whole;
    private final String tag;

    private Asset(String contentType, byte[] content) {
        this.tag = tag(content);
        this.whole = Reply.bytes(200, contentType, content)
                .with("ETag", tag)
                .with("Cache-Control", "no-cache")
                .with("X-Content-Type-Options", "nosniff");
    }

    static Asset ofJson(Object value) {
        return new Asset("application/json", Json.write(value));
    }

    /// @param resource name of a file beside this class
    static Asset ofResource(String resource, String contentType) {
        try (var stream = Asset.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new Asset(contentType, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply answer(Call call) {
        boolean isKnown = call.header("If-None-Match")
                .filter(tags ->
                        Arrays.stream(tags.split(",")).map(String::strip).anyMatch(tag::equals))
                .isPresent();
        return isKnown ? Reply.empty(304).with("ETag", tag) : whole;
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
