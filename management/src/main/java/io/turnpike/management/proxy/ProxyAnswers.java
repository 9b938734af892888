package io.turnpike.management.proxy;

import io.turnpike.http.Call;
import io.turnpike.http.Reply;
import io.turnpike.management.proxy.ProxyService.Found;
import io.turnpike.management.wire.EntityTag;
import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.View;
import io.turnpike.management.wire.Views;
import io.turnpike.model.BundleFacts;
import io.turnpike.model.Provenance;
import io.turnpike.model.ProxySettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Proxies and revisions as Apigee shows them.
///
/// Source: management-api 6; extensions.md section 2 for the member `turnpike`.
final class ProxyAnswers {
    private ProxyAnswers() {}

    static Reply reply(KnownProxy known, Call call, Views views) {
        var reply = Reply.json(200, members(known, views.of(call)).toMap());
        return EntityTag.on(reply, known.proxy().version());
    }

    /// A revision has the entity tag of its proxy.
    static Reply reply(int status, Found found, Call call, Views views) {
        var reply = Reply.json(status, revision(found, call.path("org"), views.of(call)));
        return EntityTag.on(reply, found.proxy().version());
    }

    /// An entry of X's list, which holds no more than what was asked for.
    static Map<String, Object> listed(KnownProxy known, View view, boolean revisions, boolean metaData) {
        var members = view.members().text("name", known.proxy().name());
        if (revisions) {
            members.list("revision", numbers(known)).text("latestRevisionId", latest(known));
        }
        if (metaData) {
            members.value("metaData", metaData(known.proxy().provenance(), view));
        }
        return members.toMap();
    }

    private static Map<String, Object> revision(Found found, String organization, View view) {
        String name = found.proxy().name();
        String number = Integer.toString(found.revision().number());
        return contents(name, found.revision().settings(), found.facts(), view)
                .text("revision", number)
                .text(
                        "contextInfo",
                        "Revision %s of application %s, in organization %s".formatted(number, name, organization))
                .provenance(found.revision().provenance())
                .toMap();
    }

    /// What a revision has from its bundle, or from its settings.
    static Members contents(String name, ProxySettings settings, BundleFacts facts, View view) {
        return view.members()
                .text("name", name)
                .text("description", settings.description())
                .list("basepaths", settings.basePaths())
                .text("type", "Application")
                .value("configurationVersion", Map.of("majorVersion", 4, "minorVersion", 0))
                .list("proxies", facts.proxyEndpoints())
                .list("proxyEndpoints", facts.proxyEndpoints())
                .list("targets", facts.targetEndpoints())
                .list("targetEndpoints", facts.targetEndpoints())
                .list("policies", facts.policies())
                .list("resources", facts.resources())
                .list("targetServers", facts.targetServers())
                .list("sharedFlows", facts.sharedFlows())
                .value("turnpike", ProxyBody.write(settings, view));
    }

    /// Source: extensions.md section 9.
    static Map<String, Object> report(BundleFacts.Report report) {
        var members = new LinkedHashMap<String, Object>();
        members.put("counts", report.counts());
        members.put(
                "problems",
                report.problems().stream().map(ProxyAnswers::finding).toList());
        return members;
    }

    private static Map<String, Object> finding(BundleFacts.Finding finding) {
        var members = new LinkedHashMap<String, Object>();
        members.put("file", finding.file());
        members.put("code", finding.code());
        members.put("message", finding.message());
        return members;
    }

    private static Members members(KnownProxy known, View view) {
        var members = view.members()
                .text("name", known.proxy().name())
                .list("revision", numbers(known))
                .text("latestRevisionId", latest(known))
                .text("space", known.proxy().space())
                .value("metaData", metaData(known.proxy().provenance(), view));
        return known.proxy().labels().isEmpty()
                ? members
                : members.value("labels", known.proxy().labels());
    }

    private static Map<String, Object> metaData(Provenance provenance, View view) {
        return view.members().provenance(provenance).text("subType", "Proxy").toMap();
    }

    private static List<String> numbers(KnownProxy known) {
        return known.revisions().stream().map(String::valueOf).toList();
    }

    private static String latest(KnownProxy known) {
        return known.revisions().getLast().toString();
    }
}
