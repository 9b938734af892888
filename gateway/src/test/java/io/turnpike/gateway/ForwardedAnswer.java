package io.turnpike.gateway;

import io.turnpike.gateway.fuzz.Reading.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What becomes of an answer for a client of HTTP/1.1 that closes, said once more in the slow and obvious way: rules
/// HT14, HT15 and HT21 to HT23.
final class ForwardedAnswer {
    private static final Set<String> DROPPED = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "proxy-connection",
            "upgrade",
            "te",
            "x-request-id",
            "turnpike-decision");

    private final Message answer;

    ForwardedAnswer(Message answer) {
        this.answer = answer;
    }

    boolean isFinal() {
        return answer.start().charAt(2) != '1';
    }

    /// Whether the target ended before the answer did. Where only its end can end the answer, it did.
    boolean isCut() {
        return !answer.isWhole() && !answer.framing().equals(Message.UNTIL_CLOSE);
    }

    /// What the client must get; nothing for what is for us alone.
    String expected() {
        if (answer.start().startsWith("1 100") || answer.start().startsWith("0 100")) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        lines.add("HTTP/1.1 " + answer.start().substring(2));
        answer.fields().stream()
                .filter(field -> FieldNames.passes(field, answer, DROPPED))
                .forEach(lines::add);
        String length = answer.value("content-length");
        if (isFinal() && !length.isEmpty() && !answer.start().startsWith("204", 2)) {
            lines.add(answer.fields().stream()
                    .filter(field -> FieldNames.folded(field).equals("content-length") && !field.contains("_"))
                    .findFirst()
                    .orElseThrow());
        }
        boolean isChunked =
                answer.framing().equals(Message.CHUNKED) || answer.framing().equals(Message.UNTIL_CLOSE);
        if (isChunked) {
            lines.add("Transfer-Encoding: chunked");
        }
        String body = isChunked ? FieldNames.chunked(answer, DROPPED) : answer.body();
        return Expected.answer(String.join("\r\n", lines) + "\r\n\r\n" + body, true);
    }
}
