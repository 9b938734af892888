package io.turnpike.http;

import io.turnpike.access.Caller;
import io.turnpike.access.Permission;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One request, on its way to its answer. Used by one thread.
public final class Call {
    private final Head head;
    private final PathRewriter.Rewritten path;
    private final Query query;
    private final Body body;
    private @Nullable Match match;
    private @Nullable Principal principal;
    private @Nullable RequestCaller caller;

    Call(Head head, PathRewriter.Rewritten path, Body body) {
        this.head = head;
        this.path = path;
        this.query = new Query(head.target().rawQuery());
        this.body = body;
    }

    public String method() {
        return head.method();
    }

    /// The path that was routed: rewritten, still encoded, without the query. It may hold a key;
    /// `caller().resource()` does not.
    public String path() {
        return path.path();
    }

    /// What the `PathRewriter` told about the path's spelling; empty where nothing.
    public String alias() {
        return path.alias();
    }

    /// What the route says about itself.
    public Description description() {
        return match().route().description();
    }

    /// A parameter of the route's template, decoded once, never empty. It may hold any character,
    /// `/` and `..` among them.
    public String path(String name) {
        return Text.decode(match().value(name), false);
    }

    /// A parameter of the query, decoded; absent also where it is empty. `pageSize` and `page_size` are one name.
    public Optional<String> query(String name) {
        return query.value(name);
    }

    /// The parameters of the query that were asked for so far, there or not: what the route's description must tell.
    public Set<String> queryAsked() {
        return query.asked();
    }

    /// The first value of a header field.
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /// The values of a header field, a line each.
    public List<String> headers(String name) {
        return head.headers().apply(name);
    }

    /// True where the body holds at least one byte; reads it.
    public boolean hasBody() {
        return body.bytes().length > 0;
    }

    /// The whole body; empty where there is none.
    ///
    /// @throws io.turnpike.problem.Refused with `TooLarge`, or `Malformed` where it breaks off
    public byte[] body() {
        return body.bytes().clone();
    }

    /// The whole body under a limit of its own, for what is larger than other bodies.
    ///
    /// @param limit in bytes
    /// @throws io.turnpike.problem.Refused as `body`
    public byte[] body(int limit) {
        return body.bytes(limit).clone();
    }

    /// The body as it arrives, of any length; not together with the other ways to read it. Reading it throws
    /// `IOException` where it breaks off.
    public InputStream stream() {
        return body.stream();
    }

    /// The body as JSON, whatever its media type; see `Json.read`.
    public JsonNode json() {
        return Json.read(body.bytes());
    }

    /// A parameter of a body in the form of a query, decoded; absent also where it is empty.
    ///
    /// @throws io.turnpike.problem.Refused with `Malformed` where the body has another form
    public Optional<String> form(String name) {
        var form = new Query(new String(body.bytes(), StandardCharsets.ISO_8859_1));
        form.requireValid();
        return form.value(name);
    }

    /// Who calls.
    ///
    /// @throws IllegalStateException on a route with `Permission.NONE`, where nobody asks
    public Principal principal() {
        if (principal == null) {
            throw new IllegalStateException("nobody is authenticated on this route");
        }
        return principal;
    }

    /// Whether the caller may also read what the path names.
    ///
    /// @param permission of the routes that read it
    public boolean mayRead(Permission permission) {
        return principal().may(match().access("GET").with(permission));
    }

    /// On whose behalf the units of work of this call run: one object per call.
    public Caller caller() {
        if (caller == null) {
            caller = new RequestCaller(principal().name(), method(), match());
        }
        return caller;
    }

    /// Place of this call's last unit of work in the change log; empty while it has committed none.
    public OptionalLong revision() {
        return caller == null ? OptionalLong.empty() : caller.revision();
    }

    /// The query as sent; empty if there is none.
    public String rawQuery() {
        return head.target().rawQuery();
    }

    Query query() {
        return query;
    }

    /// The address of the peer, or of whom the peer vouches for where that is known.
    public String remoteAddress() {
        return head.remoteAddress();
    }

    void matched(Match found) {
        match = found;
    }

    boolean isAuthenticated() {
        return principal != null;
    }

    void authenticated(Principal known) {
        principal = known;
    }

    private Match match() {
        if (match == null) {
            throw new IllegalStateException("this call has no route");
        }
        return match;
    }
}
