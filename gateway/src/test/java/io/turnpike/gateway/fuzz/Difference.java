package io.turnpike.gateway.fuzz;

import io.turnpike.gateway.fuzz.Reading.Message;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where we accept what another reader refuses or takes for something else, and why no target can be misled by it:
/// whatever we accept goes on in our own words, and these say the same to everyone.
enum Difference {
    /// HTTP/1.2 to 1.9 is read as 1.1 (HT1, RFC 9110 2.5); Netty takes no chunks in them. The target gets HTTP/1.1.
    HIGHER_MINOR_VERSION(" HTTP/1\\.[2-9]\r"),
    /// An extension of a chunk that follows no grammar: Netty reads extensions, we drop them up to the line's end
    /// (HT13).
    ODD_EXTENSION("\n[0-9a-fA-F]+;[^\r\n]*\r"),
    /// A chunk of more than 31 bits, which Netty cannot count; it goes on in smaller chunks.
    LONG_CHUNK("\n0*[1-9a-fA-F][0-9a-fA-F]{7,14}[;\r]"),
    /// None of the others: a finding.
    UNEXPLAINED("");

    private static final Pattern FRAMING = Pattern.compile("(?is)(content-length|transfer-encoding|trailer): .*");

    private final Pattern cause;

    Difference(String cause) {
        this.cause = Pattern.compile(cause);
    }

    /// @return null if the other reader takes all that we accept for the same
    static @Nullable Difference between(Sample sample, Reading ours, Reading theirs) {
        for (int i = 0; i < ours.messages().size(); i++) {
            Message other = i < theirs.messages().size() ? theirs.messages().get(i) : null;
            if (other == null || !isSame(ours.messages().get(i), other)) {
                return reason(sample);
            }
        }
        return null;
    }

    private static Difference reason(Sample sample) {
        for (Difference difference : values()) {
            if (difference.cause.matcher(sample.text()).find()) {
                return difference;
            }
        }
        throw new AssertionError("the last one explains all");
    }

    /// A body that is not whole may have been read less far; a reason phrase means nothing.
    private static boolean isSame(Message mine, Message other) {
        boolean hasSameEnd = mine.isWhole()
                ? other.isWhole()
                        && mine.body().equals(other.body())
                        && unframed(mine.trailers()).equals(unframed(other.trailers()))
                : mine.body().startsWith(other.body()) || other.body().startsWith(mine.body());
        return hasSameEnd
                && meaning(mine.start()).equals(meaning(other.start()))
                && unframed(mine.fields()).equals(unframed(other.fields()));
    }

    private static String meaning(String start) {
        return start.matches("(?s)[01] [1-5].*") ? start.substring(0, 5) : start;
    }

    /// Fields but for those that frame: other readers write them anew or drop them, as we do.
    private static List<String> unframed(List<String> fields) {
        return fields.stream()
                .filter(field -> !FRAMING.matcher(field).matches())
                .toList();
    }
}
