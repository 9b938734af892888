package io.turnpike.management.proxy;

import static io.turnpike.access.Permission.PROXY_READ;
import static io.turnpike.access.Permission.PROXY_WRITE;

import io.turnpike.http.Call;
import io.turnpike.http.Description;
import io.turnpike.http.Reply;
import io.turnpike.http.Route;
import io.turnpike.management.bundle.ImportedBundle;
import io.turnpike.management.bundle.Part;
import io.turnpike.management.bundle.PartFile;
import io.turnpike.management.bundle.Parts;
import io.turnpike.management.proxy.ProxyService.Exported;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.Views;
import io.turnpike.management.wire.XmlAnswers;
import io.turnpike.model.CredentialPlaces.Mode;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// `…/revisions/{revision}/proxies`, `…/targets`, `…/policies` and `…/resources`
///
/// apigeetool imports a bundle without them, and then sends each file, several at once. After each change the whole
/// bundle is translated again.
///
/// Source: management-api 21.
final class PartResource {
    private final Part part;
    private final ProxyService proxies;
    private final Views views;

    private PartResource(Part part, ProxyService proxies, Views views) {
        this.part = part;
        this.proxies = proxies;
        this.views = views;
    }

    /// @param revision path of a revision
    static List<Route> routes(String revision, ProxyService proxies, Views views) {
        return Stream.of(Part.values())
                .flatMap(part -> new PartResource(part, proxies, views).routes(revision + "/" + part.segment()))
                .toList();
    }

    private Stream<Route> routes(String all) {
        boolean isResource = part == Part.RESOURCE_FILE;
        String one = all + (isResource ? "/{type}/{name}" : "/{name}");
        String file = isResource ? "ResourceFile" : "BundleFile";
        var added = new Description("Adds a file to a bundle", file, "BundlePart")
                .answering(201)
                .guardedByTag();
        return Stream.of(
                new Route("GET", all, PROXY_READ, this::list)
                        .describedAs(new Description("Lists files of a bundle", "", "Names")),
                new Route("POST", all, PROXY_WRITE, this::add)
                        .describedAs(
                                isResource ? added.reading("type", "name", "open") : added.reading("name", "open")),
                new Route("GET", one, PROXY_READ, this::get)
                        .describedAs(new Description("Reads a file of a bundle", "", isResource ? file : "BundlePart")),
                new Route("PUT", one, PROXY_WRITE, this::replace)
                        .describedAs(new Description("Replaces a file of a bundle", file, "BundlePart")
                                .guardedByTag()
                                .reading("open")),
                new Route("DELETE", one, PROXY_WRITE, this::delete)
                        .describedAs(new Description("Takes a file out of a bundle", "", "BundlePart")
                                .guardedByTag()
                                .reading("open")));
    }

    private Reply list(Call call) {
        return Reply.json(
                200, part.names(proxies.revision(RevisionPath.of(call)).facts()));
    }

    private Reply add(Call call) {
        byte[] content = content(call);
        String name = call.query("name").orElse("");
        var sent = PartFile.sent(
                part, part == Part.RESOURCE_FILE ? resource(call.query("type").orElse(""), name) : name, content);
        change(call, parts -> parts.with(sent));
        return reply(201, call, sent);
    }

    /// XML for those who rank it higher: the file itself.
    private Reply get(Call call) {
        var found = Parts.of(proxies.export(RevisionPath.of(call)).zip()).require(part, name(call));
        if (part == Part.RESOURCE_FILE) {
            return Reply.bytes(200, "application/octet-stream", found.content());
        }
        return XmlAnswers.areWanted(call)
                ? Reply.bytes(200, "application/xml", found.content())
                : reply(200, call, found);
    }

    private Reply replace(Call call) {
        byte[] content = content(call);
        String name = name(call);
        change(call, parts -> parts.replaced(parts.require(part, name), content));
        return reply(200, call, PartFile.sent(part, name, content));
    }

    private Reply delete(Call call) {
        String name = name(call);
        var gone = Parts.of(proxies.export(RevisionPath.of(call)).zip()).require(part, name);
        change(call, parts -> parts.without(parts.require(part, name)));
        return reply(200, call, gone);
    }

    /// What was open stays so: it was when the bundle was imported that somebody said so.
    private void change(Call call, Function<Parts, byte[]> change) {
        boolean open = Paging.flag(call, "open");
        proxies.rework(call.caller(), RevisionPath.of(call), EntityTag.expectedBy(call), stored -> {
            byte[] zip = change.apply(Parts.of(archive(stored)));
            var found = stored.found();
            boolean wasOpen = found.revision().settings().credentials().mode() == Mode.OPEN;
            return Draft.of(found.proxy().name(), zip, ImportedBundle.of(zip, open || wasOpen));
        });
    }

    private static byte[] archive(Exported stored) {
        return stored.archive()
                .orElseThrow(() -> new Refused(new Problem.WrongState(
                        Kind.REQUEST, "change", "is refused: the revision was made without a bundle")));
    }

    private Reply reply(int status, Call call, PartFile file) {
        var members = views.of(call).members();
        file.write(members);
        return Reply.json(status, members.toMap());
    }

    private static byte[] content(Call call) {
        byte[] content = call.body(ImportedBundle.MAX_FILE);
        if (content.length == 0) {
            throw new Refused(new Problem.Malformed("the body must be a file, and is empty"));
        }
        return content;
    }

    private String name(Call call) {
        return part == Part.RESOURCE_FILE ? resource(call.path("type"), call.path("name")) : call.path("name");
    }

    private static String resource(String type, String name) {
        if (type.isEmpty() || type.contains("/")) {
            throw Refused.invalid(Kind.RESOURCE_FILE, "type", null, "must be the name of a folder");
        }
        if (name.isEmpty() || name.startsWith("/")) {
            throw Refused.invalid(Kind.RESOURCE_FILE, "name", null, "must be that of a file");
        }
        return type + "/" + name;
    }
}
