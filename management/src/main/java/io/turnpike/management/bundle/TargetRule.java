package io.turnpike.management.bundle;

import io.turnpike.management.bundle.Routing.Destination;
import io.turnpike.model.Backend;
import io.turnpike.model.Target;
import io.turnpike.model.Timeouts;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What stands behind a proxy, read from the target endpoint that its route leads to.
final class TargetRule {
    private static final Set<String> OF_SERVERS = Set.of("URL", "LoadBalancer", "Path", "Properties");
    private static final Set<String> OF_URL = Set.of("URL", "LoadBalancer", "Path", "Properties", TlsRule.ELEMENT);

    /// Everything is streamed here.
    private static final Set<String> NOTHING_TO_DO = Set.of("request.streaming.enabled", "response.streaming.enabled");

    private final Bundle bundle;
    private final Findings findings;

    TargetRule(Bundle bundle, Findings findings) {
        this.bundle = bundle;
        this.findings = findings;
    }

    Backend backend(Destination destination) {
        if (!destination.unresolved().isEmpty()) {
            return Backend.of(
                    List.of(unresolved(firstProxy(), destination.unresolved(), "it is not known where calls go")));
        }
        if (!destination.url().isEmpty()) {
            return Backend.of(List.of(url(firstProxy(), destination.url())));
        }
        if (destination.endpoint().isEmpty()) {
            return Backend.of(List.of());
        }
        Endpoint endpoint = bundle.targets().get(destination.endpoint());
        return endpoint == null ? Backend.of(List.of()) : backend(endpoint);
    }

    private String firstProxy() {
        return bundle.proxies().getFirst().file();
    }

    private Backend backend(Endpoint endpoint) {
        Optional<Element> connection = endpoint.xml().child("HTTPTargetConnection");
        if (connection.isEmpty()) {
            String kind = endpoint.xml().children().stream()
                    .map(Element::name)
                    .filter(name -> name.contains("Target"))
                    .findFirst()
                    .orElse("nothing");
            return Backend.of(List.of(unresolved(endpoint.file(), kind, "it is no HTTP target")));
        }
        Element http = connection.get();
        boolean ofServers = http.at("LoadBalancer", "Server").findAny().isPresent();
        findings.addUnknown(
                endpoint.file(), "the target endpoint " + endpoint.name(), http, ofServers ? OF_SERVERS : OF_URL);
        return new Backend(
                targets(endpoint, http),
                timeouts(endpoint, http),
                false,
                false,
                Optional.empty(),
                ofServers ? Optional.empty() : new TlsRule(endpoint, findings).tls(http));
    }

    private List<Target> targets(Endpoint endpoint, Element http) {
        List<Target> servers = http.at("LoadBalancer", "Server")
                .<Target>map(server -> server(endpoint, http, server))
                .toList();
        http.child("LoadBalancer")
                .ifPresent(balancer -> findings.addUnknown(
                        endpoint.file(), "the load balancer of " + endpoint.name(), balancer, Set.of("Server")));
        return servers.isEmpty() ? List.of(url(endpoint.file(), http.textOf("URL"))) : servers;
    }

    private Target.Server server(Endpoint endpoint, Element http, Element server) {
        String name = server.attribute("name");
        findings.addUnknown(endpoint.file(), "the server " + name, server, Set.of("Weight", "IsEnabled"));
        String weight = server.textOf("Weight");
        String path = http.textOf("Path");
        boolean fixed = !path.contains("{");
        if (!fixed) {
            findings.add(
                    endpoint.file(),
                    "DetailWithoutEffect",
                    "The path of " + endpoint.name() + " is not fixed, and left out");
        }
        return new Target.Server(
                name,
                fixed && !path.isEmpty() && !path.startsWith("/") ? "/" + path : fixed ? path : "",
                weight.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(weight) : 1);
    }

    private Target url(String file, String text) {
        String url = new PropertySets(bundle).resolved(text);
        if (url.contains("{")) {
            return unresolved(file, url, "it is only known when a call arrives");
        }
        try {
            return Target.of(url);
        } catch (Refused refused) {
            String rule = refused.problem() instanceof Problem.InvalidField field ? field.rule() : "cannot be used";
            return unresolved(file, "a URL that cannot be used", "it " + rule);
        }
    }

    /// The text never holds a password: what has an `@` is not shown.
    private Target unresolved(String file, String text, String reason) {
        String shown = text.contains("@") ? "a URL with user info" : text;
        findings.add(
                file,
                "TargetUnresolved",
                "The target (%s) is not resolved: %s. The revision cannot be deployed before it has another"
                        .formatted(shown, reason));
        return new Target.Unresolved(shown);
    }

    private Timeouts timeouts(Endpoint endpoint, Element http) {
        var standard = Timeouts.DEFAULT;
        Duration connect = standard.connect();
        Duration firstByte = standard.firstByte();
        for (Element property : http.at("Properties", "Property").toList()) {
            String name = property.attribute("name");
            Optional<Duration> time = milliseconds(property.text());
            if (name.equals("connect.timeout.millis") && time.isPresent()) {
                connect = time.get();
            } else if (name.equals("io.timeout.millis") && time.isPresent()) {
                firstByte = time.get();
            } else if (!NOTHING_TO_DO.contains(name)) {
                findings.add(
                        endpoint.file(),
                        "DetailWithoutEffect",
                        "The property %s of the target endpoint %s has no effect here"
                                .formatted(name, endpoint.name()));
            }
        }
        return new Timeouts(connect, firstByte, standard.idle(), standard.total());
    }

    private static Optional<Duration> milliseconds(String text) {
        return text.matches("[1-9][0-9]{0,7}")
                ? Optional.of(Duration.ofMillis(Long.parseLong(text)))
                : Optional.empty();
    }
}
