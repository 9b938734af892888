package io.turnpike.gateway.exchange;

import io.turnpike.decision.Decision;
import io.turnpike.decision.Route;
import io.turnpike.gateway.admission.Verdict;
import io.turnpike.gateway.target.Upstream;
import io.turnpike.gateway.wire.Body;
import io.turnpike.gateway.wire.Head;
import io.turnpike.gateway.wire.HeadWriter;
import io.turnpike.gateway.wire.Known;
import io.turnpike.gateway.wire.Query;
import io.turnpike.gateway.wire.RequestHead;
import io.turnpike.gateway.wire.TrailerRules;
import io.turnpike.gateway.wire.Trailers;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.ProxySettings;
import org.jspecify.annotations.Nullable;

/// What a target gets to see of a call: the path below the base path, the fields that are meant for it, and where the
/// call came from.
final class RequestForwarding {
    private final ReceivedCall call;
    private final Verdict verdict;
    private final Route route;
    private final Client client;

    RequestForwarding(ReceivedCall call, Verdict verdict, Route route, Client client) {
        this.call = call;
        this.verdict = verdict;
        this.route = route;
        this.client = client;
    }

    /// @param upstream where this head goes
    HeadWriter head(Upstream upstream) {
        RequestHead head = call.head();
        HeadWriter out = client.loop().heads();
        out.write(head.method()).write(' ');
        writeTarget(upstream.path(), out);
        out.write(" HTTP/1.1\r\n");
        writeHost(upstream.authority(), out);
        boolean hasNamed = head.has(Known.CONNECTION);
        for (int i = 0; i < head.fields(); i++) {
            if (passes(head, i) && !(hasNamed && head.isNamedByConnection(head, i))) {
                head.writeField(i, out);
            }
        }
        writeFraming(out);
        writeOrigin(out);
        if (settings().backend().contextHeaders() && verdict.decision() instanceof Decision.Allowed allowed) {
            ContextFields.write(allowed, call, client.loop().turnstile()::clientId, out);
        }
        out.field("x-request-id", verdict.requestId()).endLine();
        return out;
    }

    /// The end of a chunked body, with those trailers that may pass (HT14).
    HeadWriter lastChunk(Trailers trailers) {
        HeadWriter out = client.loop().heads();
        out.write("0\r\n");
        TrailerRules.write(trailers, call.head(), settings().credentials().header(), out);
        return out.endLine();
    }

    /// Whether a field goes on to the target (HT15, HT17, PX4, runtime 1.7).
    private boolean passes(Head head, int field) {
        Known known = head.known(field);
        CredentialPlaces places = settings().credentials();
        if (!places.forward() && places.mode().takesKeys() && head.isNamed(field, places.header())) {
            return false;
        }
        return known == null
                || switch (known.fate()) {
                    case FRAME, HOP, OURS, ORIGIN, CONTEXT -> false;
                    case SECRET -> !isTakenToken(head, field);
                    case READ -> isRead(known);
                    case LIMIT, CORS -> true;
                };
    }

    private boolean isRead(Known known) {
        if (known == Known.EXPECT) {
            return call.expectsContinue();
        }
        return known != Known.MAX_FORWARDS || call.maxForwards() < 0;
    }

    private boolean isTakenToken(Head head, int field) {
        CredentialPlaces places = settings().credentials();
        String value = head.value(field);
        boolean isBearer =
                value.regionMatches(true, 0, "bearer", 0, 6) && (value.length() == 6 || value.charAt(6) == ' ');
        return isBearer && places.mode().takesTokens() && !places.forward();
    }

    /// The target's own path, the suffix and the query without the credential (PX1, HT4).
    private void writeTarget(String prefix, HeadWriter out) {
        String path = call.rawPath();
        int suffix = call.path().suffixStart(route.basePathSegments());
        boolean isEmpty = suffix == path.length();
        if (prefix.isEmpty() && isEmpty) {
            out.write('/');
        } else {
            boolean isDoubled = prefix.endsWith("/") && !isEmpty; // a suffix starts with a slash
            out.write(prefix).write(path, isDoubled ? suffix + 1 : suffix);
        }
        String query = query();
        if (query != null) {
            out.write('?').write(query);
        }
    }

    private @Nullable String query() {
        String query = call.query();
        CredentialPlaces places = settings().credentials();
        return query == null || places.forward() || !places.mode().takesKeys()
                ? query
                : Query.without(query, places.query(), places.header());
    }

    private void writeHost(String authority, HeadWriter out) {
        String sent = call.authority();
        out.field("Host", settings().backend().preserveHost() && !sent.isEmpty() ? sent : authority);
    }

    private void writeFraming(HeadWriter out) {
        RequestHead head = call.head();
        if (head.bodyLength() == Body.CHUNKED) {
            out.write("Transfer-Encoding: chunked\r\n");
        } else if (head.has(Known.CONTENT_LENGTH)) {
            out.field("Content-Length", head.bodyLength());
        }
        if (head.asksForWebSocket()) {
            out.write("Connection: Upgrade\r\nUpgrade: websocket\r\n");
        } else if (head.has(Known.TE) && head.lists(Known.TE, "trailers")) {
            out.write("TE: trailers\r\nConnection: TE\r\n");
        }
        if (call.maxForwards() > 0) {
            out.field("Max-Forwards", call.maxForwards() - 1);
        }
    }

    private void writeOrigin(HeadWriter out) {
        client.origin().write(call.head(), call.client(), call.authority(), route.basePath(), out);
        String via = client.loop().config().via();
        if (!via.isEmpty()) {
            out.write("Via: ")
                    .write(call.head().version())
                    .write(' ')
                    .write(via)
                    .endLine();
        }
    }

    private ProxySettings settings() {
        return route.settings();
    }
}
