package io.turnpike.management.system;

import io.turnpike.access.Permission;
import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `/docs`: a page that shows `/openapi.json` and sends calls. It is static, needs nothing from elsewhere, and holds
/// the caller's credentials in its own memory only.
public final class DocsPage {
    /// What the page may load and where it may send to: this server.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Asset page = asset("index.html");
    private final Map<String, Asset> files = Stream.of(
                    "docs.css",
                    "docs.js",
                    "page.js",
                    "description.js",
                    "schema.js",
                    "credentials.js",
                    "call.js",
                    "icon.svg")
            .collect(Collectors.toUnmodifiableMap(name -> name, DocsPage::asset));

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/docs", Permission.NONE, call -> guarded(page.answer(call)))
                        .describedAs(new Description("Shows this description as a page", "", "Page")),
                new Route("GET", "/docs/{file}", Permission.NONE, this::file)
                        .describedAs(new Description("A file of the page", "", "PageFile")));
    }

    private Reply file(Call call) {
        var file = files.get(call.path("file"));
        if (file == null) {
            throw new Refused(new Problem.NoSuchRoute(call.path()));
        }
        return guarded(file.answer(call));
    }

    private static Reply guarded(Reply reply) {
        return reply.with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Opener-Policy", "same-origin");
    }

    private static Asset asset(String name) {
        String type = switch (name.substring(name.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            default -> "image/svg+xml";
        };
        return Asset.ofResource("docs/" + name, type);
    }
}
