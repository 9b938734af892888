package io.turnpike.gateway.fuzz;

import java.util.List;
import java.util.Locale;

/// What some reader takes a stream of bytes for.
///
/// @param messages in their order; only the last one may be unfinished
public record Reading(List<Message> messages, End end) {
    public enum End {
        /// The bytes end where a message may begin.
        BETWEEN,
        /// The bytes end inside a message.
        WITHIN,
        /// What comes next is no message.
        REFUSED
    }

    /// @param start what the first line means: method, target and minor version, or minor version, status and reason
    /// @param fields as `name: value`, without blanks around the value
    /// @param framing how the end of the body is told
    /// @param body as far as it was read
    /// @param isWhole whether the end was read
    public record Message(
            String start, List<String> fields, String framing, String body, List<String> trailers, boolean isWhole) {
        public static final String NO_BODY = "none";
        public static final String CHUNKED = "chunked";
        public static final String UNTIL_CLOSE = "until close";

        /// The first value under a lower-case name; empty if there is none.
        public String value(String name) {
            return fields.stream()
                    .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(name + ": "))
                    .map(field -> field.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }

        /// The same but for the body that did not come whole, since a reader may hold back what it has of it.
        Message settled() {
            return isWhole ? this : new Message(start, fields, framing, "", List.of(), false);
        }
    }

    /// What two readers must agree on, wherever they notice that something is wrong.
    Reading settled() {
        return new Reading(messages.stream().map(Message::settled).toList(), end);
    }

    public List<Message> whole() {
        return messages.stream().filter(Message::isWhole).toList();
    }
}
