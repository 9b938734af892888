package io.turnpike.management.proxy;

import io.turnpike.management.wire.Fields;
import io.turnpike.management.wire.View;
import io.turnpike.model.CredentialPlaces;
import io.turnpike.model.CredentialPlaces.Mode;
import io.turnpike.model.ProxySettings;
import io.turnpike.problem.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
            "quota",
            "spikeArrest",
            "timeouts",
            "maxBody",
            "maxConcurrent",
            "preserveHost",
            "contextHeaders",
            "cors",
            "ip",
            "health",
            "tls");

    static ProxyBody read(Fields body) {
        body.onlyKnown(KNOWN);
        var settings = new ProxySettings(
                body.text("description"),
                basePaths(body),
                BackendBody.read(body),
                credentials(body),
                LimitsBody.read(body),
                CorsBody.read(body),
                AddressRulesBody.read(body));
        if (settings.basePaths().isEmpty()) {
            throw body.invalid("basePath", "must be given");
        }
        return new ProxyBody(body.text("name"), settings);
    }

    static Map<String, Object> write(ProxySettings settings, View view) {
        var members = view.members()
                .value("basePaths", settings.basePaths())
                .value("credentials", credentials(settings.credentials()))
                .text("description", settings.description());
        BackendBody.write(settings.backend(), view, members);
        LimitsBody.write(settings.limits(), view, members);
        settings.cors().ifPresent(cors -> members.value("cors", CorsBody.write(cors, view)));
        settings.ip().ifPresent(rules -> members.value("ip", AddressRulesBody.write(rules)));
        return members.toMap();
    }

    private static List<String> basePaths(Fields body) {
        if (body.has("basePath") && body.has("basePaths")) {
            throw body.invalid("basePath", "must not stand beside basePaths");
        }
        return body.has("basePaths")
                ? body.list("basePaths")
                : body.optionalText("basePath").stream().toList();
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

    private static Map<String, Object> credentials(CredentialPlaces places) {
        return Map.of(
                "mode", name(places.mode()),
                "header", places.header(),
                "query", places.query(),
                "forward", places.forward());
    }

    private static String name(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
