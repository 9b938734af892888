package io.turnpike.management.proxy;

import io.turnpike.http.Call;
import io.turnpike.http.Reply;
import io.turnpike.management.bundle.BundleWriter;
import io.turnpike.management.bundle.ImportedBundle;
import io.turnpike.management.bundle.Upload;
import io.turnpike.management.wire.Paging;
import io.turnpike.management.wire.Views;

/// Calls that bring or take a bundle.
///
/// Source: management-api 6; extensions.md PX5 and section 9.
final class BundleCalls {
    private final ProxyService proxies;
    private final Views views;

    BundleCalls(ProxyService proxies, Views views) {
        this.proxies = proxies;
        this.views = views;
    }

    /// Makes a proxy, or the next revision of a known one.
    Reply importBundle(Call call) {
        byte[] zip = Upload.zip(call);
        var draft = Draft.of(call.query("name").orElse(""), zip, imported(call, zip))
                .in(call);
        var made = proxies.importRevision(call.caller(), call.path("org"), draft);
        return Reply.json(201, ProxyAnswers.revision(made, call.path("org"), views.of(call)));
    }

    /// Shows what an import would make, and makes nothing.
    Reply validate(Call call) {
        byte[] zip = Upload.zip(call);
        var imported = imported(call, zip);
        var draft = Draft.of(call.query("name").orElse(""), zip, imported);
        var shown = ProxyAnswers.contents(draft.name(), draft.settings(), imported.facts(), views.of(call));
        return Reply.json(200, shown.toMap());
    }

    /// Puts a bundle in the place of a revision that is deployed nowhere.
    Reply replace(Call call) {
        byte[] zip = Upload.zip(call);
        String proxy = call.path("api");
        var draft = Draft.of(proxy, zip, imported(call, zip));
        var changed = proxies.updateRevision(call.caller(), call.path("org"), proxy, call.path("revision"), draft);
        return Reply.json(200, ProxyAnswers.revision(changed, call.path("org"), views.of(call)));
    }

    /// The very zip that was imported, or one that says the same as the settings.
    Reply download(Call call) {
        var exported = proxies.export(call.path("org"), call.path("api"), call.path("revision"));
        String name = exported.found().proxy().name();
        byte[] zip = exported.archive()
                .orElseGet(() ->
                        BundleWriter.write(name, exported.found().revision().settings()));
        return Reply.bytes(200, "application/zip", zip)
                .with(
                        "Content-Disposition",
                        "attachment; filename=\"%s_rev%s.zip\"".formatted(name, call.path("revision")));
    }

    /// What the import of a revision could not take over.
    Reply report(Call call) {
        var found = proxies.revision(call.path("org"), call.path("api"), call.path("revision"));
        return Reply.json(200, ProxyAnswers.report(found.facts().report()));
    }

    private static ImportedBundle imported(Call call, byte[] zip) {
        return ImportedBundle.of(zip, Paging.flag(call, "open"));
    }
}
