package io.turnpike.gateway.admission;

import io.turnpike.decision.GraphQl;
import io.turnpike.decision.RequestPath;
import io.turnpike.explanation.Question;
import io.turnpike.gateway.graphql.GraphQlReader;
import io.turnpike.gateway.wire.Authority;
import io.turnpike.gateway.wire.Query;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.usage.Decided;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call that did not come, and is asked about.
final class AskedCall implements Arrival {
    private static final String FORWARDED_FOR = "x-forwarded-for";

    private final Question question;
    private final RequestPath path;
    private final Map<String, String> fields;
    private final InetAddress client;

    AskedCall(Question question, RequestPath path) {
        this.question = question;
        this.path = path;
        this.fields = new HashMap<>(question.fields());
        this.client = client(fields.getOrDefault(FORWARDED_FOR, ""));
    }

    /// The path of a target, without its query.
    static String pathOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// Puts the credential where the proxy takes it.
    void showCredential(CredentialPlaces places) {
        question.credential().key().ifPresent(key -> fields.put(places.header(), key));
        question.credential().token().ifPresent(token -> fields.put("authorization", "Bearer " + token));
    }

    @Override
    public long arrivedAt() {
        return question.at() * 1_000;
    }

    @Override
    public long now() {
        return question.at();
    }

    @Override
    public String authority() {
        return question.host();
    }

    @Override
    public String host() {
        return Authority.host(question.host());
    }

    @Override
    public String rawPath() {
        return pathOf(question.target());
    }

    @Override
    public RequestPath path() {
        return path;
    }

    @Override
    public String method() {
        return question.method();
    }

    @Override
    public @Nullable String field(String name) {
        return fields.get(name);
    }

    @Override
    public boolean hasDifferingLines(String name) {
        return false;
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
        return question.body()
                .map(body -> GraphQlReader.read(method(), fields.get("content-type"), query(), body))
                .orElse(null);
    }

    @Override
    public byte[] clientAddress() {
        return client.getAddress();
    }

    @Override
    public String clientAddressText() {
        return client.getHostAddress();
    }

    @Override
    public @Nullable String requestId() {
        return null;
    }

    @Override
    public long bodyLength() {
        return question.body().map(body -> body.length).orElse(0);
    }

    @Override
    public Decided.Request described(String requestId) {
        return new Decided.Request(
                method(), rawPath(), authority(), clientAddressText(), null, requestId, "http", null);
    }

    private @Nullable String query() {
        int start = question.target().indexOf('?');
        return start < 0 ? null : question.target().substring(start + 1);
    }

    /// The machine itself where no address is told.
    private static InetAddress client(String told) {
        try {
            return told.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.ofLiteral(told);
        } catch (IllegalArgumentException _) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
