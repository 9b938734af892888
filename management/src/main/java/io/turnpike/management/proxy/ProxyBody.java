package io.turnpike.management.proxy;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.View;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.CredentialPlaces.Mode;
import io.turnpike.model.ProxySettings;
import io.turnpike.model.Target;
import io.turnpike.model.Timeouts;
import io.turnpike.problem.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The settings of a proxy's revision on the wire. It is a body of our own, and strict.
///
/// Source: extensions.md section 2.
///
/// @param name empty where it was not sent
record ProxyBody(String name, ProxySettings settings) {
    private static final Set<String> KNOWN = Set.of(
            "name",
            "description",
            "basePath",
            "basePaths",
            "target",
            "targets",
            "credentials",
            "enforceQuota",
            "timeouts",
            "maxBody",
            "preserveHost");
    private static final List<String> LATER =
            List.of("quota", "spikeArrest", "maxConcurrent", "contextHeaders", "cors", "ip", "health", "tls");

    static ProxyBody read(Fields body) {
        for (String later : LATER) {
            if (body.has(later)) {
                throw body.invalid(later, "is not supported in this version");
            }
        }
        body.onlyKnown(KNOWN);
        var settings = new ProxySettings(
                body.text("description"),
                either(body, "basePath", "basePaths").orElseGet(List::of),
                targets(body),
                credentials(body),
                body.flag("enforceQuota").orElse(true),
                timeouts(body),
                Measures.size(body, "maxBody"),
                body.flag("preserveHost").orElse(false));
        return new ProxyBody(body.text("name"), settings);
    }

    static Map<String, Object> write(ProxySettings settings, View view) {
        var members = view.members()
                .value("basePaths", settings.basePaths())
                .value(
                        "targets",
                        settings.targets().stream()
                                .map(target -> Map.of("url", target.url().toString()))
                                .toList())
                .value("credentials", credentials(settings.credentials()))
                .value("enforceQuota", settings.enforceQuota())
                .value("timeouts", timeouts(settings.timeouts(), view))
                .value("preserveHost", settings.preserveHost())
                .text("description", settings.description());
        settings.maxBody().ifPresent(bytes -> members.text("maxBody", Measures.text(bytes)));
        return members.toMap();
    }

    /// One member or the list of the other name; empty where neither was sent.
    private static Optional<List<String>> either(Fields body, String one, String many) {
        if (body.has(one) && body.has(many)) {
            throw body.invalid(one, "must not stand beside " + many);
        }
        if (body.has(many)) {
            return Optional.of(body.list(many));
        }
        return body.optionalText(one).map(List::of);
    }

    private static List<Target> targets(Fields body) {
        if (body.has("target") && body.has("targets")) {
            throw body.invalid("target", "must not stand beside targets");
        }
        if (body.has("targets")) {
            return body.objects("targets", Kind.API_PROXY).stream()
                    .map(ProxyBody::target)
                    .toList();
        }
        if (!body.has("target")) {
            throw body.invalid("target", "must be given");
        }
        return List.of(Target.of(body.text("target")));
    }

    private static Target target(Fields target) {
        if (target.has("weight")) {
            throw target.invalid("weight", "is not supported in this version");
        }
        return Target.of(target.onlyKnown(Set.of("url")).text("url"));
    }

    private static CredentialPlaces credentials(Fields body) {
        var standard = CredentialPlaces.DEFAULT;
        return body.object("credentials", Kind.API_PROXY)
                .map(given -> given.onlyKnown(Set.of("mode", "header", "query", "forward")))
                .map(given -> new CredentialPlaces(
                        mode(given),
                        given.optionalText("header").orElse(standard.header()),
                        given.optionalText("query").orElse(standard.query()),
                        given.flag("forward").orElse(standard.forward())))
                .orElse(standard);
    }

    private static Mode mode(Fields credentials) {
        String name = credentials.optionalText("mode").orElse(name(CredentialPlaces.DEFAULT.mode()));
        return Arrays.stream(Mode.values())
                .filter(mode -> name(mode).equals(name))
                .findFirst()
                .orElseThrow(() -> credentials.invalid("mode", "must be one of key-or-token, key, token, open"));
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

    private static Map<String, Object> credentials(CredentialPlaces places) {
        return Map.of(
                "mode", name(places.mode()),
                "header", places.header(),
                "query", places.query(),
                "forward", places.forward());
    }

    private static Map<String, Object> timeouts(Timeouts timeouts, View view) {
        var members = view.members()
                .text("connect", Measures.text(timeouts.connect()))
                .text("firstByte", Measures.text(timeouts.firstByte()))
                .text("idle", Measures.text(timeouts.idle()));
        timeouts.total().ifPresent(total -> members.text("total", Measures.text(total)));
        return members.toMap();
    }

    private static String name(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
