package io.turnpike.management.proxy;

import io.turnpike.http.Call;
import io.turnpike.http.Reply;
import io.turnpike.management.bundle.ImportedBundle;
import io.turnpike.management.bundle.Upload;
import io.turnpike.management.wire.EntityTag;
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
        return ProxyAnswers.reply(201, made, call, views);
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
        var draft = Draft.of(call.path("api"), zip, imported(call, zip));
        var changed =
                proxies.updateRevision(call.caller(), RevisionPath.of(call), EntityTag.expectedBy(call), _ -> draft);
        return ProxyAnswers.reply(200, changed, call, views);
    }

    /// The very zip that was imported, or one that says the same as the settings.
    Reply download(Call call) {
        var exported = proxies.export(RevisionPath.of(call));
        String name = exported.found().proxy().name();
        return Reply.bytes(200, "application/zip", exported.zip())
                .with(
                        "Content-Disposition",
                        "attachment; filename=\"%s_rev%s.zip\"".formatted(name, call.path("revision")));
    }

    /// What the import of a revision could not take over.
    Reply report(Call call) {
        var found = proxies.revision(RevisionPath.of(call));
        return Reply.json(200, ProxyAnswers.report(found.facts().report()));
    }

    private static ImportedBundle imported(Call call, byte[] zip) {
        return ImportedBundle.of(zip, Paging.flag(call, "open"));
    }
}
