package io.turnpike.management.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the proxy endpoints of a bundle lead to. A proxy has one set of targets here: endpoints that lead elsewhere
/// than the first are left out.
final class Routing {
    private final Bundle bundle;
    private final Findings findings;

    Routing(Bundle bundle, Findings findings) {
        this.bundle = bundle;
        this.findings = findings;
    }

    /// The endpoints that are kept, and where they lead to. Without an endpoint nothing leads anywhere.
    Kept kept() {
        if (bundle.proxies().isEmpty()) {
            findings.add(
                    bundle.descriptor().file(),
                    "NoProxyEndpoint",
                    "The revision cannot be deployed before it has a proxy endpoint");
            return new Kept(List.of(), new Destination("", "", ""));
        }
        Endpoint first = bundle.proxies().getFirst();
        Destination destination = destination(first);
        var endpoints = new ArrayList<>(List.of(first));
        for (Endpoint other : bundle.proxies().subList(1, bundle.proxies().size())) {
            if (destination(other).equals(destination)) {
                endpoints.add(other);
            } else {
                findings.add(
                        other.file(),
                        "OtherTarget",
                        "The base paths %s are left out: they lead to another target than %s; import them as a proxy of"
                                        .formatted(String.join(", ", other.basePaths()), first.name())
                                + " their own");
            }
        }
        return new Kept(endpoints, destination);
    }

    private Destination destination(Endpoint proxy) {
        List<Element> rules = proxy.routeRules();
        Optional<Element> unconditional = rules.stream()
                .filter(rule -> rule.textOf("Condition").isEmpty())
                .findFirst();
        rules.stream()
                .filter(rule -> !rule.textOf("Condition").isEmpty())
                .forEach(rule -> findings.add(
                        proxy.file(),
                        "ConditionalRoute",
                        "The route rule %s has no effect here. It holds if %s"
                                .formatted(rule.attribute("name"), rule.textOf("Condition"))));
        if (unconditional.isEmpty()) {
            return new Destination("", "", rules.isEmpty() ? "no route rule" : "route rules with conditions only");
        }
        return destination(proxy, unconditional.get());
    }

    private Destination destination(Endpoint proxy, Element rule) {
        String endpoint = rule.textOf("TargetEndpoint");
        String url = rule.textOf("URL");
        boolean isNull = endpoint.isEmpty() && url.isEmpty();
        String other = rule.children().stream()
                .map(Element::name)
                .filter(name -> name.endsWith("Endpoint") && !name.equals("TargetEndpoint"))
                .findFirst()
                .orElse("");
        if (!isNull || other.isEmpty()) {
            return new Destination(endpoint, url, "");
        }
        findings.add(proxy.file(), "TargetUnresolved", "The route leads to an <%s>".formatted(other));
        return new Destination("", "", other);
    }

    /// @param endpoint name of the target endpoint; empty where there is none
    /// @param url empty where the route names none
    /// @param unresolved why it is not known where the route leads to; empty where it is. With all three empty it
    ///     is a null route
    record Destination(String endpoint, String url, String unresolved) {}

    record Kept(List<Endpoint> endpoints, Destination destination) {
        List<String> basePaths() {
            return endpoints.stream()
                    .flatMap(endpoint -> endpoint.basePaths().stream())
                    .toList();
        }
    }
}
