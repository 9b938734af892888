package io.turnpike.gateway;

import io.turnpike.gateway.fuzz.Reading.Message;
import io.turnpike.gateway.fuzz.StrictReader;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Which fields and trailers of a message go on, for both ways.
final class FieldNames {
    private static final Set<String> NO_TRAILERS =
            Set.of("accept", "via", "date", "expect", "trailer", "cookie", "authorization", "x-forwarded-for");

    private FieldNames() {}

    /// Whether a field goes on: it neither ends at this hop nor is named by `Connection`.
    ///
    /// @param dropped names that end at this hop, as compared
    static boolean passes(String field, Message of, Set<String> dropped) {
        return !dropped.contains(folded(field)) && !lists(of, "connection", folded(field));
    }

    /// Whether fields under a name list a member, as names are compared.
    static boolean lists(Message of, String name, String member) {
        return StrictReader.values(of.fields(), name).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .anyMatch(listed -> comparable(listed.strip()).equals(member));
    }

    /// The name of a field, as names are compared.
    static String folded(String field) {
        return comparable(field.substring(0, field.indexOf(':')));
    }

    /// A name in lower case, with `-` for `_`, as many a target takes it.
    private static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The body in one chunk, with those trailers that go on.
    static String chunked(Message of, Set<String> dropped) {
        StringBuilder chunks = new StringBuilder();
        int length = of.body().length();
        if (length > 0) {
            chunks.append(Integer.toHexString(length))
                    .append("\r\n")
                    .append(of.body())
                    .append("\r\n");
        }
        chunks.append("0\r\n");
        of.trailers().stream()
                .filter(field -> passes(field, of, dropped) && !NO_TRAILERS.contains(folded(field)))
                .forEach(field -> chunks.append(field).append("\r\n"));
        return chunks + "\r\n";
    }
}
