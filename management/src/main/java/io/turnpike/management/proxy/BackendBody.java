package io.turnpike.management.proxy;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.Members;
import io.turnpike.management.wire.View;
import io.turnpike.model.Backend;
import io.turnpike.model.HealthCheck;
import io.turnpike.model.Target;
import io.turnpike.model.TargetTls;
import io.turnpike.model.Timeouts;
import io.turnpike.problem.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Those members of a proxy's settings that are about its targets.
final class BackendBody {
    private static final int MAX_WEIGHT = 1_000;

    private BackendBody() {}

    static Backend read(Fields body) {
        return new Backend(
                targets(body),
                timeouts(body),
                body.flag("preserveHost").orElse(false),
                body.flag("contextHeaders").orElse(false),
                health(body),
                tls(body));
    }

    static void write(Backend backend, View view, Members members) {
        members.value(
                        "targets",
                        backend.targets().stream()
                                .map(target -> target(target, view))
                                .toList())
                .value("timeouts", timeouts(backend.timeouts(), view))
                .value("preserveHost", backend.preserveHost())
                .value("contextHeaders", backend.contextHeaders());
        backend.health().ifPresent(health -> members.value("health", health(health, view)));
        backend.tls().ifPresent(tls -> members.value("tls", tls(tls, view)));
    }

    private static List<Target> targets(Fields body) {
        if (body.has("target") && body.has("targets")) {
            throw body.invalid("target", "must not stand beside targets");
        }
        if (body.has("targets")) {
            return body.objects("targets", Kind.API_PROXY).stream()
                    .map(BackendBody::target)
                    .toList();
        }
        if (!body.has("target")) {
            throw body.invalid("target", "must be given");
        }
        return List.of(Target.of(body.text("target")));
    }

    private static Target target(Fields target) {
        if (target.has("unresolved")) {
            throw target.invalid("unresolved", "must be replaced by a url or a server");
        }
        if (target.has("url") == target.has("server")) {
            throw target.onlyKnown(Set.of("url", "server", "path", "weight"))
                    .invalid("url", "must be given, or a server in its place");
        }
        int weight = Measures.count(target, "weight", MAX_WEIGHT).orElse(1);
        if (target.has("url")) {
            return Target.of(target.onlyKnown(Set.of("url", "weight")).text("url"), weight);
        }
        target.onlyKnown(Set.of("server", "path", "weight"));
        return new Target.Server(target.text("server"), target.text("path"), weight);
    }

    private static Map<String, Object> target(Target target, View view) {
        var members = view.members();
        switch (target) {
            case Target.Url url -> members.text("url", url.url().toString());
            case Target.Server server -> members.text("server", server.name()).text("path", server.path());
            case Target.Unresolved(String text) -> members.text("unresolved", text);
        }
        if (target.weight() != 1) {
            members.value("weight", target.weight());
        }
        return members.toMap();
    }

    private static Timeouts timeouts(Fields body) {
        var standard = Timeouts.DEFAULT;
        return body.object("timeouts", Kind.API_PROXY)
                .map(given -> given.onlyKnown(Set.of("connect", "firstByte", "idle", "total")))
                .map(given -> new Timeouts(
                        Measures.duration(given, "connect").orElse(standard.connect()),
                        Measures.duration(given, "firstByte").orElse(standard.firstByte()),
                        Measures.duration(given, "idle").orElse(standard.idle()),
                        Measures.duration(given, "total")))
                .orElse(standard);
    }

    private static Map<String, Object> timeouts(Timeouts timeouts, View view) {
        var members = view.members()
                .text("connect", Measures.text(timeouts.connect()))
                .text("firstByte", Measures.text(timeouts.firstByte()))
                .text("idle", Measures.text(timeouts.idle()));
        timeouts.total().ifPresent(total -> members.text("total", Measures.text(total)));
        return members.toMap();
    }

    private static Optional<HealthCheck> health(Fields body) {
        return body.object("health", Kind.API_PROXY)
                .map(given -> given.onlyKnown(Set.of("path", "every", "healthyAfter", "unhealthyAfter")))
                .map(given -> new HealthCheck(
                        given.text("path"),
                        Measures.duration(given, "every").orElse(HealthCheck.DEFAULT_EVERY),
                        Measures.count(given, "healthyAfter", 100).orElse(HealthCheck.DEFAULT_HEALTHY_AFTER),
                        Measures.count(given, "unhealthyAfter", 100).orElse(HealthCheck.DEFAULT_UNHEALTHY_AFTER)));
    }

    private static Map<String, Object> health(HealthCheck health, View view) {
        return view.members()
                .text("path", health.path())
                .text("every", Measures.text(health.every()))
                .value("healthyAfter", health.healthyAfter())
                .value("unhealthyAfter", health.unhealthyAfter())
                .toMap();
    }

    private static Optional<TargetTls> tls(Fields body) {
        return body.object("tls", Kind.API_PROXY)
                .map(given -> given.onlyKnown(Set.of("verify", "trust", "keyStore")))
                .map(given -> new TargetTls(
                        given.flag("verify").orElse(true), given.longText("trust"), given.optionalText("keyStore")));
    }

    private static Map<String, Object> tls(TargetTls tls, View view) {
        return view.members()
                .value("verify", tls.verify())
                .text("trust", tls.trust().orElse(""))
                .text("keyStore", tls.keyStore().orElse(""))
                .toMap();
    }
}
