package io.turnpike.gateway.exchange;

import io.turnpike.decision.GraphQl;
import io.turnpike.decision.RequestPath;
import io.turnpike.gateway.admission.Arrival;
import io.turnpike.gateway.fault.Fault;
import io.turnpike.gateway.graphql.GraphQlReader;
import io.turnpike.gateway.wire.Authority;
import io.turnpike.gateway.wire.Known;
import io.turnpike.gateway.wire.Query;
import io.turnpike.gateway.wire.RequestHead;
import io.turnpike.gateway.wire.RequestTarget;
import io.turnpike.usage.Decided;
import org.jspecify.annotations.Nullable;

/// A call whose head was read; one of HTTP/2 was written as one of HTTP/1.1 first.
final class ReceivedCall implements Arrival {
    private static final int MAX_REQUEST_ID = 128;

    private final RequestHead head;
    private final ClientAddress client;
    private final String scheme;
    private final long arrivedAt;
    private final @Nullable RequestTarget target;
    private final @Nullable RequestPath path;
    private @Nullable GraphQl graphQl;

    /// @param head complete, or with a flaw; stays as it is while the call lasts
    /// @param read the head's target
    /// @param arrivedAt microseconds since the epoch
    ReceivedCall(RequestHead head, ReadTarget read, ClientOrigin origin, long arrivedAt) {
        this.head = head;
        this.client = origin.client(head);
        this.scheme = origin.scheme(head);
        this.arrivedAt = arrivedAt;
        this.target = read.target();
        this.path = read.path();
    }

    /// Why the call cannot even be decided; null if it can (HT2, HT3, HT5, HT6, HT25).
    @Nullable
    Fault unfit() {
        String method = head.method();
        if (method.equals("CONNECT") || method.equals("TRACE")) {
            return Fault.METHOD_NOT_ALLOWED;
        }
        if (head.target().equals(RequestTarget.ASTERISK)) {
            return method.equals("OPTIONS") ? Fault.noRoute(authority(), RequestTarget.ASTERISK) : Fault.BAD_REQUEST;
        }
        if (path == null) {
            return Fault.BAD_PATH;
        }
        return expectsContinue() || head.minorVersion() == 0 || !head.has(Known.EXPECT)
                ? null
                : Fault.EXPECTATION_FAILED;
    }

    RequestHead head() {
        return head;
    }

    ClientAddress client() {
        return client;
    }

    /// `http` or `https`: how the client came.
    String scheme() {
        return scheme;
    }

    @Nullable
    String query() {
        return target == null ? null : target.query();
    }

    /// Whether the client waits to be told to send its body (HT25).
    boolean expectsContinue() {
        int expect = head.find(Known.EXPECT);
        return expect >= 0
                && head.minorVersion() == 1
                && head.isValue(expect, "100-continue")
                && head.find(Known.EXPECT, expect + 1) < 0;
    }

    /// How many more proxies an OPTIONS call may pass (RFC 9110 7.6.2); negative where that is not said.
    int maxForwards() {
        String sent = method().equals("OPTIONS") ? head.value(Known.MAX_FORWARDS) : null;
        return sent != null && sent.matches("[0-9]{1,9}") ? Integer.parseInt(sent) : -1;
    }

    @Override
    public long arrivedAt() {
        return arrivedAt;
    }

    @Override
    public String authority() {
        if (target != null && target.authority() != null) {
            return target.authority();
        }
        String host = head.value(Known.HOST);
        return host == null ? "" : host;
    }

    @Override
    public String rawPath() {
        if (target != null) {
            return target.path();
        }
        int query = head.target().indexOf('?');
        return query < 0 ? head.target() : head.target().substring(0, query);
    }

    @Override
    public @Nullable String requestId() {
        String sent = head.value(Known.X_REQUEST_ID);
        return sent != null && isRequestId(sent) ? sent : null;
    }

    @Override
    public long bodyLength() {
        return head.bodyLength();
    }

    @Override
    public Decided.Request described(String requestId) {
        return new Decided.Request(
                head.method(),
                rawPath(),
                authority(),
                client.text(),
                head.value(Known.USER_AGENT),
                requestId,
                scheme,
                graphQl instanceof GraphQl.Operations operations ? operations.text() : null);
    }

    @Override
    public String method() {
        return head.method();
    }

    @Override
    public String host() {
        return target != null && target.authority() != null ? Authority.host(target.authority()) : head.host();
    }

    @Override
    public RequestPath path() {
        if (path == null) {
            throw new IllegalStateException("a call with a bad path is not decided");
        }
        return path;
    }

    @Override
    public @Nullable String field(String name) {
        return head.value(name);
    }

    @Override
    public boolean hasDifferingLines(String name) {
        return head.hasDifferingLines(name);
    }

    @Override
    public @Nullable String parameter(String name) {
        return Query.first(query(), name);
    }

    @Override
    public @Nullable String parameterInAnyCase(String name) {
        return Query.firstInAnyCase(query(), name);
    }

    @Override
    public @Nullable GraphQl graphQl() {
        return graphQl;
    }

    /// Looks for what the call asks of a GraphQL API.
    ///
    /// @param body empty if there is none
    void readGraphQl(byte[] body) {
        graphQl = head.hasDifferingLines("content-type")
                ? GraphQl.Flaw.UNSUPPORTED_TYPE
                : GraphQlReader.read(method(), head.value("content-type"), query(), body);
    }

    @Override
    public byte[] clientAddress() {
        return client.bytes();
    }

    @Override
    public String clientAddressText() {
        return client.text();
    }

    @Override
    public long now() {
        return arrivedAt / 1000;
    }

    private static boolean isRequestId(String text) {
        if (text.isEmpty() || text.length() > MAX_REQUEST_ID) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Authority.isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
