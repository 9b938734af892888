package io.turnpike.gateway.exchange;

import io.turnpike.gateway.admission.Verdict;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.fault.FaultBody;
import io.turnpike.gateway.fault.Reasons;
import io.turnpike.gateway.reserved.ReservedReply;
import io.turnpike.gateway.wire.AnswerHead;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.Known;
import io.turnpike.gateway.wire.RequestHead;
import io.turnpike.model.Cors;
import org.jspecify.annotations.Nullable;

/// Puts together what a client gets: answers of targets without what ends at this hop, and our own.
final class AnswerWriter {
    private static final FaultBody EMPTY = new FaultBody("", new byte[0]);
    private static final String ALLOWED = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private final Loop loop;
    private final RequestHead request;
    private final Verdict verdict;
    private final @Nullable Cors cors;

    AnswerWriter(Loop loop, RequestHead request, Verdict verdict) {
        this.loop = loop;
        this.request = request;
        this.verdict = verdict;
        this.cors = verdict.route() == null
                ? null
                : verdict.route().settings().cors().orElse(null);
    }

    /// The head of a target's answer.
    ///
    /// @param chunked whether its body is sent in chunks
    /// @param keep whether the connection stays
    HeadWriter forwarded(AnswerHead answer, boolean chunked, boolean keep) {
        HeadWriter out = loop.heads();
        answer.writeStatusLine(out);
        writeFields(answer, out);
        int length = answer.find(Known.CONTENT_LENGTH);
        if (length >= 0 && answer.status() != 204) {
            answer.writeField(length, out);
        }
        if (chunked) {
            out.write("Transfer-Encoding: chunked\r\n");
        }
        if (!answer.has(Known.DATE)) {
            out.write(loop.date());
        }
        String via = loop.config().via();
        if (loop.config().viaOnAnswers() && !via.isEmpty()) {
            out.write("Via: 1.")
                    .write(answer.minorVersion())
                    .write(' ')
                    .write(via)
                    .endLine();
        }
        writeOurs(out, keep);
        return out;
    }

    /// The head with which a WebSocket begins.
    HeadWriter upgraded(AnswerHead answer) {
        HeadWriter out = loop.heads();
        answer.writeStatusLine(out);
        writeFields(answer, out);
        out.write("Connection: Upgrade\r\nUpgrade: websocket\r\n");
        writeOurs(out, true);
        return out;
    }

    /// An interim answer of a target.
    HeadWriter interim(AnswerHead answer) {
        HeadWriter out = loop.heads();
        answer.writeStatusLine(out);
        writeFields(answer, out);
        return out.endLine();
    }

    /// Tells a client to send its body; perhaps before anything else is known of the call.
    static HeadWriter goOn(Loop loop) {
        return loop.heads().write("HTTP/1.1 100 Continue\r\n\r\n");
    }

    /// The head of an answer with an empty body.
    HeadWriter empty(boolean keep) {
        return own(200, "OK", EMPTY, 0, keep);
    }

    /// What tells why the call is refused, as the client wants to read it.
    FaultBody bodyOf(Fault fault) {
        return FaultBody.of(fault, request.value(Known.ACCEPT));
    }

    /// The head of an answer that refuses the call.
    HeadWriter refusal(Fault fault, FaultBody body, boolean keep) {
        return own(fault.status(), Reasons.of(fault.status()), body, fault.retryAfter(), keep);
    }

    /// The head, which is all, of an answer that refuses a gRPC call (runtime K4).
    HeadWriter refusalOfGrpc(Fault fault, boolean keep) {
        HeadWriter out = loop.heads();
        out.write("HTTP/1.1 200 OK\r\nContent-Type: application/grpc\r\nContent-Length: 0\r\n")
                .write(loop.date());
        GrpcStatus.write(fault, out);
        writeOurs(out, keep);
        return out;
    }

    /// The head of the answer of a reserved path.
    HeadWriter reserved(ReservedReply reply, boolean keep) {
        HeadWriter out = loop.heads();
        out.status(reply.status()).write(Reasons.of(reply.status())).endLine();
        reply.fields().forEach(out::field);
        if (reply.status() != 204) {
            out.field("Content-Length", reply.body().length);
        }
        out.write(loop.date());
        writeEnd(out, keep);
        return out;
    }

    /// The answer to a browser that asks before it calls.
    HeadWriter preflight(Cors cors, boolean keep) {
        HeadWriter out = loop.heads();
        out.write("HTTP/1.1 204 No Content\r\n").write(loop.date());
        CorsFields.writePreflight(cors, request, out);
        writeEnd(out, keep);
        return out;
    }

    private HeadWriter own(int status, String reason, FaultBody body, int retryAfter, boolean keep) {
        HeadWriter out = loop.heads();
        out.status(status).write(reason).endLine();
        if (!body.type().isEmpty()) {
            out.field("Content-Type", body.type());
        }
        out.field("Content-Length", body.bytes().length).write(loop.date());
        if (status == 401 || status == 403) {
            Challenge.write(verdict, request, out);
        } else if (status == 405) {
            out.field("Allow", Fault.MUTATION_OVER_GET.equals(verdict.fault()) ? "POST" : ALLOWED);
        }
        if (retryAfter > 0) {
            out.field("Retry-After", retryAfter);
        }
        writeOurs(out, keep);
        return out;
    }

    /// Passes what is meant for the client (HT15); lengths are written apart.
    private void writeFields(AnswerHead answer, HeadWriter out) {
        boolean hasNamed = answer.has(Known.CONNECTION);
        boolean showsRates = verdict.rates() != null && verdict.rates().replacesTargets();
        boolean showsCors = cors != null;
        for (int i = 0; i < answer.fields(); i++) {
            if (passes(answer.known(i), showsRates, showsCors)
                    && !(hasNamed && answer.isNamedByConnection(answer, i))) {
                answer.writeField(i, out);
            }
        }
    }

    private static boolean passes(@Nullable Known known, boolean showsRates, boolean showsCors) {
        return known == null
                || switch (known.fate()) {
                    case FRAME, HOP, OURS -> false;
                    case LIMIT -> !showsRates;
                    case CORS -> !showsCors;
                    case READ, SECRET, ORIGIN, CONTEXT -> true;
                };
    }

    /// The fields that every answer carries, and the empty line behind them.
    private void writeOurs(HeadWriter out, boolean keep) {
        if (cors != null) {
            CorsFields.write(cors, request, out);
        }
        if (verdict.rates() != null) {
            verdict.rates().writeTo(out);
        }
        writeEnd(out, keep);
    }

    private void writeEnd(HeadWriter out, boolean keep) {
        if (!keep) {
            out.write("Connection: close\r\n");
        } else if (request.minorVersion() == 0) {
            out.write("Connection: keep-alive\r\n");
        }
        out.field("Turnpike-Decision", verdict.idText());
        out.field("x-request-id", verdict.requestId()).endLine();
    }
}
