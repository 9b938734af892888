package io.turnpike.management.proxy;

import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.View;
import io.turnpike.model.ApiProxy;
import io.turnpike.model.Provenance;
import io.turnpike.model.ProxyRevision;
import io.turnpike.model.ProxySettings;
import java.util.List;
import java.util.Map;

/// Proxies and revisions as Apigee shows them.
///
/// Source: management-api 6; extensions.md section 2 for the member `turnpike`.
final class ProxyAnswers {
    private ProxyAnswers() {}

    static Map<String, Object> proxy(KnownProxy known, View view) {
        return members(known, view).toMap();
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

    static Map<String, Object> revision(ApiProxy proxy, ProxyRevision revision, String organization, View view) {
        ProxySettings settings = revision.settings();
        String number = Integer.toString(revision.number());
        return view.members()
                .text("name", proxy.name())
                .text("revision", number)
                .text("description", settings.description())
                .list("basepaths", settings.basePaths())
                .text("type", "Application")
                .text(
                        "contextInfo",
                        "Revision %s of application %s, in organization %s"
                                .formatted(number, proxy.name(), organization))
                .value("configurationVersion", Map.of("majorVersion", 4, "minorVersion", 0))
                .list("proxyEndpoints", List.of("default"))
                .list("targetEndpoints", settings.backend().targets().isEmpty() ? List.of() : List.of("default"))
                .list("policies", List.of())
                .list("resources", List.of())
                .list("targetServers", List.of())
                .provenance(revision.provenance())
                .value("turnpike", ProxyBody.write(settings, view))
                .toMap();
    }

    private static Members members(KnownProxy known, View view) {
        return view.members()
                .text("name", known.proxy().name())
                .list("revision", numbers(known))
                .text("latestRevisionId", latest(known))
                .value("metaData", metaData(known.proxy().provenance(), view));
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
