package io.turnpike.management.bundle;

import java.util.List;

/// A proxy endpoint or a target endpoint.
record Endpoint(String file, String name, Element xml, List<Step> steps) {
    static Endpoint of(String file, Element xml) {
        String base = file.substring(file.lastIndexOf('/') + 1, file.length() - ".xml".length());
        String name = xml.attribute("name").isEmpty() ? base : xml.attribute("name");
        return new Endpoint(file, name, xml, Flows.steps(file, xml));
    }

    /// Of a proxy endpoint.
    List<String> basePaths() {
        return xml.at("HTTPProxyConnection", "BasePath")
                .map(Element::text)
                .filter(path -> !path.isEmpty())
                .toList();
    }

    /// Of a proxy endpoint, in the order in which they are tried.
    List<Element> routeRules() {
        return xml.children("RouteRule").toList();
    }
}
